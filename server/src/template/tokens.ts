/**
 * Words of a Go template, as Go's text/template/parse cuts them. Source: text/template/parse/lex.go. Go stops at the first
 * mistake; here the rest of the action is passed over, and the text goes on behind it.
 */

export type TemplateTokenKind =
  | 'text'
  | 'left'
  | 'right'
  | 'comment'
  | 'space'
  | 'identifier'
  | 'keyword'
  | 'bool'
  | 'nil'
  | 'field'
  | 'dot'
  | 'variable'
  | 'string'
  | 'character'
  | 'number'
  | '|'
  | '('
  | ')'
  | ':='
  | '='
  | ','
  | 'end of file'
  | 'error';

/** A half-open range of offsets in the template's text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface TemplateToken extends Span {
  readonly kind: TemplateTokenKind;
  /** The text itself; of an error what is wrong. */
  readonly text: string;
}

export interface Delimiters {
  readonly left: string;
  readonly right: string;
}

const keywords = new Set(['block', 'break', 'continue', 'define', 'else', 'end', 'if', 'range', 'template', 'with']);
const isSpace = (c: string | undefined): boolean => c === ' ' || c === '\t' || c === '\r' || c === '\n';
const isWord = (c: string | undefined): boolean => c !== undefined && /[\p{L}\p{Nd}_]/u.test(c);

/** All tokens; the last is `end of file`. An action that is not closed has no `right`. */
export function scanTemplate(text: string, { left, right }: Delimiters): readonly TemplateToken[] {
  const tokens: TemplateToken[] = [];
  let at = 0;
  const push = (kind: TemplateTokenKind, start: number, end = at, shown = text.slice(start, end)): void => {
    tokens.push({ kind, start, end, text: shown });
  };
  while (true) {
    const open = text.indexOf(left, at);
    if (open < 0) {
      if (at < text.length) push('text', at, text.length);
      push('end of file', text.length, text.length);
      return tokens;
    }
    if (open > at) push('text', at, open);
    at = open + left.length;
    if (text[at] === '-' && isSpace(text[at + 1])) at += 2;
    if (text.startsWith('/*', at)) scanComment(open);
    else {
      push('left', open);
      scanAction(open);
    }
  }

  function scanComment(open: number): void {
    const close = text.indexOf('*/', at + 2);
    if (close < 0) {
      push('left', open, open + left.length);
      fail('The comment is never closed.', open, endOfLine(open));
      at = text.length;
      return;
    }
    at = close + 2;
    const width = closing(at);
    if (width > 0) {
      at += width;
      push('comment', open);
      return;
    }
    push('left', open, open + left.length);
    fail(`The comment must reach to the closing ${right}.`, open, at);
    passOver(at);
  }

  /** Tokens up to the closing delimiter, or to where the action was given up. */
  function scanAction(open: number): void {
    let depth = 0;
    while (true) {
      const width = closing(at);
      const start = at;
      if (width > 0) {
        if (depth > 0) fail('A parenthesis is not closed.', open, open + text.slice(open, at).trimEnd().length);
        at += width;
        push('right', start);
        return;
      }
      const c = text[at];
      if (c === undefined || text.startsWith(left, at)) {
        const end = Math.min(endOfLine(open), at);
        fail(`The action is never closed: ${right} is missing.`, open, open + text.slice(open, end).trimEnd().length);
        return;
      }
      if (c === '(') depth++;
      if (c === ')') depth--;
      const problem =
        depth < 0 ? { message: 'There is no opening parenthesis for this one.', end: at + 1 } : scanWord(c, start);
      if (problem) {
        fail(problem.message, start, problem.end);
        passOver(start + 1);
        return;
      }
    }
  }

  /** One word of an action; what is wrong with it, or undefined. */
  function scanWord(c: string, start: number): { readonly message: string; readonly end: number } | undefined {
    at++;
    if (isSpace(c)) {
      while (isSpace(text[at]) && closing(at) === 0) at++;
      push('space', start);
    } else if (c === ':') {
      if (text[at] !== '=') return { message: 'Here := is needed.', end: at };
      at++;
      push(':=', start);
    } else if (c === '=' || c === '|' || c === ',' || c === '(' || c === ')') push(c, start);
    else if (c === '"' || c === '`' || c === "'") {
      const what = c === "'" ? 'character' : 'string';
      if (!scanQuoted(c)) return { message: `The ${what} is not closed.`, end: endOfLine(start) };
      push(what, start);
    } else if (/[0-9+-]/.test(c) || (c === '.' && /[0-9]/.test(text[at] ?? ''))) {
      const number =
        /^[+-]?(?:0[xX][0-9a-fA-F_]+(?:\.[0-9a-fA-F_]*)?(?:[pP][+-]?[0-9_]+)?|0[bB][01_]+|0[oO][0-7_]+|(?:[0-9][0-9_]*(?:\.[0-9_]*)?|\.[0-9][0-9_]*)(?:[eE][+-]?[0-9_]+)?)i?/.exec(
          text.slice(start, start + 400),
        );
      at = start + Math.max(1, number?.[0].length ?? 0);
      if (!number || isWord(text[at])) return { message: `"${text.slice(start, at + 1)}" is no number.`, end: at + 1 };
      push('number', start);
    } else if (c === '$' || c === '.' || isWord(c)) {
      while (isWord(text[at])) at++;
      if (!atTerminator())
        return { message: `"${text[at]}" cannot stand behind "${text.slice(start, at)}".`, end: at + 1 };
      push(kindOf(text.slice(start, at)), start);
    } else return { message: `The character ${c} has no meaning here.`, end: at };
    return undefined;
  }

  function scanQuoted(quote: string): boolean {
    for (; at < text.length; at++) {
      if (text[at] === quote) {
        at++;
        return true;
      }
      if (quote === '`') continue;
      if (text[at] === '\n') return false;
      if (text[at] === '\\') at++;
    }
    return false;
  }

  /** Behind a mistake: to the end of the action when it comes before the next one, else to the next one. */
  function passOver(offset: number): void {
    const [open, close] = [text.indexOf(left, offset), text.indexOf(right, offset)];
    if (close >= 0 && (open < 0 || close < open)) {
      at = close + right.length;
      push('right', close);
    } else at = open < 0 ? text.length : open;
  }

  function atTerminator(): boolean {
    const c = text[at];
    return c === undefined || isSpace(c) || '.,|:)('.includes(c) || text.startsWith(right, at);
  }

  /** The length of the closing delimiter at `offset`, with its trim marker; 0 when there is none. */
  function closing(offset: number): number {
    if (isSpace(text[offset]) && text[offset + 1] === '-' && text.startsWith(right, offset + 2))
      return 2 + right.length;
    return text.startsWith(right, offset) ? right.length : 0;
  }

  function endOfLine(offset: number): number {
    const end = text.indexOf('\n', offset);
    return end < 0 ? text.length : end;
  }

  function fail(message: string, start: number, end: number): void {
    push('error', start, Math.min(Math.max(end, start + 1), text.length), message);
  }
}

function kindOf(word: string): TemplateTokenKind {
  if (word === '.') return 'dot';
  if (word.startsWith('.')) return 'field';
  if (word.startsWith('$')) return 'variable';
  if (keywords.has(word)) return 'keyword';
  return word === 'true' || word === 'false' ? 'bool' : word === 'nil' ? 'nil' : 'identifier';
}
