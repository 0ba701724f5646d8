/** Repairs of syntax errors: what was plainly meant, written as HCL has it. */
import { type Block, type Node, type ParseResult, pathAt, type SyntaxProblem } from '@hcl/parser';
import type { Fix, TextEdit } from './problem';
import { indentAt, lineEnd, lineStart, newlineOf, removeLines } from './text-edits';

/** @param isAttribute whether the schema knows an attribute of this name at the offset */
export function syntaxFixes(
  error: SyntaxProblem,
  syntax: ParseResult,
  isAttribute: (offset: number, name: string) => boolean,
): readonly Fix[] {
  const { text } = syntax;
  const { start, end } = error;
  const written = text.slice(start, end);
  switch (error.id) {
    case 'single-quotes':
    case 'curly-quotes':
    case 'backtick':
    case 'invalid-character':
      return quotes(text, start);
    case 'semicolon':
      return [fix('Remove the semicolon', nextItem(text, start, end))];
    case 'bitwise-operator':
      return written === '&' || written === '|'
        ? [fix(`Write ${written}${written}`, { start, end, text: written + written })]
        : [];
    case 'comma-after-attribute':
      return [fix('Remove the comma', nextItem(text, start, end))];
    case 'quoted-name':
    case 'quoted-block':
      return /^"[A-Za-z_][\w-]*"$/.test(written)
        ? [fix('Remove the quotes', { start, end, text: written.slice(1, -1) })]
        : [];
    case 'colon-for-equals': {
      const colon = text.indexOf(':', end);
      return [fix('Write = instead of :', { start: end, end: colon + 1, text: ' =' })];
    }
    case 'block-equals':
      return [fix('Remove the =', { start: text.slice(0, start).trimEnd().length, end, text: '' })];
    case 'duplicate-attribute':
      return secondAttribute(syntax, start);
    case 'newline-after-attribute':
    case 'newline-after-block':
      return written === '}' ? [] : [fix('Begin a new line here', lineBreak(text, start, start))];
    case 'block-brace':
      return missingBrace(text, start, isAttribute);
    case 'incomplete-item':
      return incomplete(text, error, isAttribute);
    case 'one-line-more':
    case 'one-line-attribute':
      return severalLines(syntax, start);
    case 'tuple-comma':
    case 'argument-comma':
    case 'object-comma':
      return missingComma(syntax, start);
    case 'unclosed-string':
      return text[start] === '\n' || text[start] === '\r' ? [fix('Add the closing quote', insert(start, '"'))] : [];
    case 'unclosed-interpolation':
      return written.startsWith('${')
        ? [
            fix('Close it with }', insert(end, '}')),
            { title: 'Write $${ for the characters', edits: [insert(start, '$')] },
          ]
        : [];
    case 'invalid-escape':
    case 'escape-digits':
      return written.startsWith('\\') ? [fix('Write \\\\ for a backslash', insert(start, '\\'))] : [];
    case 'missing-value':
      return [{ title: 'Remove the line', edits: [removeLines(text, { start: lineIndent(text, start), end: start })] }];
    default:
      return [];
  }
}

const fix = (title: string, ...edits: readonly TextEdit[]): Fix => ({ title, preferred: true, edits });
const insert = (at: number, text: string): TextEdit => ({ start: at, end: at, text });

