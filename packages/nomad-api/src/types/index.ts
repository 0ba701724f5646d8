/** The shapes that Nomad's API takes and gives, with Nomad's own field names. */
export type * from './acl';
export type * from './allocation';
export type * from './cluster';
export type * from './evaluation';
export type * from './event';
export type * from './file';
export type * from './job';
export type * from './plan';
export type * from './search';
export type * from './service';
export type * from './storage';
export type * from './variable';
