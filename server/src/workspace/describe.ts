/** How messages name what is in other files. */
import type { Span } from '@hcl/parser';
import { pathOf } from '../policy-paths';
import type { Related } from '../problem';
import type { FileFacts } from './facts';
import type { JobFile } from './view';

/** The path of a file as seen from another: `web.nomad.hcl`, `../edge/web.nomad.hcl`. */
export function fileName({ uri }: Pick<FileFacts, 'uri'>, from: Pick<FileFacts, 'uri'>): string {
  const [path, base] = [pathOf(uri).split('/'), pathOf(from.uri).split('/')];
  let common = 0;
  while (common < base.length - 1 && common < path.length - 1 && path[common] === base[common]) common++;
  return [...base.slice(common, -1).map(() => '..'), ...path.slice(common)].join('/');
}

/** `job "web" (web.nomad.hcl)`. */
export const describeJob = (file: JobFile, from: Pick<FileFacts, 'uri'>): string =>
  file.job.id === undefined ? `a job in ${fileName(file, from)}` : `job "${file.job.id}" (${fileName(file, from)})`;

/** `a`, `a and b`, `a, b and 3 others`: of the others nobody asks for the name. */
export function andList<T>(items: readonly T[], nameOf: (item: T) => string): string {
  const [first = '', second] = items.slice(0, 2).map(nameOf);
  const others = items.length - 2;
  if (others > 0) return `${first}, ${second} and ${others} ${others === 1 ? 'other' : 'others'}`;
  return second === undefined ? first : `${first} and ${second}`;
}

/** More related places than this nobody reads. */
const relatedLimit = 5;

export const relatedTo = <T extends { readonly file: Pick<FileFacts, 'uri'> }>(
  items: readonly T[],
  tell: (item: T) => Span & { readonly message: string },
): readonly Related[] => items.slice(0, relatedLimit).map((item) => ({ uri: item.file.uri, ...tell(item) }));
