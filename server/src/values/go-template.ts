/**
 * Reads a Go template as consul-template does, which renders Nomad's `template` blocks: what is wrong with it, and which
 * functions it calls. Like Go it stops at the first mistake. Source: text/template/parse/parse.go.
 */
import type { Span } from '@hcl/parser';
import { type Delimiters, scanTemplate, type TemplateToken, type TemplateTokenKind } from './go-template-tokens';

export interface TemplateCall extends Span {
  readonly name: string;
  /** The arguments that are string literals, by position; undefined for any other. */
  readonly args: readonly (string | undefined)[];
}

export interface TemplateProblem extends Span {
  readonly kind: 'syntax' | 'unknown-function';
  /** A sentence, or the name of the function. */
  readonly message: string;
}

export interface GoTemplate {
  /** The first syntax error comes last; unknown functions before it are all there. */
  readonly problems: readonly TemplateProblem[];
  readonly calls: readonly TemplateCall[];
  /** What is not text: actions and comments, with their delimiters. */
  readonly actions: readonly Span[];
}

export function parseTemplate(text: string, delimiters: Delimiters, isFunction: (name: string) => boolean): GoTemplate {
  const tokens = scanTemplate(text, delimiters);
  const problems: TemplateProblem[] = [];
  const calls: TemplateCall[] = [];
  const variables = ['$'];
  let at = 0;
  try {
    parseList('top', 0);
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    problems.push({ kind: 'syntax', message: error.message, start: error.span.start, end: error.span.end });
  }
  return { problems, calls, actions: actionsOf(tokens) };

  function peek(): TemplateToken {
    return tokens[Math.min(at, tokens.length - 1)] as TemplateToken;
  }

  function next(): TemplateToken {
    const token = peek();
    if (token.kind === 'error') throw new Stop(token.text, token);
    at++;
    return token;
  }

  function nextWord(): TemplateToken {
    let token = next();
    while (token.kind === 'space') token = next();
    return token;
  }

  function expect(kind: TemplateTokenKind, what: string): TemplateToken {
    const token = nextWord();
    if (token.kind !== kind) throw unexpected(token, what);
    return token;
  }

  /** Items up to the `end` or `else` that closes the list; the keyword that did. */
  function parseList(where: 'top' | 'inner', loops: number, opener?: TemplateToken): 'end' | 'else' {
    while (true) {
      const token = next();
      if (token.kind === 'end of file') {
        if (where === 'top') return 'end';
        throw new Stop(`"${opener?.text ?? ''}" is never closed: its {{ end }} is missing.`, opener ?? token);
      }
      if (token.kind !== 'left') continue;
      const first = nextWord();
      if (first.kind !== 'keyword') {
        at--;
        parsePipeline('right', 'an action', first);
        continue;
      }
      switch (first.text) {
        case 'end':
          expect('right', '{{ end }}');
          if (where === 'top') throw new Stop('There is nothing for this {{ end }} to close.', first);
          return 'end';
        case 'else':
          if (where === 'top') throw new Stop('There is no "if", "with" or "range" for this {{ else }}.', first);
          return 'else';
        case 'if':
        case 'with':
        case 'range':
          parseControl(first, loops);
          break;
        case 'break':
        case 'continue':
          expect('right', `{{ ${first.text} }}`);
          if (loops === 0) throw new Stop(`{{ ${first.text} }} stands in a {{ range }} only.`, first);
          break;
        case 'define':
          if (where !== 'top') throw new Stop('A {{ define }} stands at top level only.', first);
          expect('string', 'the name of the template');
          expect('right', '{{ define }}');
          parseScoped(first, 0);
          break;
        case 'block':
          expect('string', 'the name of the template');
          parsePipeline('right', 'block', first);
          parseScoped(first, 0);
          break;
        default:
          expect('string', 'the name of the template');
          if (nextWord().kind !== 'right') {
            at--;
            parsePipeline('right', 'template', first);
          }
      }
    }
  }

  /** A body with variables of its own, which has no `else`. */
  function parseScoped(opener: TemplateToken, loops: number): void {
    const outer = variables.splice(1);
    if (parseList('inner', loops, opener) === 'else')
      throw new Stop(`A {{ ${opener.text} }} has no {{ else }}.`, opener);
    variables.splice(1, variables.length, ...outer);
  }

  function parseControl(opener: TemplateToken, loops: number): void {
    const known = variables.length;
    parsePipeline('right', opener.text, opener);
    if (parseList('inner', loops + (opener.text === 'range' ? 1 : 0), opener) === 'else') {
      const token = nextWord();
      const chained =
        token.kind === 'keyword' && (token.text === 'if' || token.text === 'with') && opener.text !== 'range';
      if (chained && token.text === opener.text) parseControl(token, loops);
      else if (token.kind !== 'right') throw unexpected(token, '{{ else }}');
      else if (parseList('inner', loops, opener) === 'else')
        throw new Stop('There is a second {{ else }}.', tokens[at - 1] ?? opener);
    }
    variables.length = known;
  }

  /** Commands between `|`, after an optional `$x :=`. */
  function parsePipeline(end: 'right' | ')', what: string, from: TemplateToken): void {
    parseDeclaration(what === 'range');
    for (let stage = 0; ; stage++) {
      const token = nextWord();
      if (token.kind === end) {
        // Go lets a pipeline end with "|".
        if (stage > 0) return;
        throw new Stop(`${what === 'an action' ? 'The action' : `"${what}"`} is empty.`, from);
      }
      at--;
      if (stage > 0 && ['bool', 'dot', 'nil', 'number', 'string', 'character'].includes(token.kind)) {
        throw new Stop(`${token.text} cannot take what comes through "|": a function is needed.`, token);
      }
      if (!parseCommand(end)) return;
    }
  }

  function parseDeclaration(mayBeTwo: boolean): void {
    const before = at;
    const names: string[] = [];
    while (true) {
      const token = nextWord();
      if (token.kind !== 'variable') break;
      const sign = nextWord();
      names.push(token.text);
      if (sign.kind === ':=' || sign.kind === '=') {
        if (sign.kind === '=')
          for (const name of names)
            if (!variables.includes(name)) throw new Stop(`The variable ${name} is not declared. Use :=.`, token);
        if (sign.kind === ':=') variables.push(...names);
        return;
      }
      if (sign.kind !== ',' || !mayBeTwo || names.length > 1) break;
    }
    at = before;
  }

  /** Operands up to `|` (true) or to the end of the pipeline, which is taken too (false). */
  function parseCommand(end: 'right' | ')'): boolean {
    const operands: { readonly token: TemplateToken; readonly text: string | undefined }[] = [];
    while (true) {
      const token = nextWord();
      operands.push({ token, text: token.kind === 'string' ? unquote(token.text) : undefined });
      parseOperand(token);
      const after = next();
      if (after.kind === 'space') {
        const following = nextWord();
        at--;
        if (following.kind !== '|' && following.kind !== end) continue;
        at++;
        record(operands);
        return following.kind === '|';
      }
      if (after.kind !== '|' && after.kind !== end) throw unexpected(after, 'an operand');
      record(operands);
      return after.kind === '|';
    }
  }

  function record(operands: readonly { readonly token: TemplateToken; readonly text: string | undefined }[]): void {
    const [first, ...rest] = operands;
    if (first?.token.kind === 'identifier')
      calls.push({
        name: first.token.text,
        args: rest.map(({ text }) => text),
        start: first.token.start,
        end: first.token.end,
      });
  }

  function parseOperand(token: TemplateToken): void {
    switch (token.kind) {
      case 'identifier':
        if (!isFunction(token.text))
          problems.push({ kind: 'unknown-function', message: token.text, start: token.start, end: token.end });
        break;
      case 'variable':
        if (!variables.includes(token.text)) throw new Stop(`The variable ${token.text} is not declared.`, token);
        break;
      case '(':
        parsePipeline(')', 'a parenthesis', token);
        break;
      case 'dot':
      case 'nil':
      case 'bool':
      case 'number':
      case 'string':
      case 'character':
        if (peek().kind === 'field') throw new Stop(`Nothing can be taken out of ${token.text}.`, token);
        break;
      case 'field':
        break;
      default:
        throw unexpected(token, 'an operand');
    }
    while (peek().kind === 'field') at++;
  }
}

class Stop extends Error {
  constructor(
    message: string,
    readonly span: Span,
  ) {
    super(message);
  }
}

function unexpected(token: TemplateToken, where: string): Stop {
  const shown =
    token.kind === 'end of file'
      ? 'the end of the template'
      : token.kind === 'right'
        ? 'the end of the action'
        : `"${token.text}"`;
  return new Stop(
    `${shown.charAt(0).toUpperCase()}${shown.slice(1)} cannot stand here, where ${where} is read.`,
    token,
  );
}

const unquote = (text: string): string => text.slice(1, -1).replace(/\\(["\\])/g, '$1');

function actionsOf(tokens: readonly TemplateToken[]): readonly Span[] {
  const spans: Span[] = [];
  let start = 0;
  for (const token of tokens) {
    if (token.kind === 'left') start = token.start;
    if (token.kind === 'right') spans.push({ start, end: token.end });
    if (token.kind === 'comment') spans.push({ start: token.start, end: token.end });
  }
  return spans;
}
