/**
 * What is known of one version of one file: text → tree → instance (tree bound to schema and values) → symbols →
 * problems. Rules and features take it; `analyze.ts` makes it.
 */
import type { ParseResult } from '@hcl/parser';
import type { Language } from './languages';
import type { Problem } from './problem';
import type { Remembering } from './remembered';
import type { BlockInstance } from './schema/instance';
import type { Settings } from './settings';
import type { SourceFile } from './source-file';
import type { Suppressions } from './suppressions';
import type { Symbols } from './symbols';
import type { Variables } from './values/variables';

export interface Analysis extends Remembering {
  readonly file: SourceFile;
  readonly text: string;
  readonly language: Language;
  readonly settings: Settings;
  readonly syntax: ParseResult;
  /** What `var` and `local` stand for, with the values that were given from outside. */
  readonly variables: Variables;
  /** The file as its schema sees it. */
  readonly instance: BlockInstance;
  readonly symbols: Symbols;
  /** What comments quiet. */
  readonly suppressions: Suppressions;
  /** In the order of the text; levels and suppressing comments are applied. */
  readonly problems: readonly Problem[];
  /** The errors that leave no job, whatever level a person gave them and whichever comment allows them. */
  readonly refusals: readonly Problem[];
}
