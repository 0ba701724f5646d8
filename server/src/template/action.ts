/** Reads one action of a Go template: its keyword, and its pipeline of commands. */
import { isCharacter, isNumber, unquote } from './literals';
import { Stop } from './stop';
import type { Span, TemplateToken, TemplateTokenKind } from './tokens';
import type { Action, Command, Keyword, Operand, Pipeline, TemplateCall, TemplateProblem } from './tree';

/** A problem that another one before it may explain `follows`: a variable, or the order of actions. */
export type Found = TemplateProblem & { readonly follows?: 'variable' | 'order' };

export type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Reads the words of one action; the last is its `right`. Throws `Stop` at the first that does not fit. */
export function createReader(
  words: readonly TemplateToken[],
  isFunction: (name: string) => boolean,
  variables: string[],
  /** Variables of which was said that nobody declares them: once is enough. */
  told: Set<string>,
  calls: TemplateCall[],
  problems: Found[],
) {
  let at = 0;
  return { action };

  function action(into: Mutable<Action>): void {
    const first = nextWord();
    if (first.kind !== 'keyword') {
      at--;
      into.pipeline = pipeline('right', 'an action', first);
      return;
    }
    const keyword = first.text as Keyword;
    into.keyword = keyword;
    into.keywordSpan = spanOf(first);
    switch (keyword) {
      case 'end':
      case 'break':
      case 'continue':
        expect('right', `{{ ${keyword} }}`);
        return;
      case 'else': {
        const token = nextWord();
        if (token.kind === 'keyword' && (token.text === 'if' || token.text === 'with')) {
          into.chained = token.text;
          into.pipeline = pipeline('right', token.text, token);
        } else if (token.kind !== 'right') throw unexpected(token, '{{ else }}');
        return;
      }
      case 'define':
        into.name = name();
        expect('right', '{{ define }}');
        return;
      case 'block':
        into.name = name();
        into.pipeline = pipeline('right', keyword, first);
        return;
      case 'template':
        into.name = name();
        if (nextWord().kind === 'right') return;
        at--;
        into.pipeline = pipeline('right', keyword, first);
        return;
      default:
        into.pipeline = pipeline('right', keyword, first);
    }
  }

  function name(): Span & { readonly text: string } {
    const token = expect('string', 'the name of the template');
    return { text: unquote(token), start: token.start, end: token.end };
  }

  function peek(): TemplateToken {
    return words[Math.min(at, words.length - 1)] as TemplateToken;
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

  /** Commands between `|`, after an optional `$x :=`. */
  function pipeline(end: 'right' | ')', what: string, from: TemplateToken): Pipeline {
    const start = peek().start;
    const commands: Command[] = [];
    const declares = declaration(what === 'range');
    for (let stage = 0; ; stage++) {
      const token = nextWord();
      if (token.kind === end) {
        // Go lets a pipeline end with "|".
        if (stage > 0) break;
        throw new Stop(`${what === 'an action' ? 'The action' : `"${what}"`} is empty.`, from);
      }
      at--;
      if (stage > 0 && ['bool', 'dot', 'nil', 'number', 'string', 'character'].includes(token.kind)) {
        throw new Stop(`${token.text} cannot take what comes through "|": a function is needed.`, token);
      }
      const { command, more } = oneCommand(end, stage > 0);
      commands.push(command);
      if (!more) break;
    }
    return { declares, commands, start, end: commands.at(-1)?.end ?? start };
  }

  function declaration(mayBeTwo: boolean): Pipeline['declares'] {
    const before = at;
    const names: (Span & { readonly name: string })[] = [];
    while (true) {
      const token = nextWord();
      if (token.kind !== 'variable') break;
      const sign = nextWord();
      names.push({ name: token.text, start: token.start, end: token.end });
      if (sign.kind === ':=' || sign.kind === '=') {
        if (sign.kind === ':=') {
          variables.push(...names.map(({ name }) => name));
          return names;
        }
        for (const { name, ...span } of names) if (!variables.includes(name)) undeclared(name, span);
        return names;
      }
      if (sign.kind !== ',' || !mayBeTwo || names.length > 1) break;
    }
    at = before;
    return [];
  }

  function undeclared(name: string, span: Span): void {
    if (told.has(name)) return;
    told.add(name);
    problems.push({
      kind: 'syntax',
      message: `The variable ${name} is not declared. Use :=.`,
      start: span.start,
      end: span.end,
      follows: 'variable',
    });
  }

  /** Operands up to `|` (there is more) or to the end of the pipeline, which is taken too. */
  function oneCommand(end: 'right' | ')', piped: boolean): { readonly command: Command; readonly more: boolean } {
    const operands: Operand[] = [];
    const start = (words.slice(at).find(({ kind }) => kind !== 'space') ?? peek()).start;
    const done = (more: boolean) => {
      record(operands, piped);
      return { command: { operands, start, end: operands.at(-1)?.end ?? start }, more };
    };
    while (true) {
      operands.push(operand(nextWord()));
      const after = next();
      if (after.kind === 'space') {
        const following = nextWord();
        at--;
        if (following.kind !== '|' && following.kind !== end) continue;
        at++;
        return done(following.kind === '|');
      }
      if (after.kind !== '|' && after.kind !== end) throw unexpected(after, 'an operand');
      return done(after.kind === '|');
    }
  }

  function record(operands: readonly Operand[], piped: boolean): void {
    operands.forEach((operand, i) => {
      if (operand.kind !== 'function') return;
      // What follows a method of what the function gives is the method's.
      const rest = i === 0 && operand.fields.length === 0 ? operands.slice(1) : [];
      calls.push({
        name: operand.text,
        operands: rest,
        args: rest.map(({ kind, text }) => (kind === 'string' ? text : undefined)),
        piped: piped && i === 0 && operand.fields.length === 0,
        start: operand.start,
        end: operand.start + operand.text.length,
      });
    });
  }

  function operand(token: TemplateToken): Operand {
    let kind: Operand['kind'];
    let text = token.text;
    let inside: Pipeline | undefined;
    switch (token.kind) {
      case 'identifier':
        kind = 'function';
        if (!isFunction(text))
          problems.push({ kind: 'unknown-function', message: text, start: token.start, end: token.end });
        break;
      case 'variable':
        kind = 'variable';
        if (!variables.includes(text)) undeclared(text, token);
        break;
      case '(':
        kind = 'parentheses';
        inside = pipeline(')', 'a parenthesis', token);
        break;
      case 'string':
        kind = 'string';
        text = unquote(token);
        noFields(token);
        break;
      case 'character':
        kind = 'character';
        if (!isCharacter(text))
          throw new Stop('Between single quotes stands one character. A text stands in double quotes.', token);
        noFields(token);
        break;
      case 'number':
        kind = token.kind;
        if (!isNumber(text)) throw new Stop(`"${text}" is no number.`, token);
        noFields(token);
        break;
      case 'dot':
      case 'nil':
      case 'bool':
        kind = token.kind;
        noFields(token);
        break;
      case 'field':
        kind = 'field';
        break;
      default:
        throw unexpected(token, 'an operand');
    }
    const fields = token.kind === 'field' ? [fieldOf(token)] : [];
    while (peek().kind === 'field') fields.push(fieldOf(next()));
    const end = words[at - 1]?.end ?? token.end;
    return { kind, text, fields, pipeline: inside, start: token.start, end };
  }

  function noFields(token: TemplateToken): void {
    if (peek().kind === 'field') throw new Stop(`Nothing can be taken out of ${token.text}.`, token);
  }
}

const fieldOf = ({ text, start, end }: TemplateToken): Span & { readonly name: string } => ({
  name: text.slice(1),
  start: start + 1,
  end,
});

function unexpected(token: TemplateToken, where: string): Stop {
  if (token.kind === 'right' && token.text === '') return new Stop('The action is never closed.', token);
  const shown = token.kind === 'right' ? 'the end of the action' : `"${token.text}"`;
  return new Stop(
    `${shown.charAt(0).toUpperCase()}${shown.slice(1)} cannot stand here, where ${where} is read.`,
    token,
  );
}

const spanOf = ({ start, end }: Span): Span => ({ start, end });
