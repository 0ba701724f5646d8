/** Quoted strings and heredocs with what is interpolated in them. */
import type { Expression, Identifier, Span, Template, TemplatePart } from './ast';
import { skipSpace, trimSpace } from './characters';
import { add, describe, fail, failAt } from './errors';
import { MAX_DEPTH, missing, parseExpression } from './expressions';
import { type ForHeader, parseForHeader } from './for';
import { giveUpQuotes, lineEnd, skip, skipTemplate } from './recovery';
import { advance, at, countNewlines, type Frame, innerFrame, isWord, resume } from './scanner';
import type { State } from './state';
import { addText, breakText, createTexts, finishTexts, stripBefore, stripNext, type Texts } from './template-text';
import { Token } from './tokens';

/** A directive that is not ended yet. */
interface OpenDirective {
  readonly keyword: 'if' | 'for';
  readonly start: number;
  readonly key: Identifier | undefined;
  readonly value: Identifier | undefined;
  /** The condition, or the collection. */
  readonly expression: Expression;
  readonly directives: Span[];
  /** The parts around it, to which it is added at its end. */
  readonly around: TemplatePart[];
  readonly then: TemplatePart[];
  otherwise: TemplatePart[] | undefined;
}

/** What is known while one template is read. */
interface Reading {
  readonly inner: Frame;
  /** Where the text begins: unclosed interpolations are reported there, as Nomad does. */
  readonly content: number;
  readonly quoted: boolean;
  readonly texts: Texts;
  readonly open: OpenDirective[];
  parts: TemplatePart[];
  closed: boolean;
  /** Set when directives were left out because too many are open: their ends have nothing to end. */
  tooDeep: boolean;
  /** Set when the rest of the line was given up and the scanner stands behind the template. */
  abandoned: boolean;
}

/** The template that begins at the current token. */
export function parseTemplate(s: State): Template {
  if (at(s, Token.PlainString)) return parsePlainString(s);
  const start = s.start;
  const quoted = at(s, Token.OpenQuote);
  if (s.depth >= MAX_DEPTH) {
    fail(s, 'too-deep');
    skipTemplate(s);
    return {
      type: 'Template',
      start,
      end: s.previousEnd,
      kind: quoted ? 'quoted' : 'heredoc',
      parts: [],
      heredoc: undefined,
      closed: true,
    };
  }
  s.depth++;
  const inner = innerFrame(s);
  const opening = quoted ? undefined : heredocOpening(s);
  const parts: TemplatePart[] = [];
  const r: Reading = {
    inner,
    content: s.end,
    quoted,
    texts: createTexts(s, quoted, opening?.indented === true),
    open: [],
    parts,
    closed: false,
    tooDeep: false,
    abandoned: false,
  };
  s.escaped = false;
  advance(s);
  parseParts(s, r);
  let end = s.previousEnd;
  let close: Span | undefined;
  if (r.closed) {
    if (opening) {
      const from = skipSpace(s.text, s.start, s.end);
      close = { start: from, end: trimSpace(s.text, from, s.end) };
    }
    end = close ? close.end : s.end;
  }
  endDirectives(s, r);
  if (r.closed) advance(s);
  finishTexts(r.texts);
  s.depth--;
  const heredoc = opening && { marker: opening.marker, indented: opening.indented, open: opening.open, close };
  return { type: 'Template', start, end, kind: quoted ? 'quoted' : 'heredoc', parts, heredoc, closed: r.closed };
}

function parsePlainString(s: State): Template {
  const { start, end } = s;
  advance(s);
  const from = start + 1;
  const to = end - 1;
  const parts: TemplatePart[] = [];
  if (to > from) parts.push({ type: 'TemplateText', start: from, end: to, value: s.text.slice(from, to) });
  return { type: 'Template', start, end, kind: 'quoted', parts, heredoc: undefined, closed: true };
}

function heredocOpening(s: State): { marker: string; indented: boolean; open: Span } {
  const { markers, text } = s;
  const start = markers[markers.length - 2] as number;
  const end = markers[markers.length - 1] as number;
  return { marker: text.slice(start, end), indented: start - s.start === 3, open: { start, end } };
}

