/** What Traefik refuses in a rule, or reads in another way than its author meant. */
import type { Span } from '@hcl/parser';
import { didYouMean, nearest } from '../nearest';
import { regularExpressionError } from '../values/regular-expression';
import { matchersOf, matchersOfVersion2 } from './keys';
import { parseRule, type RuleMatcher, type RuleProblem } from './rule';

/** @param version2 the router has `rulesyntax=v2`, or Traefik itself is of version 2 */
export function judgeRule(rule: string, protocol: 'http' | 'tcp', version2: boolean): readonly RuleProblem[] {
  const { matchers, problem } = parseRule(rule);
  if (problem) return [problem];
  return matchers.flatMap((matcher) => judgeMatcher(matcher, rule, protocol, version2) ?? []);
}

const version2Only = 'Only Traefik 2 reads this';

function judgeMatcher(
  matcher: RuleMatcher,
  rule: string,
  protocol: 'http' | 'tcp',
  version2: boolean,
): RuleProblem | undefined {
  const { nameSpan, args } = matcher;
  const known = matchersOf(protocol).find(({ name }) => spellings(name).includes(matcher.name));
  const former = Object.keys(matchersOfVersion2).find((name) => spellings(name).includes(matcher.name));
  const empty = args.length === 0 || args.some(({ value }) => value === '');
  if (empty) return { ...spanOf(matcher), message: `${matcher.name} needs a value: ${matcher.name}(\`…\`).` };
  if (!known) {
    if (former && protocol === 'http') {
      const now = matchersOfVersion2[former] as string;
      return version2
        ? undefined
        : {
            ...nameSpan,
            message: `${version2Only}: in version 3 "${former}" is called "${now}".`,
            instead: now,
          };
    }
    return unknownMatcher(matcher, protocol);
  }
  if (version2) return undefined;
  const most = known.parameters.length;
  if (args.length > most) {
    const first = args[0];
    const joined = args.map((argument) => `${known.name}(${rule.slice(argument.start, argument.end)})`).join(' || ');
    return {
      start: first?.start ?? matcher.start,
      end: args.at(-1)?.end ?? matcher.end,
      message: `${version2Only}: in version 3 "${known.name}" takes ${most === 1 ? 'one value' : `${most} values`}. Join several with ||.`,
      ...(most === 1 && { ...spanOf(matcher), instead: args.length > 1 ? `(${joined})` : joined }),
    };
  }
  const least = known.parameters.filter((name) => !name.endsWith('?')).length;
  if (args.length < least)
    return {
      ...spanOf(matcher),
      message: `"${known.name}" takes ${known.parameters.join(' and ')}, for example ${known.example}.`,
    };
  return judgeValues(matcher, known.name);
}

function judgeValues(matcher: RuleMatcher, name: string): RuleProblem | undefined {
  const value = matcher.args.at(-1)?.value ?? '';
  const span = spanOf(matcher.args.at(-1) ?? matcher);
  // What Nomad fills in is not known here.
  if (value.includes('${')) return undefined;
  if (/^(Path|PathPrefix)$/.test(name)) {
    if (!value.startsWith('/'))
      return { ...span, message: `A path begins with "/": ${name}(\`/${value}\`).`, instead: `\`/${value}\`` };
    const expression = namedParts(value);
    if (expression !== undefined)
      return {
        ...spanOf(matcher),
        message: `${version2Only}: in version 3 the braces of "${value}" are plain characters. Write a regular expression with PathRegexp.`,
        instead: `PathRegexp(\`^${expression}${name === 'Path' ? '$' : ''}\`)`,
      };
  }
  if (name === 'Query' && matcher.args.length === 1 && value.includes('=')) {
    const [key = '', ...rest] = value.split('=');
    return {
      ...span,
      message: `${version2Only}: in version 3 name and value of a query parameter are two values.`,
      instead: `\`${key}\`, \`${rest.join('=')}\``,
    };
  }
  if (name === 'HostRegexp' || name === 'HostSNIRegexp') {
    const expression = namedParts(value);
    if (expression !== undefined)
      return {
        ...span,
        message: `${version2Only}: in version 3 "${value}" is a plain regular expression, without named parts in braces.`,
        instead: `\`^${expression}$\``,
      };
  }
  if (name.endsWith('Regexp')) {
    const wrong = regularExpressionError(value);
    if (wrong) return { ...span, message: `"${value}" is no regular expression of Go: ${wrong}.` };
  }
  return undefined;
}

/** `{sub:[a-z]+}.example.com` of version 2 as a regular expression; undefined when it has no such parts. */
function namedParts(value: string): string | undefined {
  const parts = [...value.matchAll(/(?<!\\)\{([A-Za-z]\w*)(?::((?:[^{}]|\{[^{}]*\})*))?\}/g)];
  if (parts.length === 0) return undefined;
  let expression = '';
  let last = 0;
  for (const match of parts) {
    expression += escapeExpression(value.slice(last, match.index)) + (match[2] ?? '[^./]+');
    last = match.index + match[0].length;
  }
  return expression + escapeExpression(value.slice(last));
}

const escapeExpression = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

function unknownMatcher({ name, nameSpan }: RuleMatcher, protocol: 'http' | 'tcp'): RuleProblem {
  const names = matchersOf(protocol).map((matcher) => matcher.name);
  const swapped: Readonly<Record<string, string>> =
    protocol === 'tcp'
      ? { host: 'HostSNI', hostregexp: 'HostSNIRegexp' }
      : { hostsni: 'Host', hostsniregexp: 'HostRegexp' };
  const meant =
    names.find((candidate) => candidate.toLowerCase() === name.toLowerCase()) ??
    swapped[name.toLowerCase()] ??
    nearest(name, names);
  return {
    ...nameSpan,
    message: `Traefik has no matcher "${name}" in rules for ${protocol === 'tcp' ? 'TCP' : 'HTTP'}.${didYouMean(meant)}`,
    ...(meant && { instead: meant }),
  };
}

/** Traefik takes a matcher as it is written in its manual, in small or in capital letters, or with one capital letter. */
const spellings = (name: string): readonly string[] => [
  name,
  name.toLowerCase(),
  name.toUpperCase(),
  name.charAt(0).toUpperCase() + name.slice(1).toLowerCase(),
];

const spanOf = ({ start, end }: Span): Span => ({ start, end });
