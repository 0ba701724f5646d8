/** The `${…}` names that Nomad resolves after the file was read: which are offered where, and what each is for. */
import type { Expression, Span } from '@hcl/parser';
import type { Analysis } from '../analysis';
import type { CompletionItem } from './answers';
import { attributeOf, blocksOf, type Cursor } from './cursor';
import { literal } from './likely-values';
import { namesAt } from './names';
import { environmentWord } from './port-names';
import { runtimeData as data, type RuntimeName } from './runtime-known';

/** Names that are resolved at `place` (`constraint.attribute`, `env.*`, …), patterns filled with the file's own names. */
export function runtimeNames(analysis: Analysis, cursor: Cursor, place: readonly string[]): readonly RuntimeName[] {
  const phases = phasesAt(place);
  const fits = (name: RuntimeName): boolean => name.phases.some((phase) => phases.has(phase));
  const patterns = data.patterns.filter(fits).flatMap((pattern): readonly RuntimeName[] => {
    const names = pattern.of === undefined ? undefined : ownNames(analysis, cursor, pattern.of);
    return names ? names.map((own) => ({ ...pattern, name: pattern.name.replace(/<[^>]*>/, own) })) : [pattern];
  });
  return [...data.variables.filter(fits), ...patterns];
}

/** What the file puts into a pattern; undefined when it does not say, and the pattern is offered as it is. */
function ownNames(analysis: Analysis, cursor: Cursor, of: string): readonly string[] | undefined {
  const keysOf = (type: string): readonly string[] =>
    cursor.levels.flatMap(({ body }) => [
      ...blocksOf(body, type).flatMap((block) =>
        block.body.items.flatMap((item) => (item.type === 'Attribute' ? [item.name.name] : [])),
      ),
      ...keysOfObject(attributeOf(body, type)),
    ]);
  switch (of) {
    case 'port':
      return namesAt(analysis, cursor, 'port').map(({ name }) => environmentWord(name));
    case 'env':
      return keysOf('env');
    case 'meta':
      return keysOf('meta').map(environmentWord);
    case 'task-port':
      // Of networks in `resources`, which are deprecated.
      return [];
    default:
      return undefined;
  }
}

function keysOfObject(expression: Expression | undefined): readonly string[] {
  if (expression?.type !== 'Object') return [];
  return expression.items.flatMap(({ key }) => (key.type === 'Identifier' ? [key.name] : (literal(key) ?? [])));
}

/** The names that Nomad resolves here, as items: own ports first, then as the list has them, patterns last. */
export function runtimeItems(analysis: Analysis, cursor: Cursor, replace: Span): readonly CompletionItem[] {
  const place = placeOf(cursor);
  const usual = usualNames(cursor);
  return runtimeNames(analysis, cursor, place).map((name, i) => {
    const pattern = name.name.includes('<');
    const first = usual.indexOf(name.name);
    return {
      label: name.name,
      kind: 'reference',
      detail: name.example ? `for example ${name.example}` : 'at run time',
      documentation: name.description,
      insert: pattern ? name.name.replace(/<([^>]*)>/g, placeholders()) : name.name,
      snippet: pattern,
      replace,
      order:
        first >= 0 ? 19 + first / 100 : (pattern ? 40 : name.of === 'port' || name.of === 'env' ? 20 : 25) + i / 100,
    };
  });
}

/** `<task>` and `<label>` become tab stops in their order. */
function placeholders(): (all: string, name: string) => string {
  let stop = 0;
  return (_all, name) => `\${${++stop}:${name}}`;
}

/** The names that the schema gives as examples for the attribute under the cursor: `"${attr.kernel.name}"`. */
function usualNames({ item, inner }: Cursor): readonly string[] {
  const examples =
    item?.type === 'Attribute' ? inner.schema.attributes.get(item.name.name)?.schema.examples : undefined;
  return (examples ?? []).flatMap((example) => /^\$\{(.+)\}$/.exec(String(example))?.[1] ?? []);
}

/** Block types from the file to the attribute: `['job', 'group', 'constraint', 'attribute']`. */
function placeOf(cursor: Cursor): readonly string[] {
  const blocks = cursor.levels.flatMap((level) => level.block?.name.name ?? []);
  return cursor.item?.type === 'Attribute' ? [...blocks, cursor.item.name.name] : blocks;
}

/** Phases whose places fit the blocks around the cursor, innermost last. */
function phasesAt(place: readonly string[]): ReadonlySet<string> {
  const dotted = `.${place.join('.')}`;
  const found = Object.entries(data.places).flatMap(([phase, places]) =>
    places.some((p) => (p.endsWith('.*') ? `${dotted}.`.includes(`.${p.slice(0, -1)}`) : dotted.endsWith(`.${p}`)))
      ? [phase]
      : [],
  );
  return new Set(found);
}
