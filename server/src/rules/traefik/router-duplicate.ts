/** Routers of one name in two jobs. */
import { describeJob, relatedTo } from '../../workspace/describe';
import { isSameJob } from '../../workspace/same-job';
import type { WorkspaceRule } from '../rule';

export const routerDuplicate: WorkspaceRule = {
  id: 'traefik/router-duplicate',
  level: 'warning',
  title: 'A Traefik router of the same name in another job',
  languages: ['nomad'],
  docs: {
    why: 'Names of routers are global in Traefik. When two services give a router of one name different rules, Traefik drops it with an error in its log, and neither is reached. A job that is kept in several variants (the same id) is left alone.',
    wrong:
      '# shop.nomad.hcl\ntags = ["traefik.http.routers.web.rule=Host(`shop.example.com`)"]\n\n# wiki.nomad.hcl\ntags = ["traefik.http.routers.web.rule=Host(`wiki.example.com`)"]',
    right: '# wiki.nomad.hcl\ntags = ["traefik.http.routers.wiki.rule=Host(`wiki.example.com`)"]',
    sources: ['github.com/traefik/traefik pkg/provider/configuration.go Merge, AddRouter'],
  },
  check(file, workspace, report) {
    const { job } = file;
    if (!job) return;
    const told = new Set<string>();
    for (const router of job.routers) {
      const key = `${router.protocol} ${router.name}`;
      const others = workspace
        .routersNamed(router.name)
        .filter(
          (other) =>
            other.file.uri !== file.uri && other.router.protocol === router.protocol && !isSameJob(job, other.file.job),
        );
      const [first] = others;
      if (!first || told.has(key)) continue;
      told.add(key);
      report({
        ...router.place,
        message: `The router "${router.name}" is defined in ${describeJob(first.file, file)} too. Traefik knows routers by their name alone and drops one with two definitions. Give it a name of its own, such as that of the job.`,
        related: relatedTo(others, (other) => ({ ...other.router.place, message: `"${router.name}" in another job` })),
      });
    }
  },
};
