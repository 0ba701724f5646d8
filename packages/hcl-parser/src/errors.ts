/**
 * Every syntax error: its id, and the sentence that says what is wrong and how to repair it.
 *
 * `Found` stands for the token in the way, as `describe` names it.
 */
import type { SyntaxProblem } from './ast';
import { atItem } from './recovery';
import { tokenStart } from './scanner';
import type { State } from './state';
import { Mode, Token } from './tokens';

type Found = string;

export const syntaxErrors = {
  // Characters
  'single-quotes': () => "HCL has no strings in single quotes. Write double quotes instead of `'`.",
  'curly-quotes': () => 'This is a typographic quotation mark. Write a straight double quote `"` instead.',
  backtick: () =>
    'A backtick means nothing in HCL. Write `"` around a string, or a heredoc (`<<EOT`) for several lines.',
  semicolon: () => 'HCL has no `;`. Put every attribute and block on a line of its own.',
  'bitwise-operator': (operator: string, instead: string) =>
    `HCL has no operator \`${operator}\`.${instead ? ` Write \`${instead}\` if you mean the logical one.` : ''}`,
  'carriage-return': () =>
    'A carriage return stands here without a line feed. Save the file with LF or CRLF line endings.',
  'invalid-character': (character: string) =>
    `The character ${character} means nothing in HCL outside of strings. Remove it.`,
  'unclosed-comment': () => 'This comment is never closed. Add `*/` where it ends.',

  // Bodies
  'item-expected': (found: Found) =>
    `Here stands ${found}, but an attribute (\`name = value\`) or a block (\`name { … }\`) is expected. Remove it, or begin the line with a name.`,
  'incomplete-item': (name: string) =>
    `\`${name}\` is neither an attribute nor a block yet. Write \`${name} = value\`, or \`${name} { … }\`.`,
  'stray-brace': () =>
    'This `}` closes nothing: every block before it is closed already. Remove it, or add the missing `{`.',
  'quoted-name': (name: string) => `The name of an attribute has no quotes. Write \`${name} = …\`.`,
  'quoted-key': (name: string) =>
    `The name of an attribute has no quotes, and \`${name}\` is no name. Keys like it stand in an object only: \`name = { "${name}" = … }\`.`,
  'quoted-block': (name: string) => `The name of a block has no quotes. Write \`${name} …\` without them.`,
  'colon-for-equals': (name: string) => `An attribute gets its value by \`=\`, not by \`:\`. Write \`${name} = …\`.`,
  'newline-after-attribute': (name: string, found: Found) =>
    `The line ends behind the value of \`${name}\`, but here stands ${found}. Put it on a new line, or remove it.`,
  'comma-after-attribute': (name: string) =>
    `No comma stands behind the attribute \`${name}\`: attributes are separated by line breaks. Remove the comma.`,
  'newline-after-block': (name: string, found: Found) =>
    `The line ends behind the \`}\` of the block \`${name}\`, but here stands ${found}. Put it on a new line, or remove it.`,
  'duplicate-attribute': (name: string) => `\`${name}\` is set twice in this block. Remove one of the two.`,
  'block-equals': (name: string) =>
    `\`${name}\` has a label, so it is a block, and a block has no \`=\`. Remove the \`=\`.`,
  'block-brace': (name: string) =>
    `The block \`${name}\` has no \`{\` on this line. Write \`{\` behind its name and labels, not on the next line.`,
  'block-header': (name: string, found: Found) =>
    `Between the name of the block \`${name}\` and its \`{\` stand only labels, not ${found}. Remove it, or put it in quotes.`,
  'label-template': () =>
    `A label is fixed text: \`\${…}\` and \`%{…}\` are not replaced here. Write \`$\${\` or \`%%{\` if you mean the characters.`,
  'unclosed-block': (name: string) => `The block \`${name}\` is never closed. Add \`}\` where it ends.`,
  'one-line-attribute': (name: string) =>
    `A block on one line holds a single attribute, and \`${name}\` is none. Write \`${name} = value\`, or put each item on a line of its own.`,
  'one-line-more': (found: Found) =>
    `A block on one line holds a single attribute, so \`}\` must follow instead of ${found}. Put each item on a line of its own.`,
  'one-line-newline': () =>
    'This block began on one line, so it must end on that line. Close it here with `}`, or begin a new line behind its `{`.',

  // Expressions
  'missing-value': (name: string) => `\`${name}\` has no value. Write one behind the \`=\`, or remove the line.`,
  'expression-expected': (found: Found) => `A value is expected here, not ${found}.`,
  'attribute-after-dot': (found: Found) =>
    `Behind the dot a name is expected, not ${found}. Write the name, or remove the dot.`,
  'legacy-index': (text: string) =>
    `\`.${text}\` reads as a fraction. Write the indexes in brackets: \`[${text.split('.').join('][')}]\`.`,
  'nested-splat': () => 'A second `*` cannot stand behind `.*`. Write `[*]` instead of the first one.',
  'unclosed-splat': (found: Found) => `Behind \`[*\` a \`]\` is expected, not ${found}.`,
  'unclosed-index': (found: Found) => `The index ends with \`]\`, but here stands ${found}. Add \`]\` before it.`,
  'unclosed-parenthesis': (found: Found) => `The parenthesis is still open where ${found} stands. Add \`)\` before it.`,
  'open-bracket': (found: Found) =>
    `What was opened by \`(\`, \`[\`, \`{\` or \`\${\` above is still open where ${found} begins a line. Close it before this line.`,
  'conditional-colon': (found: Found) =>
    `A condition needs both results: \`condition ? yes : no\`. Write \`:\` and the second one before ${found}.`,
  'invalid-number': (text: string) => `\`${text}\` is no number. Write it as \`12\`, \`1.5\` or \`1e6\`.`,
  'function-name': (found: Found) => `Behind \`::\` the name of a function is expected, not ${found}.`,
  'function-parenthesis': (name: string, found: Found) =>
    `\`${name}\` is the name of a function, so \`(\` and its arguments must follow, not ${found}.`,
  'argument-comma': (name: string, found: Found) =>
    `The arguments of \`${name}\` are separated by commas and end with \`)\`, but here stands ${found}. Add what is missing before it.`,
  'unclosed-call': (name: string) => `The call of \`${name}\` is never closed. Add \`)\` behind its last argument.`,
  'argument-after-ellipsis': (found: Found) =>
    `Behind \`...\` the call must end with \`)\`, not with ${found}: only the last argument can be spread.`,
  'tuple-comma': (found: Found) =>
    `The items of a list are separated by commas and end with \`]\`, but here stands ${found}. Add what is missing before it.`,
  'unclosed-tuple': () => 'This list is never closed. Add `]` where it ends.',
  'object-separator': (found: Found) =>
    `Behind a key \`=\` and a value are expected, not ${found}. A key with dots or spaces needs quotes.`,
  'object-value': (key: string) => `The key \`${key}\` has no value. Write \`= value\` behind it.`,
  'object-comma': (found: Found) =>
    `The items of an object are separated by commas or line breaks, but here stands ${found}. Put it on a new line, or remove it.`,
  'unclosed-object': () => 'This object is never closed. Add `}` where it ends.',
  'for-name': (found: Found) =>
    `Behind \`for\` the name of a variable is expected, not ${found}: \`for item in list\`.`,
  'for-value-name': (found: Found) =>
    `Behind the comma the name of the value is expected, not ${found}: \`for key, value in map\`.`,
  'for-in': (found: Found) => `Behind the names of \`for\` stands \`in\`, not ${found}: \`for item in list\`.`,
  'for-colon': (found: Found) =>
    `Behind the collection of \`for\` a \`:\` is expected, not ${found}: \`for item in list : item\`.`,
  'for-end': (close: string, found: Found) =>
    `The \`for\` expression ends with \`${close}\`, but here stands ${found}. Remove it, or add \`${close}\` before it.`,
  'for-tuple-key': () =>
    '`key => value` makes an object, but `[ ]` makes a list. Write `{ }` around it, or only the value.',
  'for-tuple-group': () =>
    '`...` groups values under a key, but a list has no keys. Remove it, or write `{for … : key => value...}`.',
  'for-object-key': () => '`{ }` makes an object, so `for` needs a key: `key => value`. For a list write `[ ]`.',
  'too-deep': () => 'This is nested too deeply to be read. Break it into smaller parts, such as locals.',

  // Templates
  'unclosed-string': () =>
    'This string does not end on its line. Add the closing `"`; for several lines use `\\n`, or a heredoc (`<<EOT`).',
  'unclosed-heredoc': (marker: string) =>
    `The heredoc \`<<${marker}\` is never closed. Write \`${marker}\` alone on a line, and end that line with a line break.`,
  'unclosed-interpolation': () =>
    `A \`\${\` in this string is never closed. Add \`}\`, or write \`$\${\` if you mean the characters.`,
  'interpolation-end': (found: Found) =>
    `The interpolation ends with \`}\`, but here stands ${found}. If \`\${…}\` is meant for another program, as a shell, write \`$\${\` instead.`,
  'directive-keyword': (found: Found) =>
    `Behind \`%{\` stands \`if\`, \`else\`, \`endif\`, \`for\` or \`endfor\`, not ${found}. Write \`%%{\` if you mean the characters.`,
  'directive-end': (keyword: string, found: Found) =>
    `The directive \`${keyword}\` ends with \`}\`, but here stands ${found}. Remove it, or add \`}\` before it.`,
  'directive-unexpected': (keyword: string, open: string) =>
    open
      ? `\`%{ ${keyword} }\` cannot stand here: the innermost open directive is \`${open}\`. End that one first.`
      : `\`%{ ${keyword} }\` has nothing to end here. Remove it, or add the directive that it belongs to.`,
  'directive-unclosed': (keyword: string) =>
    `\`%{ ${keyword} … }\` is not ended before here. Add \`%{ end${keyword} }\`.`,
  'invalid-escape': (sequence: string) =>
    `\`${sequence}\` is no escape. Write \`\\\\\` for a backslash; known are \`\\n\`, \`\\r\`, \`\\t\`, \`\\"\`, \`\\\\\`, \`\\uNNNN\` and \`\\UNNNNNNNN\`.`,
  'escape-digits': (sequence: string, digits: string) =>
    `Behind \`${sequence}\` ${digits} hexadecimal digits are needed.`,
  'escape-character': (sequence: string) =>
    `\`${sequence}\` is no character of Unicode. Write the code point of the character itself.`,
} as const satisfies Record<string, (...args: string[]) => string>;

