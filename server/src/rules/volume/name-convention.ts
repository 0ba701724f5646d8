/** House policy, off unless asked for: sources of volumes say whose they are, what for and where. */
import { childrenOf, jobOf, labelOf, tasksOf } from '../facts/job-view';
import { isRuntime, placeOf, textOf } from '../facts/known';
import { volumesOf } from '../facts/volumes';
import type { Rule } from '../rule';

const environments = /-(?:dev|development|test|testing|qa|stage|staging|prod|production|lab)$/;

export const nameConvention: Rule = {
  id: 'volume/name-convention',
  level: 'off',
  policy: 'house',
  title: 'Names of volumes: service, kind and environment',
  languages: ['nomad'],
  about: 'volume',
  docs: {
    why: 'Volumes outlive jobs, and their names are all that one sees of them later. A host volume is called `{service}-{type}` (`postgres-data`), a CSI volume, which all nodes share, `{service}-{type}-{environment}` (`postgres-data-prod`). The rule is off; `"nomad.rules": { "volume/name-convention": "hint" }` turns it on.',
    wrong:
      'job "postgres" {\n  group "db" {\n    volume "data" {\n      type   = "host"\n      source = "vol1"\n    }\n  }\n}',
    right:
      'job "postgres" {\n  group "db" {\n    volume "data" {\n      type   = "host"\n      source = "postgres-data"\n    }\n  }\n}',
  },
  check(file, report) {
    const job = jobOf(file.instance);
    for (const { volume, group } of volumesOf(file.instance)) {
      const type = textOf(volume, 'type');
      const source = textOf(volume, 'source');
      if (!source || isRuntime(source) || (type !== 'host' && type !== 'csi')) continue;
      const tasks = tasksOf(group);
      const services = [group, ...tasks]
        .flatMap((owner) => childrenOf(owner, 'service'))
        .map((one) => textOf(one, 'name'));
      const names = [...[job, group, ...tasks].map((block) => block && labelOf(block)), ...services].flatMap(
        (name) => name || [],
      );
      const base = type === 'csi' ? source.replace(environments, '') : source;
      const named = names.some((name) => base.startsWith(`${name}-`) && base.length > name.length + 1);
      if (named && (type === 'host' || base !== source)) continue;
      const form = type === 'host' ? '{service}-{type}' : '{service}-{type}-{environment}';
      const example = `${names.at(-1) ?? 'service'}-data${type === 'host' ? '' : '-prod'}`;
      report({
        ...placeOf(volume, 'source'),
        message: `${type === 'host' ? 'Host' : 'CSI'} volumes are called ${form} here, such as "${example}"; "${source}" is not.`,
      });
    }
  },
};
