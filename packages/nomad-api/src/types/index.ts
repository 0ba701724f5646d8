/** The shapes that Nomad's API takes and gives, with Nomad's own field names. */
export type * from './allocation';
export type * from './cluster';
export type * from './evaluation';
export type * from './job';
export type * from './plan';
export type * from './service';
export type * from './storage';
