/** Routers on the entry point for HTTPS that do not say that they end TLS. */
import type { Fix } from '../../problem';
import type { BlockInstance } from '../../schema/instance';
import { indentAt, lineStart, newlineOf } from '../../text-edits';
import { type TraefikRouter, traefikOf } from '../../traefik/tags';
import { groupsOf } from '../facts/job-view';
import { servicesOf } from '../facts/services';
import type { Rule } from '../rule';

export const tlsEntrypoint: Rule = {
  id: 'traefik/tls-entrypoint',
  level: 'hint',
  title: 'A router on websecure without TLS',
  languages: ['nomad'],
  about: 'service',
  docs: {
    why: 'A router takes encrypted requests only when it says `tls=true` (or names a `tls.certresolver`), or when the entry point says so for all of its routers. Without either, requests to the port for HTTPS get 404.',
    wrong:
      'tags = [\n  "traefik.http.routers.app.rule=Host(`app.example.com`)",\n  "traefik.http.routers.app.entrypoints=websecure",\n]',
    right:
      'tags = [\n  "traefik.http.routers.app.rule=Host(`app.example.com`)",\n  "traefik.http.routers.app.entrypoints=websecure",\n  "traefik.http.routers.app.tls=true",\n]',
    sources: ['github.com/traefik/traefik pkg/config/dynamic Router.TLS'],
  },
  check(file, report) {
    for (const { service } of groupsOf(file.instance).flatMap(servicesOf)) {
      const { routers, tags, open } = traefikOf(service);
      for (const router of open ? [] : routers) {
        if (router.protocol !== 'http' || router.tls || !router.entryPoints.includes('websecure')) continue;
        const prefix = `traefik.http.routers.${router.name.toLowerCase()}.`;
        const mine = tags.filter(({ key }) => key.toLowerCase().startsWith(prefix));
        // tls=false is meant.
        if (mine.some(({ path }) => path[4] === 'tls')) continue;
        const entry = mine.find(({ path }) => path[4] === 'entrypoints');
        if (!entry) continue;
        report({
          ...entry.valueSpan,
          message: `Router "${router.name}" listens on "websecure" and does not say tls=true. It works only where that entry point switches TLS on for all.`,
          fixes: fixes(file.text, service, router),
        });
      }
    }
  },
};

function fixes(text: string, service: BlockInstance, { name }: TraefikRouter): readonly Fix[] {
  const expression = service.attributes.get('tags')?.expression;
  const last = expression?.type === 'Tuple' ? expression.items.at(-1) : undefined;
  if (!last || name.includes('${')) return [];
  const alone = text.slice(lineStart(text, last.start), last.start).trim() === '';
  const before = alone ? `,${newlineOf(text)}${indentAt(text, last.start)}` : ', ';
  return [
    {
      title: `Add "traefik.http.routers.${name}.tls=true"`,
      preferred: true,
      edits: [{ start: last.end, end: last.end, text: `${before}"traefik.http.routers.${name}.tls=true"` }],
    },
  ];
}
