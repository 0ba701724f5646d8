/**
 * Reads a Go template as consul-template does, which renders Nomad's `template` blocks. Never throws: what is wrong is
 * told, and what is right around it is in the tree. Source: text/template/parse/parse.go.
 */
import { type Delimiters, type Span, scanTemplate, type TemplateToken, type TemplateTokenKind } from './tokens';
import type {
  Action,
  Branch,
  Command,
  Control,
  Keyword,
  Operand,
  Pipeline,
  Template,
  TemplateCall,
  TemplateNode,
  TemplateProblem,
} from './tree';

export function parseTemplate(text: string, delimiters: Delimiters, isFunction: (name: string) => boolean): Template {
  const tokens = scanTemplate(text, delimiters);
  const problems: Found[] = [];
  const actions: Action[] = [];
  const comments: Span[] = [];
  const calls: TemplateCall[] = [];
  const open: OpenControl[] = [];
  const top: TemplateNode[] = [];
  const defined = new Set<string>();
  let variables = ['$'];
  const told = new Set<string>();
  for (let at = 0; at < tokens.length; ) {
    const token = tokens[at] as TemplateToken;
    if (token.kind === 'left') at = takeAction(at);
    else {
      if (token.kind === 'text') nodesHere().push({ type: 'text', start: token.start, end: token.end });
      if (token.kind === 'comment') comments.push(spanOf(token));
      at++;
    }
  }
  closeRest();
  for (const action of actions) {
    if (action.keyword === 'template' && action.name && !defined.has(action.name.text) && problems.length === 0)
      tell(action.name, `There is no template "${action.name.text}": no {{ define }} or {{ block }} has this name.`);
  }
  return { text, nodes: top, actions, comments, calls, problems: worthTelling(problems) };

  function nodesHere(): TemplateNode[] {
    return open.at(-1)?.nodes ?? top;
  }

  /** Something about the order of actions, which a mistake before it may explain. */
  function tell(span: Span, message: string): void {
    problems.push({ kind: 'syntax', message, start: span.start, end: span.end, follows: 'order' });
  }

  /** The action that begins at a `left`; the index behind it. */
  function takeAction(first: number): number {
    let last = first + 1;
    while (last < tokens.length && !['left', 'right', 'text', 'comment', 'end of file'].includes(kindAt(last))) last++;
    const closed = kindAt(last) === 'right';
    const left = tokens[first] as TemplateToken;
    const right = closed ? (tokens[last] as TemplateToken) : undefined;
    const inner = { start: left.end, end: right?.start ?? (tokens[last] as TemplateToken).start };
    const words = tokens.slice(first + 1, last);
    const known = variables.length;
    const end = right ?? { kind: 'right' as const, text: '', start: inner.end, end: inner.end };
    const action = readAction([...words, end], left, inner, right?.end ?? inner.end, closed);
    actions.push(action);
    place(action, known);
    return closed ? last + 1 : Math.max(last, first + 1);
  }

  function kindAt(index: number): TemplateTokenKind {
    return tokens[index]?.kind ?? 'end of file';
  }

  function readAction(
    words: readonly TemplateToken[],
    left: TemplateToken,
    inner: Span,
    end: number,
    closed: boolean,
  ): Action {
    const found: Found[] = [];
    const reader = createReader(words, isFunction, variables, told, calls, found);
    const made: Mutable<Action> = {
      type: 'action',
      start: left.start,
      end,
      inner,
      keyword: undefined,
      keywordSpan: undefined,
      chained: undefined,
      name: undefined,
      pipeline: undefined,
      closed,
      broken: false,
    };
    try {
      reader.action(made);
    } catch (error) {
      if (!(error instanceof Stop)) throw error;
      made.broken = true;
      found.push({ kind: 'syntax', message: error.message, start: error.span.start, end: error.span.end });
    }
    // A word that the scanner could not read explains everything behind it.
    const scanned = words.find(({ kind }) => kind === 'error');
    if (scanned) {
      made.broken = true;
      found.push({ kind: 'syntax', message: scanned.text, start: scanned.start, end: scanned.end });
    }
    found.sort((a, b) => a.start - b.start);
    const [first] = found;
    problems.push(
      ...found.filter((one) => one === first || (one.kind === first?.kind && (one.follows || one.kind !== 'syntax'))),
    );
    return made;
  }

  /** Puts an action where it belongs: a block of its own, a branch, an end. */
  function place(action: Action, known: number): void {
    const current = open.at(-1);
    switch (action.keyword) {
      case 'define':
        if (current && !action.broken) tell(mark(action), 'A {{ define }} stands at top level only.');
        begin(action, known);
        return;
      case 'if':
      case 'with':
      case 'range':
      case 'block':
        begin(action, known);
        return;
      case 'else':
        if (!current) tell(mark(action), 'There is no "if", "with" or "range" for this {{ else }}.');
        else addElse(current, action);
        return;
      case 'end':
        if (!current) {
          tell(mark(action), 'There is nothing for this {{ end }} to close.');
          return;
        }
        finish(current, action);
        return;
      case 'break':
      case 'continue':
        if (!inRange()) tell(mark(action), `{{ ${action.keyword} }} stands in a {{ range }} only.`);
        break;
      default:
    }
    nodesHere().push(action);
  }

  function begin(action: Action, known: number): void {
    const keyword = action.keyword as Keyword;
    const scoped = keyword === 'define' || keyword === 'block';
    if (scoped && action.name) defined.add(action.name.text);
    open.push({
      opener: action,
      keyword,
      branches: [],
      branch: action,
      nodes: [],
      variables: scoped ? variables : undefined,
      known,
    });
    if (scoped) variables = ['$'];
  }

  function addElse(current: OpenControl, action: Action): void {
    if (current.keyword === 'define' || current.keyword === 'block')
      tell(mark(action), `A {{ ${current.keyword} }} has no {{ else }}.`);
    else if (current.branch.keyword === 'else' && !current.branch.chained && !current.branch.broken)
      tell(mark(action), 'There is a second {{ else }}.');
    else if (action.chained && action.chained !== current.keyword && !action.broken)
      tell(mark(action), `A {{ ${current.keyword} }} cannot go on with {{ else ${action.chained} }}.`);
    current.branches.push({ opener: current.branch, nodes: current.nodes });
    current.branch = action;
    current.nodes = [];
  }

  function finish(current: OpenControl, end: Action | undefined): void {
    open.pop();
    variables = current.variables ?? variables.slice(0, current.known);
    const control: Control = {
      type: 'control',
      keyword: current.keyword,
      branches: [...current.branches, { opener: current.branch, nodes: current.nodes }],
      closer: end,
      start: current.opener.start,
      end: end?.end ?? text.length,
    };
    nodesHere().push(control);
  }

  function inRange(): boolean {
    for (let i = open.length - 1; i >= 0; i--) {
      const { keyword, branch } = open[i] as OpenControl;
      if (keyword === 'define' || keyword === 'block') return false;
      if (keyword === 'range' && branch.keyword === 'range') return true;
    }
    return false;
  }

  /** What is never closed; one mistake elsewhere may explain it, so it is told only when there is none. */
  function closeRest(): void {
    const innermost = open.at(-1);
    if (innermost && problems.length === 0)
      tell(mark(innermost.opener), `"${innermost.keyword}" is never closed: its {{ end }} is missing.`);
    while (open.length > 0) finish(open.at(-1) as OpenControl, undefined);
  }
}

