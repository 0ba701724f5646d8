/**
 * Reads a Go template as consul-template does, which renders Nomad's `template` blocks. Never throws: what is wrong is
 * told, and what is right around it is in the tree. Source: text/template/parse/parse.go.
 */
import { createReader, type Found, type Mutable } from './action';
import { Stop } from './stop';
import { type Delimiters, type Span, scanTemplate, type TemplateToken, type TemplateTokenKind } from './tokens';
import type { Action, Branch, Control, Keyword, Template, TemplateCall, TemplateNode, TemplateProblem } from './tree';

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

/** In the order of the text: all that stand for themselves, and what follows from nothing before it. */
function worthTelling(found: readonly Found[]): readonly TemplateProblem[] {
  const sorted = [...found].sort((a, b) => a.start - b.start);
  const cause = sorted.findIndex(({ follows }) => !follows);
  const order = sorted.findIndex(({ follows }) => follows === 'order');
  return sorted.filter(({ follows }, i) => !follows || ((cause < 0 || i < cause) && (order < 0 || i <= order)));
}

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

const spanOf = ({ start, end }: Span): Span => ({ start, end });
const mark = (action: Action): Span => spanOf(action.keywordSpan ?? action);
