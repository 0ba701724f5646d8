/** Tags for Traefik without the one that lets it look at the service. */
import type { Analysis } from '../../analysis';
import type { Fix } from '../../problem';
import type { BlockInstance } from '../../schema/instance';
import { indentAt, lineStart, newlineOf } from '../../text-edits';
import { traefikOf } from '../../traefik/tags';
import { groupsOf } from '../facts/job-view';
import { describeService, servicesOf } from '../facts/services';
import type { Rule } from '../rule';

export const enableMissing: Rule = {
  id: 'traefik/enable-missing',
  level: 'information',
  title: 'Tags for Traefik without traefik.enable=true',
  languages: ['nomad'],
  about: 'service',
  docs: {
    why: 'Where the provider of Traefik runs with `exposedByDefault = false`, as most do, it looks only at services with the tag `traefik.enable=true`; all other tags are without effect then. Where it exposes everything the tag does no harm and tells the reader what is public.',
    wrong: 'tags = ["traefik.http.routers.app.rule=Host(`app.example.com`)"]',
    right: 'tags = [\n  "traefik.enable=true",\n  "traefik.http.routers.app.rule=Host(`app.example.com`)",\n]',
    sources: ['github.com/traefik/traefik pkg/provider/nomad Configuration.ExposedByDefault'],
  },
  check(file, report) {
    for (const { service } of groupsOf(file.instance).flatMap(servicesOf)) {
      const { tags, enabled, open } = traefikOf(service);
      const first = tags.find(
        ({ path, value }) => value !== undefined && ['http', 'tcp', 'udp'].includes(path[1] ?? ''),
      );
      if (!first || enabled !== undefined || open) continue;
      report({
        ...first.span,
        message: `The tags of ${describeService(service)} configure Traefik, but none says "traefik.enable=true". Without it Traefik looks at the service only where it exposes everything.`,
        fixes: fixes(file, service),
      });
    }
  },
};

function fixes({ text }: Analysis, service: BlockInstance): readonly Fix[] {
  const expression = service.attributes.get('tags')?.expression;
  const first = expression?.type === 'Tuple' ? expression.items[0] : undefined;
  if (!first) return [];
  const alone = text.slice(lineStart(text, first.start), first.start).trim() === '';
  const behind = alone ? `${newlineOf(text)}${indentAt(text, first.start)}` : ' ';
  return [
    {
      title: 'Add "traefik.enable=true"',
      preferred: true,
      edits: [{ start: first.start, end: first.start, text: `"traefik.enable=true",${behind}` }],
    },
  ];
}
