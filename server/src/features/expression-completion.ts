/** Completion inside expressions: variables, locals, functions, and the names that Nomad resolves at run time. */
import { type Expression, type ScopeTraversal, type Span, type Type, typeOf, type Value } from '@hcl/parser';
import type { Analysis } from '../analysis';
import type { CompletionItem } from './answers';
import { type Cursor, innermost } from './cursor';
import { functionDocs, functions, signature } from './functions';
import { loopNames } from './loop-names';
import { namesAt } from './names';
import { runtimeItems } from './runtime-names';

/** Where an expression may begin at the cursor. */
export interface ExpressionPlace {
  readonly replace: Span;
  /** Inside `${…}` of a string, where names may also stand that Nomad resolves later. */
  readonly runtime: boolean;
}

/** Undefined where no expression begins: in a plain string, behind a value. */
export function expressionPlace({ offset, path }: Cursor, value: Expression): ExpressionPlace | undefined {
  const here = { start: offset, end: offset };
  const inner = path.findLast((node) => node.type !== 'Identifier' && node.type !== 'AttributeStep');
  const runtime = path.some((node) => node.type === 'Interpolation');
  switch (inner?.type) {
    case 'ScopeTraversal':
      return offset <= inner.root.end ? { replace: spanOf(runtime ? inner : inner.root), runtime } : undefined;
    case 'FunctionCall':
      if (offset <= inner.name.end) return { replace: spanOf(inner.name), runtime };
      return offset > inner.open && isGap(inner.args, offset) ? { replace: here, runtime } : undefined;
    case 'Tuple':
      return isGap(inner.items, offset) && offset > inner.start ? { replace: here, runtime } : undefined;
    case 'Interpolation':
      return inner.expression.type === 'Missing' ? { replace: here, runtime } : undefined;
    case 'Missing':
      return { replace: here, runtime };
    default:
      return value.type === 'Missing' ? { replace: here, runtime } : undefined;
  }
}

const isGap = (items: readonly Expression[], offset: number): boolean =>
  !items.some((item) => item.type !== 'Missing' && item.start <= offset && offset <= item.end);

/** Behind a dot: the variables of `var.`, the attributes of an object, the rest of `node.`. Undefined elsewhere. */
export function memberItems(analysis: Analysis, cursor: Cursor): readonly CompletionItem[] | undefined {
  const traversal = innermost(cursor, 'ScopeTraversal');
  if (!traversal || cursor.offset <= traversal.root.end) return undefined;
  const before = traversal.steps.filter((step) => step.end < cursor.offset);
  const current = traversal.steps[before.length];
  const replace =
    current?.type === 'AttributeStep' ? spanOf(current.name) : { start: cursor.offset, end: cursor.offset };
  const root = traversal.root.name;
  const kind = root === 'var' ? 'variable' : root === 'local' ? 'local' : undefined;
  if (kind && before.length === 0)
    return namesAt(analysis, cursor, kind).map(({ name, detail }) => ({
      label: name,
      kind: 'reference',
      detail,
      insert: name,
      replace,
      order: 10,
    }));
  const type = kind ? typeBefore(analysis, traversal, before.length) : loopType(cursor, root, before.length);
  if (type) return attributeItems(type, replace);
  if (kind) return [];
  // Names of this kind have dots in them and are exchanged as a whole.
  return runtimeItems(analysis, cursor, spanOf(traversal)).filter(({ label }) => label.startsWith(`${root}.`));
}

/** What `each.value` and the like are made of is seldom known without evaluation: the two names are. */
function loopType(cursor: Cursor, root: string, depth: number): readonly string[] | undefined {
  const loop = depth === 0 ? loopNames(cursor).find(({ name }) => name === root) : undefined;
  return loop?.members;
}

/** The names in the object that the first `depth` steps of `var.a.b` lead to. */
function typeBefore(
  { variables }: Analysis,
  { root, steps }: ScopeTraversal,
  depth: number,
): readonly string[] | undefined {
  const [first, ...others] = steps.slice(0, depth);
  if (first?.type !== 'AttributeStep') return undefined;
  const name = first.name.name;
  const value: Value | undefined =
    root.name === 'var' ? variables.variables.get(name)?.value : variables.locals.get(name);
  let type: Type | undefined = value && typeOf(value);
  for (const step of others) {
    const key = step.type === 'AttributeStep' ? step.name.name : undefined;
    if (type?.kind === 'object' && key !== undefined) type = type.attributes.get(key);
    else if (type?.kind === 'map' || (type?.kind === 'list' && key === undefined)) type = type.element;
    else return undefined;
  }
  return type?.kind === 'object' ? [...type.attributes.keys()] : undefined;
}

const attributeItems = (names: readonly string[], replace: Span): readonly CompletionItem[] =>
  names.map((name) => ({ label: name, kind: 'reference', insert: name, replace, order: 10 }));

/** What an expression may begin with. */
export function beginningItems(
  analysis: Analysis,
  cursor: Cursor,
  { replace, runtime }: ExpressionPlace,
  withFunctions: boolean,
): readonly CompletionItem[] {
  const { dialect } = analysis.language;
  if (dialect === 'constants') return [];
  const later = runtime ? runtimeItems(analysis, cursor, replace) : [];
  if (dialect === 'hcl1') return later;
  const declared = (kind: 'variable' | 'local', root: string) =>
    namesAt(analysis, cursor, kind).map(
      ({ name, detail }): CompletionItem => ({
        label: `${root}.${name}`,
        kind: 'reference',
        detail,
        insert: `${root}.${name}`,
        replace,
        order: 18,
      }),
    );
  const loops = loopNames(cursor).map(
    ({ name, detail }): CompletionItem => ({
      label: name,
      kind: 'reference',
      detail,
      insert: name,
      replace,
      order: 17,
    }),
  );
  return [
    ...loops,
    ...declared('variable', 'var'),
    ...declared('local', 'local'),
    ...later,
    ...(withFunctions ? functionItems(replace) : []),
  ];
}

const functionItems = (replace: Span): readonly CompletionItem[] =>
  [...functions.values()].map((f) => ({
    label: f.name,
    kind: 'function',
    detail: signature(f),
    documentation: functionDocs(f),
    insert: f.parameters.length === 0 && !f.variadic ? `${f.name}()` : `${f.name}($1)`,
    snippet: true,
    replace,
    order: 60,
  }));

const spanOf = (node: Span): Span => ({ start: node.start, end: node.end });
