/** What only Nomad Enterprise runs. */
import type { Span } from '@hcl/parser';
import type { BlockInstance } from '../../schema/instance';
import { childrenOf, stringOf } from '../facts/job-view';
import { textOf } from '../facts/known';
import { blocksWith, tasksIn } from '../facts/walk';
import type { Rule } from '../rule';

export const enterpriseFeature: Rule = {
  id: 'enterprise/feature',
  level: 'information',
  title: 'Something that needs Nomad Enterprise',
  languages: ['nomad'],
  docs: {
    why: 'Some of the specification is for Nomad Enterprise. The community edition reads the file, but its servers refuse the job when it is planned or run.',
    wrong: 'vault {\n  namespace = "team-a"\n}',
    right: 'vault {\n  role = "team-a"\n}',
    sources: [
      'nomad/job_endpoint_hook_numa_ce.go jobNumaHook.Validate',
      'nomad/job_endpoint_hook_sched_ce.go jobSchedHook.Validate',
      'nomad/job_endpoint_hook_vault_ce.go jobVaultHook.validateNamespaces',
      'nomad/job_endpoint_hook_consul_ce.go jobConsulHook.validateCluster',
    ],
  },
  check(file, report) {
    const tell = ({ start, end }: Span, what: string): void =>
      report({ start, end, message: `${what} Nomad Enterprise; servers of the community edition refuse the job.` });
    const attribute = (block: BlockInstance, name: string, what: string): void => {
      const given = block.attributes.get(name);
      if (given) tell(given.expression, what);
    };
    for (const { task } of tasksIn(file.instance)) {
      for (const numa of childrenOf(task, 'resources').flatMap((resources) => childrenOf(resources, 'numa'))) {
        const affinity = stringOf(numa, 'affinity');
        if (affinity === 'prefer' || affinity === 'require')
          attribute(numa, 'affinity', 'Placement by NUMA node needs');
      }
      for (const schedule of childrenOf(task, 'schedule')) {
        if (childrenOf(schedule, 'cron').length > 0) tell(schedule.header, 'A task that pauses by schedule needs');
      }
    }
    for (const vault of blocksWith(file.instance, 'vault')) {
      if (textOf(vault, 'namespace')) attribute(vault, 'namespace', 'A Vault namespace needs');
      if (isOther(vault)) attribute(vault, 'cluster', 'A second Vault cluster needs');
    }
    for (const block of [...blocksWith(file.instance, 'consul'), ...blocksWith(file.instance, 'service')]) {
      if (isOther(block) && textOf(block, 'provider') !== 'nomad')
        attribute(block, 'cluster', 'A second Consul cluster needs');
    }
  },
};

function isOther(block: BlockInstance): boolean {
  const cluster = textOf(block, 'cluster');
  return cluster !== undefined && cluster !== '' && cluster !== 'default';
}
