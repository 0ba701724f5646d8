/** The names that other files of the workspace declare, for the value of an attribute. */
import type { FileFacts, NameFact } from '../workspace/facts';
import { attributeOf, type Cursor } from './cursor';
import { literal } from './likely-values';

export interface NameBeside {
  readonly name: string;
  readonly detail: string;
}

/**
 * @param files asked for only where one of their names may stand
 * @param name of the attribute whose value the cursor stands in
 */
export function namesBeside(files: () => readonly FileFacts[], cursor: Cursor, name: string): readonly NameBeside[] {
  const { inner } = cursor;
  switch (`${inner.block?.name.name}.${name}`) {
    case 'volume.source': {
      const type = literal(attributeOf(inner.body, 'type'));
      return named(files(), (fact) => fact.kind === 'volume' && (!type || fact.container === type));
    }
    case 'job.namespace':
      return named(files(), ({ kind }) => kind === 'namespace');
    case 'job.node_pool':
      return named(files(), ({ kind }) => kind === 'node_pool');
    case 'upstreams.destination_name':
      return named(files(), ({ kind }) => kind === 'service');
    default:
      return [];
  }
}

/** Each name once, with the file that declares it. */
function named(files: readonly FileFacts[], fits: (fact: NameFact) => boolean): readonly NameBeside[] {
  const found = new Map<string, string>();
  for (const { uri, names } of files)
    for (const fact of names)
      if (fits(fact) && !found.has(fact.name))
        found.set(
          fact.name,
          [fact.kind === 'volume' && fact.container, `in ${fileOf(uri)}`].filter(Boolean).join(', '),
        );
  return [...found].map(([name, detail]) => ({ name, detail }));
}

const fileOf = (uri: string): string => decodeURI(uri.slice(uri.lastIndexOf('/') + 1));