export type SyntaxErrorId = keyof typeof syntaxErrors;

type Related = SyntaxProblem['related'];

/** An error at the current token, unless it has one. What follows is guesswork: `recovering`. */
export function fail(s: State, id: SyntaxErrorId, ...args: string[]): void {
  if (s.start === s.reported) return;
  const start = tokenStart(s);
  if (s.raw === Token.Invalid && s.type !== Token.Newline) failCharacter(s);
  else if (s.type !== Token.Newline && atItem(s)) add(s, 'open-bracket', start, s.end, [describe(s)]);
  else add(s, id, start, s.type === Token.Newline ? lineBreakEnd(s.text, start) : s.end, args);
  s.reported = s.start;
  s.recovering = true;
}

function lineBreakEnd(text: string, offset: number): number {
  return text.indexOf('\n', offset) + 1;
}

/** As `fail`, but marks another place, and says how the two are related. */
export function failAt(
  s: State,
  id: SyntaxErrorId,
  start: number,
  end: number,
  args: string[],
  related?: Related,
): void {
  if (s.start === s.reported) return;
  s.reported = s.start;
  s.recovering = true;
  add(s, id, start, end, args, related);
}

/** As `failAt`, for errors that point back to an opening: said only as long as nothing else was wrong. */
export function failBack(s: State, id: SyntaxErrorId, start: number, end: number, ...args: string[]): void {
  if (!s.recovering) failAt(s, id, start, end, args);
}

