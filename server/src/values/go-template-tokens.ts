/** Words of a Go template, as Go's text/template/parse cuts them. Source: text/template/parse/lex.go. */
import type { Span } from '@hcl/parser';

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

/** All tokens; the last is `end of file` or the first `error`. */
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
    if (text.startsWith('/*', at)) {
      const close = text.indexOf('*/', at + 2);
      if (close < 0) return fail('The comment is never closed.', open, text.length);
      at = close + 2;
      const width = closing(at);
      if (width === 0) return fail(`The comment must reach to the closing ${right}.`, open, at);
      at += width;
      push('comment', open);
      continue;
    }
    push('left', open);
    if (!scanAction(open)) return tokens;
  }

  /** Tokens up to the closing delimiter; false after an error. */
  function scanAction(open: number): boolean {
    let depth = 0;
    while (true) {
      const width = closing(at);
      const start = at;
      if (width > 0) {
        if (depth > 0) return stop('A parenthesis is not closed.', open, at);
        at += width;
        push('right', start);
        return true;
      }
      const c = text[at];
      if (c === undefined) return stop(`The action is never closed: ${right} is missing.`, open, endOfLine(open));
      at++;
      if (isSpace(c)) {
        while (isSpace(text[at]) && closing(at) === 0) at++;
        push('space', start);
      } else if (c === '=') push('=', start);
      else if (c === ':') {
        if (text[at] !== '=') return stop('Here := is needed.', start, at);
        at++;
        push(':=', start);
      } else if (c === '|' || c === ',') push(c, start);
      else if (c === '(') {
        depth++;
        push('(', start);
      } else if (c === ')') {
        depth--;
        if (depth < 0) return stop('There is no opening parenthesis for this one.', start, at);
        push(')', start);
      } else if (c === '"' || c === '`' || c === "'") {
        if (!scanQuoted(c))
          return stop(
            c === "'" ? 'The character is not closed.' : 'The string is not closed.',
            start,
            endOfLine(start),
          );
        push(c === "'" ? 'character' : 'string', start);
      } else if (c === '$' || isWord(c) || c === '.' || c === '+' || c === '-') {
        const problem = scanWord(c, start);
        if (problem) return stop(problem, start, Math.max(at, start + 1));
      } else return stop(`The character ${c} has no meaning here.`, start, at);
    }
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

  /** A name, field, variable or number; what is wrong with it, or undefined. */
  function scanWord(c: string, start: number): string | undefined {
    if (/[0-9+-]/.test(c) || (c === '.' && /[0-9]/.test(text[at] ?? ''))) {
      const number =
        /^[+-]?(?:0[xX][0-9a-fA-F_]+(?:\.[0-9a-fA-F_]*)?(?:[pP][+-]?[0-9_]+)?|0[bB][01_]+|0[oO][0-7_]+|(?:[0-9][0-9_]*(?:\.[0-9_]*)?|\.[0-9][0-9_]*)(?:[eE][+-]?[0-9_]+)?)i?/.exec(
          text.slice(start),
        );
      at = start + Math.max(1, number?.[0].length ?? 0);
      if (!number || isWord(text[at])) return `"${text.slice(start, at + 1)}" is no number.`;
      push('number', start);
      return undefined;
    }
    while (isWord(text[at])) at++;
    if (!atTerminator()) return `"${text[at]}" cannot stand behind "${text.slice(start, at)}".`;
    const word = text.slice(start, at);
    if (c === '.') push(word === '.' ? 'dot' : 'field', start);
    else if (c === '$') push('variable', start);
    else
      push(
        keywords.has(word)
          ? 'keyword'
          : word === 'true' || word === 'false'
            ? 'bool'
            : word === 'nil'
              ? 'nil'
              : 'identifier',
        start,
      );
    return undefined;
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

  function stop(message: string, start: number, end: number): false {
    fail(message, start, end);
    return false;
  }

  function fail(message: string, start: number, end: number): readonly TemplateToken[] {
    push('error', start, end, message);
    return tokens;
  }
}
