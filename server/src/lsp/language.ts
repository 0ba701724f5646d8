/**
 * What the server knows of job files, loaded when it is first needed: `initialize` is answered before the schemas, the
 * validators and Nomad's functions are read. server.ts and the files beside this one take types from them, never values.
 */
export const language = (): typeof import('../language') => require('../language');
