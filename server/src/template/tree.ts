/** The tree of a Go template, as plain data. Offsets are those of the template's text. */
import type { Span } from './tokens';

export interface Template {
  readonly text: string;
  readonly nodes: readonly TemplateNode[];
  /** All actions, those of blocks included, in the order of the text. */
  readonly actions: readonly Action[];
  readonly comments: readonly Span[];
  /** All calls of functions, in the order of the text. */
  readonly calls: readonly TemplateCall[];
  readonly problems: readonly TemplateProblem[];
}

export type TemplateNode = TextNode | Action | Control;

export interface TextNode extends Span {
  readonly type: 'text';
}

export type Keyword = 'if' | 'with' | 'range' | 'define' | 'block' | 'else' | 'end' | 'template' | 'break' | 'continue';

/** `{{ … }}`. */
export interface Action extends Span {
  readonly type: 'action';
  /** Between the delimiters. */
  readonly inner: Span;
  readonly keyword: Keyword | undefined;
  readonly keywordSpan: Span | undefined;
  /** `if` or `with` behind `else`. */
  readonly chained: 'if' | 'with' | undefined;
  /** Of `define`, `block` and `template`. */
  readonly name: (Span & { readonly text: string }) | undefined;
  readonly pipeline: Pipeline | undefined;
  readonly closed: boolean;
  /** Something in it is wrong, so the tree may lack a part of it. */
  readonly broken: boolean;
}

/** `{{ if }} … {{ else }} … {{ end }}`, and the same with `with`, `range`, `define` and `block`. */
export interface Control extends Span {
  readonly type: 'control';
  readonly keyword: Keyword;
  readonly branches: readonly Branch[];
  readonly closer: Action | undefined;
}

export interface Branch {
  /** The `if`, or an `else`. */
  readonly opener: Action;
  readonly nodes: readonly TemplateNode[];
}

/** `$a, $b := command | command`. */
export interface Pipeline extends Span {
  readonly declares: readonly (Span & { readonly name: string })[];
  readonly commands: readonly Command[];
}

/** Operands with blanks between; the first may be a function. */
export interface Command extends Span {
  readonly operands: readonly Operand[];
}

export interface Operand extends Span {
  readonly kind:
    | 'function'
    | 'field'
    | 'variable'
    | 'dot'
    | 'string'
    | 'character'
    | 'number'
    | 'bool'
    | 'nil'
    | 'parentheses';
  /** As written; of a string what it means; of a field nothing. */
  readonly text: string;
  /** `.A.B` behind it, or as a whole. */
  readonly fields: readonly (Span & { readonly name: string })[];
  /** In parentheses. */
  readonly pipeline: Pipeline | undefined;
}

/** A function with its arguments. */
export interface TemplateCall extends Span {
  readonly name: string;
  /** The span is that of the name. */
  readonly operands: readonly Operand[];
  /** The arguments that are string literals, by position; undefined for any other. */
  readonly args: readonly (string | undefined)[];
  /** What stands before `|` is one more argument, the last. */
  readonly piped: boolean;
}

export interface TemplateProblem extends Span {
  readonly kind: 'syntax' | 'unknown-function';
  /** A sentence, or the name of the function. */
  readonly message: string;
}
