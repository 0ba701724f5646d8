/**
 * The syntax tree of HCL 2's native syntax, as plain data.
 *
 * Every node carries `start` and `end`: offsets in UTF-16 code units (JavaScript string index), `[start, end)`.
 * Children lie inside their parent, in source order. Nothing is ever written on a node after parsing: facts about a
 * node (its schema, its value) live beside the tree. Broken input is in the tree too: a bare word is an `Incomplete`
 * item, an absent expression is `Missing`, an absent closing brace is `close: undefined`.
 *
 * Names follow the HCL specification (hclsyntax): body, block, label, attribute, expression, traversal, template.
 */

/** A half-open range of UTF-16 offsets. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A bare name in the source: an attribute's or block's name, a traversal's root, an object key. */
export interface Identifier extends Span {
  readonly type: 'Identifier';
  readonly name: string;
}

/** A list of attributes and blocks: the file itself, or what stands between a block's braces. */
export interface Body extends Span {
  readonly type: 'Body';
  readonly items: readonly Item[];
}

export type Item = Attribute | Block | Incomplete;

/** `name = value`. */
export interface Attribute extends Span {
  readonly type: 'Attribute';
  readonly name: Identifier;
  /** Offset of `=`. */
  readonly equals: number;
  /** `Missing` when nothing that can be read as an expression follows the `=`. */
  readonly value: Expression;
}

/** `name "label" … { body }`. */
export interface Block extends Span {
  readonly type: 'Block';
  readonly name: Identifier;
  readonly labels: readonly Label[];
  /** Offset of `{`. */
  readonly open: number;
  /** From just after `{` to just before `}` (or to where the unclosed block was given up). */
  readonly body: Body;
  /** Offset of `}`; undefined when the block is never closed. */
  readonly close: number | undefined;
}

/** A block label: `"name"` or a bare word. The span includes the quotes. */
export interface Label extends Span {
  readonly type: 'Label';
  /** Text with escapes processed. */
  readonly value: string;
  readonly quoted: boolean;
}

/** Something that is not (yet) an attribute or a block: a bare word, a word with labels but no brace. */
export interface Incomplete extends Span {
  readonly type: 'Incomplete';
  /** Undefined when the item does not even begin with a name. */
  readonly name: Identifier | undefined;
  readonly labels: readonly Label[];
}

export type Expression =
  | Literal
  | Template
  | ScopeTraversal
  | RelativeTraversal
  | Index
  | Splat
  | FunctionCall
  | Conditional
  | BinaryOperation
  | UnaryOperation
  | Parentheses
  | Tuple
  | ObjectExpression
  | For
  | Missing;

/** A number, `true`, `false` or `null`. Numbers keep their source text: HCL's are decimals of any size. */
export interface Literal extends Span {
  readonly type: 'Literal';
  readonly kind: 'number' | 'bool' | 'null';
  /** Source text: `1e5`, `true`, `null`. */
  readonly raw: string;
}

/**
 * A quoted string (`"…"`) or a heredoc (`<<EOT`, `<<-EOT`), with whatever is interpolated in it.
 * The span of a quoted template includes its quotes; that of a heredoc runs from `<<` to the end of the closing marker
 * (without its newline).
 */
export interface Template extends Span {
  readonly type: 'Template';
  readonly kind: 'quoted' | 'heredoc';
  readonly parts: readonly TemplatePart[];
  /** Of a heredoc: marker word, whether `<<-`, and the spans of the opening marker word and of the closing one. */
  readonly heredoc?: {
    readonly marker: string;
    readonly indented: boolean;
    readonly open: Span;
    readonly close: Span | undefined;
  };
  /** False when the closing quote or marker is missing. */
  readonly closed: boolean;
}

export type TemplatePart = TemplateText | Interpolation | TemplateIf | TemplateFor;

/** Literal text; `value` has escapes processed, indentation of `<<-` removed and `~` strip markers applied. */
export interface TemplateText extends Span {
  readonly type: 'TemplateText';
  readonly value: string;
}

/** `${ expression }`; the span includes the braces (and strip markers). */
export interface Interpolation extends Span {
  readonly type: 'Interpolation';
  readonly expression: Expression;
  readonly closed: boolean;
}

/** `%{ if c } … %{ else } … %{ endif }`. */
export interface TemplateIf extends Span {
  readonly type: 'TemplateIf';
  readonly condition: Expression;
  readonly then: readonly TemplatePart[];
  readonly else: readonly TemplatePart[] | undefined;
  /** Spans of the directives themselves: `%{ if … }`, `%{ else }`, `%{ endif }`. */
  readonly directives: readonly Span[];
}

/** `%{ for k, v in c } … %{ endfor }`. */
export interface TemplateFor extends Span {
  readonly type: 'TemplateFor';
  readonly key: Identifier | undefined;
  readonly value: Identifier | undefined;
  readonly collection: Expression;
  readonly body: readonly TemplatePart[];
  readonly directives: readonly Span[];
}

/** One step of a traversal: `.name`, `.0` (legacy index) or `["key"]` / `[0]` with a constant key. */
export type TraversalStep =
  | (Span & { readonly type: 'AttributeStep'; readonly name: Identifier })
  | (Span & { readonly type: 'IndexStep'; readonly key: string | number; readonly legacy: boolean });