/** Reads to the closing quote or marker (then `closed`, and it is the current token), or to where none can come. */
function parseParts(s: State, r: Reading): void {
  for (;;) {
    switch (s.raw) {
      case Token.QuotedText:
      case Token.HeredocText:
        addText(s, r.texts, r.parts);
        s.escaped = false;
        advance(s);
        break;
      case Token.OpenInterpolation:
        parseInterpolation(s, r);
        break;
      case Token.OpenDirective:
        parseDirective(s, r);
        break;
      case Token.CloseQuote:
      case Token.CloseHeredoc:
        r.closed = true;
        return;
      default:
        if (!failText(s, r)) return;
    }
    if (r.abandoned) return;
  }
}

/** What cannot stand in the text of a template. Returns whether the template goes on behind it. */
function failText(s: State, r: Reading): boolean {
  if (r.quoted) {
    fail(s, 'unclosed-string');
    if (s.raw === Token.Invalid) advance(s);
    if (s.raw !== Token.EndOfFile) giveUpQuotes(s, s.start, r.inner);
    return false;
  }
  if (s.raw === Token.EndOfFile) {
    const start = s.markers[s.markers.length - 2] as number;
    const end = s.markers[s.markers.length - 1] as number;
    const related = { start, end, message: 'The heredoc begins here.' };
    if (!s.recovering) failAt(s, 'unclosed-heredoc', s.start, s.end, [s.text.slice(start, end)], related);
    return false;
  }
  fail(s, 'carriage-return');
  advance(s);
  return true;
}

/** What holds around a sequence and not within it. */
interface Around {
  readonly parentheses: number;
  readonly brackets: number;
  readonly objects: number;
  readonly blocks: number;
  readonly interpolations: number;
  readonly newlines: boolean;
}

/** Goes into the `${` or `%{` that is the current token. */
function enterSequence(s: State, r: Reading): Around {
  const { parentheses, brackets, objects, blocks, interpolations } = s;
  s.parentheses = s.brackets = s.objects = s.blocks = 0;
  s.interpolations = 1;
  if (s.end - s.start === 3) stripBefore(r.texts);
  breakText(r.texts);
  const newlines = countNewlines(s, false);
  advance(s);
  return { parentheses, brackets, objects, blocks, interpolations, newlines };
}

/** Goes out of it, behind its `}` if there is one. Returns whether there is. */
function leaveSequence(s: State, r: Reading, around: Around): boolean {
  const closed = at(s, Token.CloseTemplate) || recover(s, r);
  s.parentheses = around.parentheses;
  s.brackets = around.brackets;
  s.objects = around.objects;
  s.blocks = around.blocks;
  s.interpolations = around.interpolations;
  if (closed) {
    if (s.end - s.start === 2) stripNext(r.texts);
    s.escaped = false;
    advance(s);
  }
  countNewlines(s, around.newlines);
  return closed;
}

/**
 * Behind an error within a sequence: finds its `}` on this line. Else the text goes on: that of a heredoc behind this
 * line, that of quotes at the quote in the way; without one the quotes end with the line.
 */
function recover(s: State, r: Reading): boolean {
  for (;;) {
    if (r.quoted && (at(s, Token.OpenQuote) || at(s, Token.PlainString))) {
      resume(s, s.start, r.inner);
      return false;
    }
    skip(s, false);
    if (at(s, Token.CloseTemplate)) return true;
    if (at(s, Token.EndOfFile) || s.newline >= 0) break;
    if (at(s, Token.OpenQuote) && !r.quoted) skipTemplate(s);
    else if (!at(s, Token.OpenQuote)) advance(s);
  }
  const offset = s.newline >= 0 ? s.newline : s.text.length;
  r.abandoned = r.quoted;
  if (r.quoted) giveUpQuotes(s, offset, r.inner);
  else resume(s, offset, r.inner);
  return false;
}

function parseInterpolation(s: State, r: Reading): void {
  const start = s.start;
  const around = enterSequence(s, r);
  const expression = parseExpression(s);
  if (!at(s, Token.CloseTemplate)) failInterpolation(s, r, start);
  const closed = leaveSequence(s, r, around);
  const end = Math.max(s.previousEnd, expression.end);
  r.parts.push({ type: 'Interpolation', start, end, expression, closed });
}

