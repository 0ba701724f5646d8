/** `@hcl/parser`: the native syntax of HCL 2 as a tree. */
export * from './ast';
export { type SyntaxErrorId, syntaxErrors } from './errors';
export { parse } from './parser';
export { children, nodeAt, pathAt, walk } from './query';
export { type ScannedToken, scan } from './scanner';
export { Token } from './tokens';