/** A problem that another one before it may explain `follows`: a variable, or the order of actions. */
type Found = TemplateProblem & { readonly follows?: 'variable' | 'order' };

/** In the order of the text: all that stand for themselves, and what follows from nothing before it. */
function worthTelling(found: readonly Found[]): readonly TemplateProblem[] {
  const sorted = [...found].sort((a, b) => a.start - b.start);
  const cause = sorted.findIndex(({ follows }) => !follows);
  const order = sorted.findIndex(({ follows }) => follows === 'order');
  return sorted.filter(({ follows }, i) => !follows || ((cause < 0 || i < cause) && (order < 0 || i <= order)));
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

interface OpenControl {
  readonly opener: Action;
  readonly keyword: Keyword;
  readonly branches: Branch[];
  /** The action that opened the branch which is read. */
  branch: Action;
  nodes: TemplateNode[];
  /** The variables around a body that has its own. */
  readonly variables: string[] | undefined;
  /** How many variables there were before it. */
  readonly known: number;
}

class Stop extends Error {
  constructor(
    message: string,
    readonly span: Span,
  ) {
    super(message);
  }
}

const spanOf = ({ start, end }: Span): Span => ({ start, end });
const mark = (action: Action): Span => spanOf(action.keywordSpan ?? action);

/** Reads the words of one action; the last is its `right`. Throws `Stop` at the first that does not fit. */
function createReader(
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
      const rest = i === 0 ? operands.slice(1) : [];
      calls.push({
        name: operand.text,
        operands: rest,
        args: rest.map(({ kind, text }) => (kind === 'string' ? text : undefined)),
        piped: piped && i === 0,
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
        if (!/^'(?:[^\\']|\\(?:[abfnrtv\\']|[0-7]{3}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}))'$/u.test(text))
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

/** Go's number syntax: underscores between digits, no zero in front of other digits of a whole number but for octal ones. */
function isNumber(text: string): boolean {
  const digits = text.replace(/^[+-]/, '').replace(/i$/, '');
  if (/__|^_|_$/.test(digits) || /[._]_|_\./.test(digits)) return false;
  const plain = digits.replaceAll('_', '');
  if (/^0[0-7]*$/.test(plain) || /^[1-9]\d*$/.test(plain)) return true;
  if (/^0[xX][0-9a-fA-F]+$|^0[bB][01]+$|^0[oO][0-7]+$/.test(plain)) return true;
  if (/^0\d+$/.test(plain)) return text.endsWith('i');
  return (
    /^(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(plain) || /^0[xX][0-9a-fA-F]*\.?[0-9a-fA-F]*[pP][+-]?\d+$/.test(plain)
  );
}

const simple: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  '"': '"',
};

/** What a string in quotes or back-quotes means (strconv.Unquote); throws `Stop` at an escape that Go does not have. */
function unquote({ text, start }: TemplateToken): string {
  if (text.startsWith('`')) return text.slice(1, -1).replaceAll('\r', '');
  const inner = text.slice(1, -1);
  return inner.replace(
    /\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-7]{3}|[\s\S])/g,
    (escape, code: string, index) => {
      const known = simple[code];
      if (known !== undefined) return known;
      const point =
        code.length === 1 ? -1 : /^\d/.test(code) ? Number.parseInt(code, 8) : Number.parseInt(code.slice(1), 16);
      if (point < 0 || point > 0x10ffff || (/^\d/.test(code) && point > 255))
        throw new Stop(`Strings have no escape ${escape}. Write \\${escape}, or put the text in back-quotes.`, {
          start: start + 1 + index,
          end: start + 1 + index + escape.length,
        });
      return String.fromCodePoint(point);
    },
  );
}