/** An interpolation whose `}` is missing. Without an end it is reported on the first line of the text, as Nomad does. */
function failInterpolation(s: State, r: Reading, start: number): void {
  const quote = at(s, Token.PlainString) || at(s, Token.OpenQuote);
  if (!at(s, Token.EndOfFile) && !(quote && r.quoted)) {
    fail(s, 'interpolation-end', describe(s));
    return;
  }
  const end = lineEnd(s.text, r.content);
  if (start <= end) {
    failAt(s, 'unclosed-interpolation', start, Math.min(end, Math.max(start + 2, s.previousEnd)), []);
  } else if (!s.recovering) {
    const related = { start, end: start + 2, message: 'The interpolation begins here.' };
    failAt(s, 'unclosed-interpolation', r.content, end, [], related);
  }
}

function parseDirective(s: State, r: Reading): void {
  const start = s.start;
  const around = enterSequence(s, r);
  const keyword = directiveKeyword(s);
  let header: ForHeader | undefined;
  if (keyword === '') fail(s, 'directive-keyword', describe(s));
  else advance(s);
  if (keyword === 'for') header = parseForHeader(s);
  const expression = header?.collection ?? (keyword === 'if' ? parseExpression(s) : missing(s));
  if (!at(s, Token.CloseTemplate)) fail(s, 'directive-end', keyword, describe(s));
  leaveSequence(s, r, around);
  const span: Span = { start, end: Math.max(s.previousEnd, expression.end) };
  if (s.depth + r.open.length >= MAX_DEPTH) {
    if (!r.tooDeep) add(s, 'too-deep', start, span.end, []);
    r.tooDeep = true;
  } else if (keyword === 'if' || keyword === 'for') {
    const then: TemplatePart[] = [];
    const directives = [span];
    const { key, value } = header ?? {};
    r.open.push({ keyword, start, key, value, expression, directives, around: r.parts, then, otherwise: undefined });
    r.parts = then;
  } else if (keyword !== '' && !r.tooDeep) {
    endDirective(s, r, keyword, span);
  }
}

function directiveKeyword(s: State): string {
  return ['if', 'else', 'endif', 'for', 'endfor'].find((word) => isWord(s, word)) ?? '';
}

/** `else`, `endif` or `endfor`. */
function endDirective(s: State, r: Reading, keyword: string, span: Span): void {
  const top = r.open[r.open.length - 1];
  if (keyword === 'else' && top?.keyword === 'if' && top.otherwise === undefined) {
    top.directives.push(span);
    r.parts = top.otherwise = [];
    return;
  }
  const wanted = keyword === 'endif' ? 'if' : keyword === 'endfor' ? 'for' : '';
  if (top === undefined || top.keyword !== wanted) {
    add(s, 'directive-unexpected', span.start, span.end, [keyword, top?.keyword ?? '']);
  }
  if (!r.open.some((open) => open.keyword === wanted)) return;
  while (r.open.length > 0) {
    const open = r.open[r.open.length - 1] as OpenDirective;
    if (open.keyword === wanted) open.directives.push(span);
    closeDirective(r, span.end);
    if (open.keyword === wanted) return;
  }
}

/** Adds the innermost open directive to the parts around it. */
function closeDirective(r: Reading, end: number): void {
  const open = r.open.pop();
  if (open === undefined) return;
  const { start, directives } = open;
  r.parts = open.around;
  r.parts.push(
    open.keyword === 'if'
      ? {
          type: 'TemplateIf',
          start,
          end,
          condition: open.expression,
          // biome-ignore lint/suspicious/noThenProperty: the name that the condition of an expression has as well
          then: open.then,
          else: open.otherwise,
          directives,
        }
      : {
          type: 'TemplateFor',
          start,
          end,
          key: open.key,
          value: open.value,
          collection: open.expression,
          body: open.then,
          directives,
        },
  );
}

/** Ends what is open at the end of the template; Nomad reports it there. */
function endDirectives(s: State, r: Reading): void {
  const top = r.open[r.open.length - 1];
  if (top && r.closed && !r.tooDeep) {
    const span = top.directives[0] as Span;
    const message = `This \`${top.keyword}\` is not ended.`;
    add(s, 'directive-unclosed', s.start, s.end, [top.keyword], { ...span, message });
  }
  while (r.open.length > 0) closeDirective(r, s.previousEnd);
}
