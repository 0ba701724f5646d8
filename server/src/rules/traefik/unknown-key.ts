/** Tags for Traefik with a key that it does not have. */
import type { Analysis } from '../../analysis';
import { didYouMean, nearest } from '../../nearest';
import type { Fix } from '../../problem';
import { hole } from '../../template/source-map';
import { findKey, fits, knownWords, traefikKeys, wordsAfter } from '../../traefik/keys';
import { type TraefikTag, tagsIn } from '../../traefik/tags';
import { groupsOf } from '../facts/job-view';
import { servicesOf } from '../facts/services';
import type { Rule } from '../rule';

export const unknownKey: Rule = {
  id: 'traefik/unknown-key',
  level: 'warning',
  title: 'A tag that Traefik does not know',
  languages: ['nomad'],
  about: 'service',
  docs: {
    why: 'Nomad takes any tag. Below `traefik.http`, `traefik.tcp` and `traefik.udp` one wrong key is enough for Traefik to drop all tags of the service and log "field not found"; elsewhere, or without a value behind `=`, it does not look at the tag at all. Names of routers, services and middlewares are chosen freely, without dots; upper and lower case of keys are the same.',
    wrong: 'tags = ["traefik.http.routers.app.entrypoint=websecure"]',
    right: 'tags = ["traefik.http.routers.app.entrypoints=websecure"]',
    sources: [
      'github.com/traefik/traefik pkg/config/dynamic',
      'github.com/traefik/traefik pkg/provider/nomad tagsToLabels',
    ],
  },
  check(file, report) {
    for (const { service } of groupsOf(file.instance).flatMap(servicesOf)) {
      for (const tag of [...tagsIn(service, 'tags'), ...tagsIn(service, 'canary_tags')]) {
        if (tag.key.includes(hole)) continue;
        const problem = judge(tag);
        if (!problem) continue;
        report({ ...tag.keySpan, message: problem.message, fixes: fixOf(file, tag, problem.instead) });
      }
    }
  },
};

interface KeyProblem {
  readonly message: string;
  /** The whole key as it should be. */
  readonly instead?: string;
}

function judge(tag: TraefikTag): KeyProblem | undefined {
  const { path, key } = tag;
  if (findKey(path)) {
    return tag.value === undefined
      ? {
          message: `The tag "${key}" has no value, and Traefik does not look at it. Write ${key}=….`,
          ...(/\.(enable|tls)$/i.test(key) && { instead: `${key}=true` }),
        }
      : undefined;
  }
  // What Nomad fills in may have dots, and be several words.
  if (path.some((word) => word.includes('${'))) return undefined;
  const [, section = ''] = path;
  if (['frontend', 'backend', 'port', 'protocol', 'weight', 'tags', 'domain'].includes(section))
    return {
      message: `"${key}" is a tag of Traefik 1; newer versions do not look at it. Rules stand in traefik.http.routers.<name>.rule, ports in traefik.http.services.<name>.loadbalancer.server.port.`,
    };
  const known = knownWords(path);
  const wrong = path[known];
  const drops = ['http', 'tcp', 'udp'].includes(section) && known > 1;
  const effect = drops
    ? ' Nomad accepts this, and Traefik drops all tags of the service.'
    : ' Traefik does not look at it.';
  if (wrong === undefined)
    return { message: `The tag "${key}" is not complete: ${examples(path)} may follow.${effect}` };
  const written = key.split('.');
  const meant = nearestKey(path, known);
  if (meant === undefined && isDottedName(path)) {
    const name = `${written[3]}-${written[4]}`;
    const instead = [...written.slice(0, 3), name, ...written.slice(5)].join('.');
    return {
      message: `A name in a tag has no dots, and "${written[3]}.${written[4]}" has one. Write "${name}".${effect}`,
      instead,
    };
  }
  return {
    message: `Traefik has no "${written[known]}" behind "${written.slice(0, known).join('.')}".${didYouMean(meant)}${meant ? '' : ` It knows ${examples(path.slice(0, known))}.`}${effect}`,
    ...(meant && { instead: [...written.slice(0, known), meant, ...written.slice(known + 1)].join('.') }),
  };
}

/** The word that was meant at `index`: one with which the whole key is known, or else one with which its beginning is. */
function nearestKey(path: readonly string[], index: number): string | undefined {
  const candidates = wordsAfter(path.slice(0, index)).filter((word) => !word.startsWith('<'));
  const plain = candidates.map((word) => word.replace('[<n>]', '[0]'));
  const complete = plain.filter((word) => findKey([...path.slice(0, index), word, ...path.slice(index + 1)]));
  return nearest(path[index] ?? '', complete) ?? nearest(path[index] ?? '', plain);
}

/** Whether the key is known when the two words of the name are one. */
const isDottedName = (path: readonly string[]): boolean =>
  path.length > 5 && findKey([...path.slice(0, 3), 'name', ...path.slice(5)]) !== undefined;

function examples(words: readonly string[]): string {
  const known = traefikKeys.filter(
    (key) => key.words.length > words.length && words.every((word, i) => fits(key.words[i] as string, word)),
  );
  const next = [...new Set(known.map((key) => key.words[words.length] as string))];
  return `${next
    .slice(0, 5)
    .map((word) => `"${word}"`)
    .join(', ')}${next.length > 5 ? ' …' : ''}`;
}

function fixOf(file: Analysis, tag: TraefikTag, instead: string | undefined): readonly Fix[] {
  if (
    instead === undefined ||
    !tag.mapped.isExact({ start: 0, end: tag.key.length }) ||
    file.text[tag.span.start] !== '"'
  )
    return [];
  return [{ title: `Change to ${instead}`, preferred: true, edits: [{ ...tag.keySpan, text: instead }] }];
}
