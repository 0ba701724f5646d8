/**
 * Reads Traefik's rules: matchers such as Host(`a`) joined with `&&`, `||`, `!` and parentheses. Their grammar is that of
 * Go's expressions (github.com/vulcand/predicate). Never throws: what is wrong is a problem with its place in the rule.
 */
import type { Span } from '@hcl/parser';

export interface RuleArgument extends Span {
  readonly value: string;
}

export interface RuleMatcher extends Span {
  readonly name: string;
  readonly nameSpan: Span;
  readonly args: readonly RuleArgument[];
}

export interface RuleProblem extends Span {
  readonly message: string;
  /** A text to put in place of the span. */
  readonly instead?: string;
}

export interface TraefikRule {
  readonly matchers: readonly RuleMatcher[];
  /** The first mistake of grammar. */
  readonly problem: RuleProblem | undefined;
}

type TokenKind = 'name' | 'string' | '(' | ')' | ',' | '&&' | '||' | '!' | 'end';

interface Token extends Span {
  readonly kind: TokenKind;
  readonly text: string;
}

class Stop extends Error {
  constructor(readonly problem: RuleProblem) {
    super(problem.message);
  }
}

export function parseRule(rule: string): TraefikRule {
  const matchers: RuleMatcher[] = [];
  try {
    const tokens = scan(rule);
    let at = 0;
    const peek = (): Token => tokens[at] as Token;
    const next = (): Token => tokens[at < tokens.length - 1 ? at++ : at] as Token;

    const either = (): void => {
      operand();
      while (peek().kind === '&&' || peek().kind === '||') {
        next();
        operand();
      }
    };
    const operand = (): void => {
      while (peek().kind === '!') next();
      const token = next();
      if (token.kind === '(') {
        either();
        close(token);
        return;
      }
      if (token.kind !== 'name') throw new Stop(expected(token, rule));
      const open = next();
      if (open.kind !== '(')
        throw new Stop({
          start: token.start,
          end: token.end,
          message: `"${token.text}" needs its value in parentheses: ${token.text}(\`…\`).`,
        });
      const args: RuleArgument[] = [];
      while (peek().kind !== ')') {
        const argument = next();
        if (argument.kind !== 'string') {
          if (argument.kind === 'end') throw new Stop(unclosed(open));
          throw new Stop(argumentProblem(argument, rule));
        }
        args.push({ value: unquote(argument.text), start: argument.start, end: argument.end });
        if (peek().kind === ',') next();
        else if (peek().kind === 'end') throw new Stop(unclosed(open));
        else if (peek().kind !== ')') throw new Stop({ ...at_(peek()), message: 'A comma or ")" is needed here.' });
      }
      const end = next().end;
      matchers.push({
        name: token.text,
        nameSpan: { start: token.start, end: token.end },
        args,
        start: token.start,
        end,
      });
    };
    const close = (open: Token): void => {
      const token = next();
      if (token.kind === ')') return;
      throw new Stop(token.kind === 'end' ? unclosed(open) : between(token));
    };

    either();
    if (peek().kind !== 'end')
      throw new Stop(
        peek().kind === ')' ? { ...at_(peek()), message: 'There is no "(" for this ")".' } : between(peek()),
      );
    return { matchers, problem: undefined };
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    return { matchers, problem: error.problem };
  }
}

/** Hosts of `Host` and `HostSNI`, in lower case; without `*` and names that Nomad fills in later. */
export function hostsOf({ matchers }: TraefikRule): readonly string[] {
  return matchers
    .filter(({ name }) => /^host(sni|header)?$/i.test(name))
    .flatMap(({ args }) => args.map(({ value }) => value.toLowerCase()))
    .filter((host) => host !== '' && host !== '*' && !host.includes('${'));
}

const at_ = ({ start, end }: Span): Span => ({ start, end: Math.max(end, start + 1) });

const unclosed = (open: Token): RuleProblem => ({ ...at_(open), message: 'This "(" is never closed.' });

function between(token: Token): RuleProblem {
  const word = /^(and|or)$/i.exec(token.text)?.[1]?.toLowerCase();
  return {
    ...at_(token),
    message: word ? `"${token.text}" joins nothing in a rule.` : 'Here && or || is needed.',
    ...(word && { instead: word === 'and' ? '&&' : '||' }),
  };
}

function expected(token: Token, rule: string): RuleProblem {
  if (token.kind === 'end')
    return {
      start: Math.max(0, token.start - 1),
      end: Math.max(1, token.start),
      message:
        rule.trim() === '' ? 'The rule is empty.' : 'The rule ends where another matcher is needed, such as Host(`…`).',
    };
  return { ...at_(token), message: `A matcher such as Host(\`…\`) is needed here, not ${token.text}.` };
}

function argumentProblem(token: Token, rule: string): RuleProblem {
  if (token.kind !== 'name')
    return { ...at_(token), message: `A value in back-quotes is needed here, not ${token.text}.` };
  const word = /^[^\s,)(&|`"]+/.exec(rule.slice(token.start))?.[0] ?? token.text;
  return {
    start: token.start,
    end: token.start + word.length,
    message: `The value ${word} must stand in back-quotes.`,
    instead: `\`${word}\``,
  };
}

function unquote(text: string): string {
  if (text.startsWith('`')) return text.slice(1, -1);
  return text.slice(1, -1).replace(/\\(.)/g, '$1');
}

function scan(rule: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const push = (kind: TokenKind, length: number): void => {
    tokens.push({ kind, text: rule.slice(at, at + length), start: at, end: at + length });
    at += length;
  };
  while (at < rule.length) {
    const c = rule[at] as string;
    const two = rule.slice(at, at + 2);
    if (/\s/.test(c)) at++;
    else if (two === '&&' || two === '||') push(two, 2);
    else if (c === '(' || c === ')' || c === ',' || c === '!') push(c, 1);
    else if (c === '`' || c === '"') {
      const end = c === '`' ? rule.indexOf('`', at + 1) : closingQuote(rule, at);
      if (end < 0)
        throw new Stop({
          start: at,
          end: rule.length,
          message: `This ${c === '`' ? 'back-quote' : 'quote'} is never closed.`,
        });
      push('string', end + 1 - at);
    } else if (c === "'") {
      const end = rule.indexOf("'", at + 1);
      const inner = end < 0 ? undefined : rule.slice(at + 1, end);
      throw new Stop({
        start: at,
        end: end < 0 ? rule.length : end + 1,
        message: 'Values stand in back-quotes (`…`), not in single quotes.',
        ...(inner !== undefined && !inner.includes('`') && { instead: `\`${inner}\`` }),
      });
    } else if (c === '&' || c === '|')
      throw new Stop({
        start: at,
        end: at + 1,
        message: `A single ${c} has no meaning. Write ${c}${c}.`,
        instead: c + c,
      });
    else {
      const word = /^[\p{L}\p{Nd}_]+/u.exec(rule.slice(at));
      if (!word) throw new Stop({ start: at, end: at + 1, message: `The character ${c} has no meaning here.` });
      push('name', word[0].length);
    }
  }
  tokens.push({ kind: 'end', text: '', start: rule.length, end: rule.length });
  return tokens;
}

function closingQuote(rule: string, open: number): number {
  for (let at = open + 1; at < rule.length; at++) {
    if (rule[at] === '\\') at++;
    else if (rule[at] === '"') return at;
  }
  return -1;
}
