/** Go to definition, and all references: ports, volumes, tasks, variables, locals. */
import { type Span, walk } from '@hcl/parser';
import type { Analysis } from '../analysis';
import type { SymbolKind } from '../schema/types';
import { type Cursor, cursorAt, innermost } from './cursor';
import { namesAt } from './names';
import { environmentNameAt, environmentUses, environmentWord } from './port-names';

export interface Target {
  readonly kind: SymbolKind;
  readonly name: string;
  /** The name under the cursor. */
  readonly span: Span;
}

/** Where the name under the cursor is declared. */
export function definition(analysis: Analysis, offset: number): readonly Span[] {
  const cursor = cursorAt(analysis, offset);
  const target = targetAt(analysis, cursor);
  return target ? namesAt(analysis, cursor, target.kind).filter((n) => n.name === target.name) : [];
}

/** Where the name under the cursor is used, and, with `declaration`, where it is declared. */
export function references(analysis: Analysis, offset: number, declaration: boolean): readonly Span[] {
  const cursor = cursorAt(analysis, offset);
  const target = targetAt(analysis, cursor);
  if (!target) return [];
  const declared = namesAt(analysis, cursor, target.kind).filter((n) => n.name === target.name);
  const uses =
    target.kind === 'variable' || target.kind === 'local'
      ? traversals(analysis, target)
      : [...attributes(analysis, cursor, target), ...environment(analysis, cursor, target)];
  return [...(declaration ? declared : []), ...uses].sort((a, b) => a.start - b.start);
}

/** The declared or used name under the cursor. */
export const nameUnder = (analysis: Analysis, offset: number): Target | undefined =>
  targetAt(analysis, cursorAt(analysis, offset));

function targetAt(analysis: Analysis, cursor: Cursor): Target | undefined {
  const traversal = innermost(cursor, 'ScopeTraversal');
  const step = traversal?.steps[0];
  if (traversal && step?.type === 'AttributeStep' && cursor.offset <= step.end) {
    const kind = traversal.root.name === 'var' ? 'variable' : traversal.root.name === 'local' ? 'local' : undefined;
    return kind && { kind, name: step.name.name, span: step.name };
  }
  const covers = (span: Span) => span.start <= cursor.offset && cursor.offset <= span.end;
  const { symbols } = analysis;
  const defined = symbols.definitions.find((d) => covers(d.span));
  if (defined) return { kind: defined.kind, name: defined.name, span: defined.span };
  const used = symbols.references.find((r) => covers(r.span));
  return used ? { kind: used.kind, name: used.name, span: used.span } : portInEnvironment(analysis, cursor);
}

/** The port that `NOMAD_PORT_http` and the like are about. */
function portInEnvironment(analysis: Analysis, cursor: Cursor): Target | undefined {
  const found = environmentNameAt(analysis.text, cursor.offset);
  const port = found && namesAt(analysis, cursor, 'port').find(({ name }) => environmentWord(name) === found.word);
  return found && port && { kind: 'port', name: port.name, span: { start: found.start, end: found.end } };
}

/** Names of environment variables that a port gives to the tasks of its group. */
function environment({ text }: Analysis, cursor: Cursor, { kind, name }: Target): readonly Span[] {
  const group = cursor.levels.find(({ block }) => block?.name.name === 'group')?.body;
  return kind === 'port' && group ? environmentUses(text, group, name) : [];
}

function attributes(analysis: Analysis, cursor: Cursor, target: Target): readonly Span[] {
  const { symbols } = analysis;
  const declared = namesAt(analysis, cursor, target.kind).find(({ name }) => name === target.name);
  const here =
    symbols.definitions.find((d) => d.span.start <= cursor.offset && cursor.offset <= d.span.end) ??
    symbols.references.find((r) => r.span.start <= cursor.offset && cursor.offset <= r.span.end) ??
    symbols.definitions.find(({ span }) => span.start === declared?.start);
  return symbols.references
    .filter((r) => r.kind === target.kind && r.name === target.name && r.scope === here?.scope)
    .map((r) => r.span);
}

function traversals(analysis: Analysis, target: Target): readonly Span[] {
  const root = target.kind === 'variable' ? 'var' : 'local';
  const found: Span[] = [];
  walk(analysis.syntax.root, (node) => {
    const step = node.type === 'ScopeTraversal' && node.root.name === root ? node.steps[0] : undefined;
    if (step?.type === 'AttributeStep' && step.name.name === target.name)
      found.push({ start: node.start, end: step.end });
  });
  return found;
}
