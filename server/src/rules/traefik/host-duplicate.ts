/** Routers of two jobs that wait for the same requests. */
import { describeJob, relatedTo } from '../../workspace/describe';
import type { RouterFact } from '../../workspace/job-facts';
import { isSameJob } from '../../workspace/same-job';
import type { WorkspaceRule } from '../rule';

export const hostDuplicate: WorkspaceRule = {
  id: 'traefik/host-duplicate',
  level: 'information',
  title: 'A host name that a router of another job answers too',
  languages: ['nomad'],
  docs: {
    why: 'Two routers with rules of the same length and the same hosts get the same requests; which of them answers is not said. Rules that also look at paths, headers or the like may share a host, and so may routers of different entry points.',
    wrong:
      '# shop.nomad.hcl\ntags = ["traefik.http.routers.shop.rule=Host(`www.example.com`)"]\n\n# wiki.nomad.hcl\ntags = ["traefik.http.routers.wiki.rule=Host(`www.example.com`)"]',
    right: '# wiki.nomad.hcl\ntags = ["traefik.http.routers.wiki.rule=Host(`www.example.com`) && PathPrefix(`/wiki`)"]',
    sources: ['doc.traefik.io/traefik/routing/routers/#priority'],
  },
  check(file, workspace, report) {
    const { job } = file;
    if (!job) return;
    for (const router of job.routers) {
      const host = router.hosts.find((name) => rivals(name).length > 0);
      if (host === undefined) continue;
      const others = rivals(host);
      const [first] = others;
      if (!first) continue;
      report({
        ...router.place,
        message: `A router of ${describeJob(first.file, file)} answers ${host} too, by the same rule. Use another host, or tell them apart by PathPrefix or priority.`,
        related: relatedTo(others, (other) => ({ ...other.router.place, message: `Router "${other.router.name}"` })),
      });

      function rivals(name: string) {
        return workspace
          .routersFor(name)
          .filter(
            (other) =>
              other.file.uri !== file.uri &&
              job !== undefined &&
              !isSameJob(job, other.file.job) &&
              compete(router, other.router),
          );
      }
    }
  },
};

/** Whether the rules are the same, or both of hosts alone, on a common entry point. */
function compete(a: RouterFact, b: RouterFact): boolean {
  if (a.protocol !== b.protocol || a.name === b.name) return false;
  if (a.entryPoints.length > 0 && b.entryPoints.length > 0 && !a.entryPoints.some((e) => b.entryPoints.includes(e)))
    return false;
  const [one, other] = [withoutBlanks(a.rule), withoutBlanks(b.rule)];
  return one !== '' && (one === other || (isHostOnly(one) && isHostOnly(other)));
}

const withoutBlanks = (rule: string | undefined): string => (rule ?? '').replace(/\s+/g, '');

const isHostOnly = (rule: string): boolean => /^(Host(SNI)?\([^)]*\)(\|\||$))+$/i.test(rule);
