/** What a policy says of a file by its path alone: patterns, category, archive and testing folders. */
import type { Policy } from './policy';

/**
 * Whether a path fits a pattern: `*` and `?` stop at slashes, `**` does not, `{a,b}` is either. A pattern that does not
 * begin with a slash may begin at any folder.
 */
export function fits(path: string, pattern: string): boolean {
  const anchored = pattern.startsWith('/') || pattern.startsWith('**/') ? pattern : `**/${pattern}`;
  let expression = compiled.get(anchored);
  if (!expression) {
    expression = new RegExp(`^${expressionOf(anchored)}$`);
    compiled.set(anchored, expression);
  }
  return expression.test(path);
}

/** The path of a URI as it is written on disk, with slashes: `/srv/jobs/web.nomad.hcl`. */
export function pathOf(uri: string): string {
  const path = uri.replace(/^[a-z][a-z0-9+.-]*:(?:\/\/[^/]*)?/i, '').replace(/[?#].*$/, '');
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** The category of a file, by the first pattern that fits. */
export function categoryOf(uri: string, policy: Policy): string | undefined {
  const path = pathOf(uri);
  return Object.entries(policy.jobCategories).find(([pattern]) => fits(path, pattern))?.[1];
}

/** The ports that may be static in a file. */
export function allowedPorts(uri: string, policy: Policy): readonly number[] {
  const category = categoryOf(uri, policy);
  return (category !== undefined && policy.categories[category]?.allowedStaticPorts) || policy.allowedStaticPorts;
}

export const isArchived = (uri: string, policy: Policy): boolean => liesIn(uri, policy.archiveFolders);
export const isTesting = (uri: string, policy: Policy): boolean => liesIn(uri, policy.testingFolders);

const liesIn = (uri: string, folders: readonly string[]): boolean =>
  folders.length > 0 && folders.some((folder) => fits(pathOf(uri), `**/${folder.replace(/^\/+|\/+$/g, '')}/**`));

const compiled = new Map<string, RegExp>();

function expressionOf(pattern: string): string {
  return pattern.replace(/\{[^{}]*\}|\*\*\/|\*\*|[*?{}.+^$()|[\]\\]/g, (token) => {
    if (token.length > 1 && token.startsWith('{'))
      return `(?:${token.slice(1, -1).split(',').map(expressionOf).join('|')})`;
    return wildcards[token] ?? `\\${token}`;
  });
}

const wildcards: Readonly<Record<string, string>> = { '**/': '(?:.*/)?', '**': '.*', '*': '[^/]*', '?': '[^/]' };
