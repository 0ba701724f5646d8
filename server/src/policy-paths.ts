/** What a policy says of a file by its path alone: patterns, category, archive and testing folders. */
import type { Policy } from './policy';
import { recently } from './recent';

/**
 * Whether a path fits a pattern: `*` and `?` stop at slashes, `**` does not, `{a,b}` is either. A pattern that does not
 * begin with a slash may begin at any folder.
 */
export const fits: (path: string, pattern: string) => boolean = recently(
  2000,
  (path, pattern) => `${pattern}\0${path}`,
  (path, pattern) => {
    const anchored = pattern.startsWith('/') || pattern.startsWith('**/') ? pattern : `**/${pattern}`;
    return alternatives(anchored).some((one) => reaches(path, one));
  },
);

/** The path of a URI as it is written on disk, with slashes: `/srv/jobs/web.nomad.hcl`. */
export const pathOf: (uri: string) => string = recently(
  1000,
  (uri) => uri,
  (uri) => {
    const path = uri.replace(/^[a-z][a-z0-9+.-]*:(?:\/\/[^/]*)?/i, '').replace(/[?#].*$/, '');
    try {
      return decodeURIComponent(path);
    } catch {
      return path;
    }
  },
);

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

export const isArchived = (uri: string, policy: Policy): boolean =>
  folderAround(uri, policy.archiveFolders) !== undefined;

/** The testing folder that a file lies in, as the policy names it. */
export const testingFolder = (uri: string, policy: Pick<Policy, 'testingFolders'>): string | undefined =>
  folderAround(uri, policy.testingFolders);

const folderAround = (uri: string, folders: readonly string[]): string | undefined =>
  folders.find((folder) => fits(pathOf(uri), `**/${folder.replace(/^\/+|\/+$/g, '')}/**`));

/** `a{b,c}` written out; a pattern with too many of them is taken as it stands. */
function alternatives(pattern: string): readonly string[] {
  let found = [pattern];
  while (found.some((one) => braces.test(one))) {
    found = found.flatMap((one) => {
      const match = braces.exec(one);
      if (!match) return [one];
      const [before, after] = [one.slice(0, match.index), one.slice(match.index + match[0].length)];
      return (match[1] ?? '').split(',').map((choice) => before + choice + after);
    });
    if (found.length > 100) return [pattern];
  }
  return found;
}

const braces = /\{([^{}]*)\}/;

/** Goes through pattern and path once, with all places in the path that the pattern may have come to: no pattern is slow. */
function reaches(path: string, pattern: string): boolean {
  let places = new Set([0]);
  for (const [token] of pattern.matchAll(/\*\*\/|\*\*|[\s\S]/g)) {
    const next = new Set<number>();
    const first = Math.min(...places);
    if (token === '**/') {
      for (const place of places) next.add(place);
      for (let i = first; i < path.length; i += 1) if (path[i] === '/') next.add(i + 1);
    } else if (token === '**') {
      for (let i = first; i <= path.length; i += 1) next.add(i);
    } else {
      for (const place of places) {
        if (token === '*') {
          next.add(place);
          for (let i = place; i < path.length && path[i] !== '/'; i += 1) next.add(i + 1);
        } else if (place < path.length && (token === path[place] || (token === '?' && path[place] !== '/')))
          next.add(place + 1);
      }
    }
    places = next;
    if (places.size === 0) return false;
  }
  return places.has(path.length);
}