/** The quotes of a text that has others than HCL's. */
function quotes(text: string, start: number): readonly Fix[] {
  const line = text.slice(start, lineEnd(text, start));
  const found = /^(?:'([^'"\n]*)'|[‘’]([^‘’"\n]*)[‘’]|[“”„]([^“”"\n]*)[“”]|`([^`"\n]*)`)/.exec(line);
  if (!found) return [];
  const inner = found.slice(1).find((one) => one !== undefined) ?? '';
  return [fix('Write double quotes', { start, end: start + found[0].length, text: `"${inner}"` })];
}

/** What stood between two items of one line goes; the second begins a line of its own. */
function nextItem(text: string, start: number, end: number): TextEdit {
  const rest = text.slice(end, lineEnd(text, end));
  if (rest.trim() === '' || /^\s*(?:#|\/\/|\})/.test(rest)) return { start, end, text: '' };
  return lineBreak(text, start, end);
}

function lineBreak(text: string, start: number, end: number): TextEdit {
  const before = /[ \t]*$/.exec(text.slice(0, start))?.[0].length ?? 0;
  const after = /^[ \t]*/.exec(text.slice(end))?.[0].length ?? 0;
  return { start: start - before, end: end + after, text: newlineOf(text) + indentAt(text, lineIndent(text, start)) };
}

/** Where the text of the line begins. */
const lineIndent = (text: string, offset: number): number => {
  const start = lineStart(text, offset);
  return start + (/^[ \t]*/.exec(text.slice(start))?.[0].length ?? 0);
};

function secondAttribute({ root, text }: ParseResult, start: number): readonly Fix[] {
  const attribute = pathAt(root, start + 1).findLast((node) => node.type === 'Attribute');
  return attribute?.type === 'Attribute' && attribute.name.start === start
    ? [{ title: `Remove this "${attribute.name.name}"`, edits: [removeLines(text, attribute)] }]
    : [];
}

/** A header whose line ends: its brace stands on the next line, or it is an attribute without its `=`. */
function missingBrace(
  text: string,
  start: number,
  isAttribute: (offset: number, name: string) => boolean,
): readonly Fix[] {
  const from = lineIndent(text, start);
  const header = text.slice(from, start).trimEnd();
  const next = /^\s*\{/.exec(text.slice(start));
  if (next)
    return [fix('Put the brace behind it', { start: from + header.length, end: start + next[0].length, text: ' {' })];
  const [, name = '', value] = /^([A-Za-z_][\w-]*)\s+("[^"]*")$/.exec(header) ?? [];
  if (value && isAttribute(from, name)) return [equalsBetween(from, name, text)];
  const newline = newlineOf(text);
  return [fix('Open the block', insert(from + header.length, ` {${newline}${indentAt(text, from)}}`))];
}

/** A name that is followed by its value, but for the `=`. */
function incomplete(
  text: string,
  { start, end }: SyntaxProblem,
  isAttribute: (offset: number, name: string) => boolean,
): readonly Fix[] {
  const name = text.slice(start, end);
  const rest = text.slice(end, lineEnd(text, end)).trimEnd();
  if (/^\s*(?:==|=>)/.test(rest) && isAttribute(start, name)) {
    const wrong = /^\s*(?:==|=>)/.exec(rest) as RegExpExecArray;
    return [fix('Write =', { start: end, end: end + wrong[0].length, text: ' =' })];
  }
  if (/^\s+['‘’“”„`]/.test(rest)) return quotes(text, end + rest.search(/\S/));
  return /^\s+[-\d[]/.test(rest) && isAttribute(start, name) ? [equalsBetween(start, name, text)] : [];
}

function equalsBetween(start: number, name: string, text: string): Fix {
  const end = start + name.length;
  const space = /^\s*/.exec(text.slice(end))?.[0].length ?? 0;
  return fix('Add the missing =', { start: end, end: end + space, text: ' = ' });
}

/** A block on one line that holds more than one attribute. */
function severalLines({ root, text }: ParseResult, start: number): readonly Fix[] {
  const block = pathAt(root, start).findLast(
    (node): node is Block => node.type === 'Block' && node.open < start && node.body.items.length > 0,
  );
  if (block?.close === undefined || text.slice(block.open, block.close).includes('\n')) return [];
  const newline = newlineOf(text);
  const indent = indentAt(text, lineIndent(text, block.start));
  const lines = block.body.items.map((item) => `${indent}  ${text.slice(item.start, item.end)}`);
  return [
    fix('Write the block over several lines', {
      start: block.open + 1,
      end: block.close,
      text: `${newline}${lines.join(newline)}${newline}${indent}`,
    }),
  ];
}

/** Behind the item that stands before the one in the way. */
function missingComma({ root }: ParseResult, start: number): readonly Fix[] {
  const around = pathAt(root, start).findLast(
    (node) => node.type === 'Tuple' || node.type === 'Object' || node.type === 'FunctionCall',
  );
  const before = around && partsOf(around).findLast(({ end }) => end <= start);
  return before ? [fix('Add a comma', insert(before.end, ','))] : [];
}

function partsOf(node: Node): readonly Node[] {
  return node.type === 'Tuple' || node.type === 'Object' ? node.items : node.type === 'FunctionCall' ? node.args : [];
}
