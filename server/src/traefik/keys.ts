/** The keys that Traefik knows in tags, its matchers and middlewares: schemas/traefik.json. */
import data from '../../../schemas/traefik.json';

export interface TraefikKey {
  /** With `<router>`, `<service>`, `<middleware>`, `<name>`, `<n>` … where a name of the reader's own stands. */
  readonly pattern: string;
  readonly words: readonly string[];
  readonly type: 'bool' | 'number' | 'duration' | 'list' | 'string';
  readonly description: string;
}

export interface TraefikMatcher {
  readonly name: string;
  readonly parameters: readonly string[];
  readonly description: string;
  readonly example: string;
}

const groups: Readonly<Record<string, string>> = data.groups;

export const traefikKeys: readonly TraefikKey[] = Object.entries(
  data.keys as Readonly<Record<string, { readonly type: string; readonly description?: string }>>,
).map(([pattern, { type, description }]) => ({
  pattern,
  words: pattern.split('.'),
  type: type as TraefikKey['type'],
  description: description ?? groups[groupOf(pattern)] ?? '',
}));

export const matchersOf = (protocol: 'http' | 'tcp'): readonly TraefikMatcher[] =>
  Object.entries(data.matchers[protocol] as Readonly<Record<string, Omit<TraefikMatcher, 'name'>>>).map(
    ([name, matcher]) => ({ name, ...matcher }),
  );

/** Matchers of Traefik 2 that have another name in version 3. */
export const matchersOfVersion2: Readonly<Record<string, string>> = data.matchersOfVersion2;

function groupOf(pattern: string): string {
  return Object.keys(groups).find((group) => pattern === group || pattern.startsWith(`${group}.`)) ?? '';
}

/** The key that words belong to; those in `<…>` fit any word. */
export function findKey(words: readonly string[]): TraefikKey | undefined {
  return traefikKeys.find(
    (key) =>
      (key.words.length === words.length || (key.pattern.includes('<option>') && words.length > key.words.length)) &&
      key.words.every((word, i) => fits(word, words[i] as string)),
  );
}

/** How many of the first words fit the beginning of some key. */
export function knownWords(words: readonly string[]): number {
  return Math.max(
    ...traefikKeys.map((key) => {
      let count = 0;
      while (
        count < words.length &&
        count < key.words.length &&
        fits(key.words[count] as string, words[count] as string)
      )
        count++;
      return count;
    }),
  );
}

/** The words that may follow these. */
export function wordsAfter(words: readonly string[]): readonly string[] {
  const next = traefikKeys.flatMap((key) =>
    key.words.length > words.length && words.every((word, i) => fits(key.words[i] as string, word))
      ? [key.words[words.length] as string]
      : [],
  );
  return [...new Set(next)];
}

export function fits(pattern: string, word: string): boolean {
  if (/^<.*>$/.test(pattern)) return word !== '';
  const indexed = /^(\w+)\[<n>\]$/.exec(pattern);
  return indexed ? new RegExp(`^${indexed[1]}\\[\\d+\\]$`).test(word) : pattern === word;
}
