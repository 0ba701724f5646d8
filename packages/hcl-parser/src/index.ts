/** `@hcl/parser`: the native syntax of HCL 2 as a tree. */
export * from './ast';
export * from './convert';
export { type SyntaxErrorId, syntaxErrors } from './errors';
export * from './evaluate';
export * from './evaluation';
export { type Edit, format, formatEdits } from './format';
export { graphemes } from './graphemes';
export * from './numbers';
export { parse } from './parser';
export { children, nodeAt, pathAt, walk } from './query';
export { type ScannedToken, scan } from './scanner';
export { Token } from './tokens';
export * from './type-expression';
export * from './types';
export * from './unify';
export * from './values';
