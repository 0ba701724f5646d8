/** Hover of names that the file itself declares: what they stand for, where they are declared and who uses them. */
import { type Body, isWhollyKnown, type Span, type Value, walk } from '@hcl/parser';
import type { Analysis } from '../analysis';
import type { SymbolKind } from '../schema/types';
import { jsonText } from '../values/cty-json';
import type { Hover } from './answers';
import { attributeOf, type Cursor, innermost, labelsOf } from './cursor';
import { literal } from './likely-values';
import { namesAt } from './names';

/** `var.x` and `local.x`, and where they are declared. */
export function variableHover(analysis: Analysis, cursor: Cursor): Hover | undefined {
  const used = usedName(cursor);
  if (used) return describe(analysis, cursor, used) ?? undeclared(used);
  const declared = declaredName(cursor);
  return declared && describe(analysis, cursor, declared);
}

interface NamePlace extends Span {
  readonly kind: 'variable' | 'local';
  readonly name: string;
}

/** `var.x`, from its root to the name. */
function usedName(cursor: Cursor): NamePlace | undefined {
  const traversal = innermost(cursor, 'ScopeTraversal');
  const kind = traversal?.root.name === 'var' ? 'variable' : traversal?.root.name === 'local' ? 'local' : undefined;
  const step = traversal?.steps[0];
  if (!traversal || !kind || step?.type !== 'AttributeStep') return undefined;
  return { kind, name: step.name.name, start: traversal.start, end: step.end };
}

/** The label of a `variable` block, or the name of an entry of `variables` or `locals`. */
function declaredName({ item, inner, offset, levels }: Cursor): NamePlace | undefined {
  if (item?.type === 'Block' && item.name.name === 'variable' && levels.length === 1) {
    const [label] = item.labels;
    return label && label.start <= offset && offset <= label.end
      ? { kind: 'variable', name: label.value, start: label.start, end: label.end }
      : undefined;
  }
  const type = inner.block?.name.name;
  if (item?.type !== 'Attribute' || levels.length !== 2 || offset > item.name.end) return undefined;
  const kind = type === 'locals' ? 'local' : type === 'variables' ? 'variable' : undefined;
  return kind && { kind, name: item.name.name, start: item.name.start, end: item.name.end };
}

const undeclared = ({ kind, name, start, end }: NamePlace): Hover => ({
  start,
  end,
  markdown: `No ${kind} "${name}" is declared in this file.`,
});

function describe(analysis: Analysis, cursor: Cursor, { kind, name, start, end }: NamePlace): Hover | undefined {
  const declaration = namesAt(analysis, cursor, kind).find((known) => known.name === name);
  if (!declaration) return undefined;
  const { text, variables } = analysis;
  const block = kind === 'variable' ? variableBody(analysis, name) : undefined;
  const type = block && attributeOf(block, 'type');
  const about = block && literal(attributeOf(block, 'description'));
  const value = kind === 'variable' ? variables.variables.get(name)?.value : variables.locals.get(name);
  const written = value && shown(value);
  const root = kind === 'variable' ? 'var' : 'local';
  const outside = `\`-var ${name}=…\`, \`NOMAD_VAR_${name}\` or a variable file`;
  const meaning =
    kind === 'local'
      ? written && `Here: ${written}`
      : written
        ? `Default ${written}. Another value comes from ${outside}.`
        : `It has no default: ${outside} must give it a value.`;
  return {
    start,
    end,
    markdown: [
      `**${root}.${name}** — ${kind}${type ? `, ${oneLine(text.slice(type.start, type.end))}` : ''}`,
      about,
      meaning,
      usage(analysis, declaration, usesOf(analysis, root, name)),
    ]
      .filter(Boolean)
      .join('\n\n'),
  };
}

const variableBody = ({ syntax }: Analysis, name: string): Body | undefined =>
  labelsOf(syntax.root, 'variable').find((one) => one.name === name)?.block.body;

function usesOf(analysis: Analysis, root: string, name: string): readonly Span[] {
  const found: Span[] = [];
  walk(analysis.syntax.root, (node) => {
    const step = node.type === 'ScopeTraversal' && node.root.name === root ? node.steps[0] : undefined;
    if (step?.type === 'AttributeStep' && step.name.name === name) found.push(node);
  });
  return found;
}

/** Kinds of labels that have no hover of their own, in words. */
const uses: Partial<Readonly<Record<SymbolKind, string>>> = { volume: 'mounted', task: 'named', service: 'named' };

/** Who names the volume, task or service that is declared by the label under the cursor. */
export function labelUses(analysis: Analysis, label: Span): string {
  const { definitions } = analysis.symbols;
  const declared = definitions.find(({ span }) => span.start === label.start && span.end === label.end);
  const verb = declared && uses[declared.kind];
  if (!declared || !verb) return '';
  const places = analysis.symbols
    .referencesIn(declared.scope)
    .filter(({ kind, name }) => kind === declared.kind && name === declared.name);
  if (places.length === 0) return declared.kind === 'volume' ? 'No task of the group mounts it.' : '';
  return `${verb === 'mounted' ? 'Mounted' : 'Named'} in ${linesOf(
    analysis.text,
    places.map(({ span }) => span),
  )}.`;
}

function usage({ text }: Analysis, declaration: Span, places: readonly Span[]): string {
  const where = `Declared in ${linesOf(text, [declaration])}`;
  return places.length === 0
    ? `${where}; nothing in this file uses it.`
    : `${where}, used in ${linesOf(text, places)}.`;
}

/** `line 4`, `lines 4, 9 and 12`. */
export function linesOf(text: string, places: readonly Span[]): string {
  const lines = [...new Set(places.map(({ start }) => text.slice(0, start).split('\n').length))];
  const [last, ...others] = [...lines].reverse();
  return others.length === 0 ? `line ${last}` : `lines ${others.reverse().join(', ')} and ${last}`;
}

/** A value that is wholly known, as code; undefined for others. */
function shown(value: Value): string | undefined {
  if (!isWhollyKnown(value)) return undefined;
  try {
    const text = jsonText(value);
    return `\`${text.length > 120 ? `${text.slice(0, 117)}…` : text}\``;
  } catch {
    return undefined;
  }
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ');