/** An error that does not disturb what follows. */
export function add(s: State, id: SyntaxErrorId, start: number, end: number, args: string[], related?: Related): void {
  const message = (syntaxErrors[id] as (...args: string[]) => string)(...args);
  s.errors.push({ id, message, start, end, related });
}

/** The current token in words, for messages. */
export function describe(s: State): Found {
  switch (s.type) {
    case Token.EndOfFile:
      return 'the end of the file';
    case Token.Newline:
    case Token.QuotedNewline:
      return 'the end of the line';
    case Token.OpenHeredoc:
      return 'a heredoc';
    case Token.CloseHeredoc:
      return 'the end of the heredoc';
    case Token.PlainString:
    case Token.OpenQuote:
      return 'a string';
    default:
      return `\`${excerpt(s.text, s.start, s.end)}\``;
  }
}

/** The text of a span as far as a message has room for it. */
export function excerpt(text: string, start: number, end: number): string {
  const line = text.slice(start, Math.min(end, start + 40)).split('\n', 1)[0] as string;
  return line.length < end - start ? `${line.trimEnd()}…` : line;
}

function failCharacter(s: State): void {
  const character = s.text.slice(s.start, s.end);
  const [id, ...args] = characterProblem(character, s.mode);
  add(s, id, s.start, s.end, args);
}

function characterProblem(character: string, mode: Mode): [SyntaxErrorId, ...string[]] {
  if (character.startsWith('/*')) return ['unclosed-comment'];
  switch (character) {
    case "'":
      return ['single-quotes'];
    case '\u201c':
    case '\u201d':
      return ['curly-quotes'];
    case '`':
      return ['backtick'];
    case ';':
      return ['semicolon'];
    case '&':
    case '|':
      return ['bitwise-operator', character, character + character];
    case '~':
      return ['bitwise-operator', character, '!'];
    case '^':
      return ['bitwise-operator', character, ''];
    case '\r':
      return ['carriage-return'];
    case '\\':
      return mode === Mode.Code ? ['invalid-character', '`\\`'] : ['unclosed-string'];
    default: {
      const code = `U+${(character.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, '0')}`;
      return ['invalid-character', /[\p{C}\p{Z}\p{M}]/u.test(character) ? code : `\`${character}\` (${code})`];
    }
  }
}