/** A name of the scope and constant steps: `var.a.b`, `local.list[0]`, `node`. `steps` may be empty. */
export interface ScopeTraversal extends Span {
  readonly type: 'ScopeTraversal';
  readonly root: Identifier;
  readonly steps: readonly TraversalStep[];
  /** True when a `.` stands at the end with nothing behind it (`var.`): the place where completion is asked. */
  readonly incomplete: boolean;
}

/** Steps behind any other expression: `f().x`, `(a)[0]`. */
export interface RelativeTraversal extends Span {
  readonly type: 'RelativeTraversal';
  readonly source: Expression;
  readonly steps: readonly TraversalStep[];
  readonly incomplete: boolean;
}

/** `collection[key]` with a key that is not a constant. */
export interface Index extends Span {
  readonly type: 'Index';
  readonly collection: Expression;
  readonly key: Expression;
}

/** `source.*.steps` (attribute-only splat) or `source[*].steps` (full splat). `each` applies to every item. */
export interface Splat extends Span {
  readonly type: 'Splat';
  readonly kind: 'attribute' | 'full';
  readonly source: Expression;
  /** Span of `.*` or `[*]`. */
  readonly marker: Span;
  /** What is applied to each item, in order. */
  readonly each: readonly EachStep[];
}

/** `[key]` behind a splat, with a key that is not a constant. */
export interface ComputedStep extends Span {
  readonly type: 'ComputedStep';
  readonly key: Expression;
}

/**
 * A splat behind a full splat: it belongs to each item. `a[*].b[*].c` is the list of the lists
 * `[for x in a : [for y in x.b : y.c]]`, so the second splat is the last step of the first.
 */
export interface SplatStep extends Span {
  readonly type: 'SplatStep';
  readonly kind: 'attribute' | 'full';
  /** Span of `.*` or `[*]`. */
  readonly marker: Span;
  readonly each: readonly EachStep[];
}

/** One step behind a splat. A `SplatStep` stands only in a full splat; steps may follow one of kind `attribute`. */
export type EachStep = TraversalStep | ComputedStep | SplatStep;

export interface FunctionCall extends Span {
  readonly type: 'FunctionCall';
  /** `name` holds the whole name, namespaces included (`provider::x::f`). */
  readonly name: Identifier;
  readonly args: readonly Expression[];
  /** True when the last argument is followed by `...`. */
  readonly expand: boolean;
  /** Offset of `(` and `)`. */
  readonly open: number;
  readonly close: number | undefined;
}

/** `condition ? then : else`. */
export interface Conditional extends Span {
  readonly type: 'Conditional';
  readonly condition: Expression;
  readonly then: Expression;
  readonly else: Expression;
}

export type BinaryOperator = '+' | '-' | '*' | '/' | '%' | '==' | '!=' | '<' | '<=' | '>' | '>=' | '&&' | '||';

export interface BinaryOperation extends Span {
  readonly type: 'BinaryOperation';
  readonly operator: BinaryOperator;
  readonly operatorSpan: Span;
  readonly left: Expression;
  readonly right: Expression;
}

export interface UnaryOperation extends Span {
  readonly type: 'UnaryOperation';
  readonly operator: '-' | '!';
  readonly operand: Expression;
}

export interface Parentheses extends Span {
  readonly type: 'Parentheses';
  readonly expression: Expression;
  readonly closed: boolean;
}

/** `[a, b]`. */
export interface Tuple extends Span {
  readonly type: 'Tuple';
  readonly items: readonly Expression[];
  readonly closed: boolean;
}

/** `{ key = value, … }`. */
export interface ObjectExpression extends Span {
  readonly type: 'Object';
  readonly items: readonly ObjectItem[];
  readonly closed: boolean;
}

export interface ObjectItem extends Span {
  readonly type: 'ObjectItem';
  /** A bare word is an `Identifier` (it means its own name); anything else is an expression. */
  readonly key: Identifier | Expression;
  /** Offset of `=` or `:`, undefined when it is missing. */
  readonly separator: number | undefined;
  readonly value: Expression;
}

/** `[for v in c : x if cond]` and `{for k, v in c : k => v... if cond}`. */
export interface For extends Span {
  readonly type: 'For';
  readonly kind: 'tuple' | 'object';
  readonly key: Identifier | undefined;
  readonly value: Identifier | undefined;
  readonly collection: Expression;
  /** Only in the object form. */
  readonly keyExpression: Expression | undefined;
  readonly valueExpression: Expression;
  readonly group: boolean;
  readonly condition: Expression | undefined;
  readonly closed: boolean;
}

/** An expression that is not there. Its span is empty, or covers what could not be read as an expression. */
export interface Missing extends Span {
  readonly type: 'Missing';
}

/** Any node of the tree. */
export type Node = Body | Item | Label | Identifier | Expression | TemplatePart | EachStep | ObjectItem;

/** A comment; the text includes its marker (`#`, `//`, `/* … *\/`). A line comment ends before its newline. */
export interface Comment extends Span {
  readonly kind: 'line' | 'block';
}

/** A syntax error: a stable id, a sentence that says what is wrong and how to repair it, and where. */
export interface SyntaxProblem extends Span {
  /** For example `unclosed-block`; see errors.ts for all. */
  readonly id: string;
  readonly message: string;
  /** A second place that explains the first: the opening brace of an unclosed block, the first of two attributes. */
  readonly related?: Span & { readonly message: string };
}

/** What `parse` gives: always a tree that covers the whole text. */
export interface ParseResult {
  readonly text: string;
  readonly root: Body;
  readonly comments: readonly Comment[];
  /** In source order, at most one per token. */
  readonly errors: readonly SyntaxProblem[];
}
