/** Rules of routers that Traefik cannot read. */
import type { Analysis } from '../../analysis';
import type { Fix } from '../../problem';
import { hole } from '../../template/source-map';
import { judgeRule } from '../../traefik/judge-rule';
import { parseRule, type RuleProblem } from '../../traefik/rule';
import { type TraefikTag, tagsIn } from '../../traefik/tags';
import { childrenOf, groupsOf, stringOf } from '../facts/job-view';
import { servicesOf } from '../facts/services';
import { tasksIn } from '../facts/walk';
import type { Rule } from '../rule';

export const ruleSyntax: Rule = {
  id: 'traefik/rule-syntax',
  level: 'warning',
  title: "A router's rule that Traefik cannot read",
  languages: ['nomad'],
  about: 'service',
  docs: {
    why: 'A rule joins matchers with `&&`, `||`, `!` and parentheses; values stand in back-quotes. Nomad passes any text on; Traefik logs an error and the router does not exist, so the service is not reachable. Traefik 3 renamed some matchers of version 2 (`Headers` is `Header`), takes one value each (`Host(a) || Host(b)`), and regular expressions have no named parts. Rules of version 2 are left alone on routers with `rulesyntax=v2`, and in a file that runs Traefik 2 itself. Without TLS nobody names a host to a TCP router, so `HostSNI` takes only `*` there.',
    wrong: 'tags = ["traefik.http.routers.app.rule=Host(`a.example.com`, `b.example.com`)"]',
    right: 'tags = ["traefik.http.routers.app.rule=Host(`a.example.com`) || Host(`b.example.com`)"]',
    sources: [
      'github.com/traefik/traefik pkg/rules NewParser',
      'github.com/traefik/traefik pkg/muxer/http httpFuncs, httpFuncsV2',
      'github.com/traefik/traefik pkg/server/router/tcp addTCPHandlers',
    ],
  },
  check(file, report) {
    const runsVersion2 = hasTraefik2(file);
    for (const { service } of groupsOf(file.instance).flatMap(servicesOf)) {
      for (const name of ['tags', 'canary_tags'] as const) {
        const tags = tagsIn(service, name);
        for (const tag of tags) {
          const [, protocol, kind, router, option] = tag.path;
          if (kind !== 'routers' || option !== 'rule' || tag.path.length !== 5) continue;
          if (protocol !== 'http' && protocol !== 'tcp') continue;
          if (tag.value === undefined || tag.value.includes(hole)) continue;
          const of = (other: string): string | undefined =>
            tags.findLast((t) => t.path.join('.') === `traefik.${protocol}.routers.${router}.${other}`)?.value;
          const version2 = runsVersion2 || of('rulesyntax')?.toLowerCase() === 'v2';
          const problems = judgeRule(tag.value, protocol, version2);
          const plain =
            problems.length === 0 && protocol === 'tcp' && !tags.some(isTlsOf(router)) && namedHost(tag.value);
          for (const problem of plain ? [plain] : problems) {
            const span = { start: tag.valueStart + problem.start, end: tag.valueStart + problem.end };
            report({
              ...tag.mapped.toSource(span),
              message: `${problem.message} Nomad accepts this, and Traefik leaves the router "${router}" out.`,
              fixes: fixOf(file, tag, span, problem),
            });
          }
        }
      }
    }
  },
};

function fixOf(
  file: Analysis,
  tag: TraefikTag,
  span: { readonly start: number; readonly end: number },
  { instead }: RuleProblem,
): readonly Fix[] {
  if (instead === undefined || !tag.mapped.isExact(span) || file.text[tag.span.start] !== '"') return [];
  const text = instead.replace(/[\\"]/g, '\\$&').replace(/[$%]\{/g, (open) => `${open[0]}${open}`);
  return [
    {
      title: instead.length > 60 ? 'Write it as Traefik 3 reads it' : `Change to ${instead}`,
      preferred: true,
      edits: [{ ...tag.mapped.toSource(span), text }],
    },
  ];
}

const isTlsOf =
  (router: string | undefined) =>
  ({ path, value }: TraefikTag): boolean =>
    path[1] === 'tcp' && path[3] === router && /^tls(\[|$)/.test(path[4] ?? '') && value?.toLowerCase() !== 'false';

/** A host that a TCP router without TLS cannot know. */
function namedHost(rule: string): RuleProblem | undefined {
  const [host] = parseRule(rule).matchers.filter(({ name }) => name.toLowerCase() === 'hostsni')[0]?.args ?? [];
  if (!host || host.value === '*' || host.value.includes('${')) return undefined;
  return {
    start: host.start,
    end: host.end,
    message:
      'A router without TLS does not learn which host is asked for. Add a tag with tls=true, or use HostSNI(`*`).',
  };
}

/** Whether a task of the file runs an image of Traefik 2. */
function hasTraefik2(file: Analysis): boolean {
  return tasksIn(file.instance).some(({ task }) =>
    childrenOf(task, 'config').some((config) => /(^|\/)traefik:v?2\b/.test(stringOf(config, 'image') ?? '')),
  );
}
