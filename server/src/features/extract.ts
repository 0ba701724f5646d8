/** Gives a value a name: it moves to a local or to the default of a variable. */
import { type Expression, evaluate, isWhollyKnown, type Span, type Type, typeOf, walk } from '@hcl/parser';
import type { Analysis } from '../analysis';
import { declareLocal, declareVariable } from '../declaration-edits';
import type { Cursor } from './cursor';
import type { Refactoring } from './refactorings';

export function extractions(analysis: Analysis, cursor: Cursor, selection: Span): readonly Refactoring[] {
  const { item, levels } = cursor;
  // Variables hold constants, and locals are names already.
  const outer = levels[1]?.block?.name.name;
  if (item?.type !== 'Attribute' || outer !== 'job') return [];
  const value = chosen(cursor, item.value, selection);
  if (!value || !canMove(value)) return [];
  const { syntax, text, variables } = analysis;
  const written = text.slice(value.start, value.end);
  const wanted = item.name.name.replaceAll('-', '_');
  const local = freeName(wanted, variables.locals);
  const found: Refactoring[] = [
    {
      title: `Extract to local.${local}`,
      kind: 'extract',
      edits: [declareLocal(syntax, local, written), { start: value.start, end: value.end, text: `local.${local}` }],
    },
  ];
  const constant = evaluate(value, undefined, text);
  if (constant.problems.length === 0 && isWhollyKnown(constant.value)) {
    const name = freeName(wanted, variables.variables);
    const type = typeText(typeOf(constant.value));
    const lines = type ? [`type    = ${type}`, `default = ${written}`] : [`default = ${written}`];
    found.push({
      title: `Extract to var.${name}`,
      kind: 'extract',
      edits: [declareVariable(syntax, name, lines), { start: value.start, end: value.end, text: `var.${name}` }],
    });
  }
  return found;
}

/** The value of the attribute, or the item of a list, that is selected or under the cursor. */
function chosen({ path }: Cursor, value: Expression, { start, end }: Span): Expression | undefined {
  const holds = (node: Span): boolean => node.start <= start && end <= node.end;
  const item = path.findLast((node) => node.type === 'Tuple' && node.items.some(holds));
  const found = item?.type === 'Tuple' ? item.items.find(holds) : value;
  return found && holds(found) ? found : undefined;
}

/** Whether the value means the same at the top of the file: no names of loops or of run time, no heredoc. */
function canMove(value: Expression): boolean {
  if (value.type === 'Missing') return false;
  // A name alone is none the shorter for another.
  if (value.type === 'ScopeTraversal') return false;
  let moves = true;
  walk(value, (node) => {
    if (node.type === 'ScopeTraversal' && node.root.name !== 'var' && node.root.name !== 'local') moves = false;
    if (node.type === 'Template' && node.kind === 'heredoc') moves = false;
  });
  return moves;
}

function freeName(wanted: string, taken: ReadonlyMap<string, unknown>): string {
  if (!taken.has(wanted)) return wanted;
  for (let i = 2; ; i++) if (!taken.has(`${wanted}_${i}`)) return `${wanted}_${i}`;
}

/** A type as it is declared; undefined for one that is better left to the default. */
function typeText(type: Type): string | undefined {
  switch (type.kind) {
    case 'string':
    case 'number':
    case 'bool':
      return type.kind;
    case 'tuple': {
      const [first, ...others] = type.elements.map(typeText);
      return first !== undefined && others.every((other) => other === first) ? `list(${first})` : undefined;
    }
    default:
      return undefined;
  }
}
