/** Help in a variable file: its keys are the variables of the jobs beside it. */
import type { Span } from '@hcl/parser';
import type { Analysis } from '../analysis';
import { fileName } from '../workspace/describe';
import type { VariableFact } from '../workspace/job-facts';
import type { Declaration } from '../workspace/variable-files';
import type { CompletionItem, Hover } from './answers';
import { cursorAt, inValue } from './cursor';

/** Names that have no value yet, and the values that a type or a default tells. */
export function completeVariables(
  analysis: Analysis,
  offset: number,
  declarations: readonly Declaration[],
): readonly CompletionItem[] {
  const { syntax, text } = analysis;
  if (syntax.comments.some((comment) => comment.start < offset && offset <= comment.end)) return [];
  const cursor = cursorAt(analysis, offset);
  if (cursor.levels.length > 1) return [];
  const { item } = cursor;
  if (item?.type === 'Attribute' && inValue(item, offset)) {
    const declared = declarations.find(({ variable }) => variable.name === item.name.name);
    // Only where nothing stands yet: a value is anything.
    return declared && item.value.type === 'Missing' ? valueItems(declared.variable, offset) : [];
  }
  if (item && item.type !== 'Attribute' && item.type !== 'Incomplete') return [];
  const name = item?.name;
  if (name && offset > name.end) return [];
  const given = new Set(
    syntax.root.items.flatMap((other) => (other.type === 'Attribute' && other !== item ? [other.name.name] : [])),
  );
  const replace = name ? { start: name.start, end: name.end } : { start: offset, end: offset };
  const bare = /^[ \t]*=/.test(text.slice(replace.end, replace.end + 40));
  return firstOfEach(declarations)
    .filter(({ variable }) => !given.has(variable.name))
    .map(({ file, variable }) => ({
      label: variable.name,
      kind: 'attribute',
      detail: [variable.typeText, variable.defaultText === '' ? 'needed' : ''].filter(Boolean).join(' · '),
      documentation: about(variable, fileName(file, { uri: analysis.file.uri })),
      insert: bare ? variable.name : `${variable.name} = ${placeholder(variable)}`,
      snippet: !bare,
      replace,
      order: variable.defaultText === '' ? 1 : 50,
    }));
}

/** What the variable under the cursor is for. */
export function hoverVariable(
  analysis: Analysis,
  offset: number,
  declarations: readonly Declaration[],
): Hover | undefined {
  const name = nameAt(analysis, offset);
  const declared = name && declarations.filter(({ variable }) => variable.name === name.name);
  if (!name || !declared || declared.length === 0) return undefined;
  const texts = declared.map(({ file, variable }) => about(variable, fileName(file, { uri: analysis.file.uri })));
  return { start: name.start, end: name.end, markdown: [`**${name.name}**`, ...texts].join('\n\n') };
}

function nameAt({ syntax }: Analysis, offset: number): (Span & { readonly name: string }) | undefined {
  for (const item of syntax.root.items) {
    if (item.type === 'Attribute' && item.name.start <= offset && offset <= item.name.end) return item.name;
  }
  return undefined;
}

const firstOfEach = (declarations: readonly Declaration[]): readonly Declaration[] => [
  ...new Map([...declarations].reverse().map((declared) => [declared.variable.name, declared])).values(),
];

function about({ typeText, defaultText, description }: VariableFact, file: string): string {
  const facts = [
    typeText && `Type \`${oneLine(typeText)}\`.`,
    defaultText ? `Default \`${oneLine(defaultText)}\`.` : 'It has no default.',
    `Declared in ${file}.`,
  ];
  return [description, facts.filter(Boolean).join(' ')].filter(Boolean).join('\n\n');
}

const oneLine = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').replaceAll('`', "'");
  return line.length > 80 ? `${line.slice(0, 77)}…` : line;
};

function placeholder({ type, defaultText }: VariableFact): string {
  const given = defaultText.length < 60 && !defaultText.includes('\n') ? defaultText : '';
  switch (type?.kind) {
    case 'number':
    case 'bool':
      return `\${1:${escape(given || (type.kind === 'bool' ? 'true' : '0'))}}`;
    case 'list':
    case 'set':
    case 'tuple':
      return '[$1]';
    case 'map':
    case 'object':
      return '{\n\t$1\n}';
    default:
      return `"\${1:${escape(given.replace(/^"|"$/g, ''))}}"`.replace(':}', '}');
  }
}

const escape = (text: string): string => text.replace(/[$}\\]/g, '\\$&');

function valueItems({ type, defaultText }: VariableFact, offset: number): readonly CompletionItem[] {
  const values =
    type?.kind === 'bool' ? ['true', 'false'] : defaultText && !defaultText.includes('\n') ? [defaultText] : [];
  return values.map((value) => ({
    label: value,
    kind: 'value',
    detail: value === defaultText ? 'the default' : '',
    insert: value,
    replace: { start: offset, end: offset },
    order: 10,
  }));
}
