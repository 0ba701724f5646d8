/** A fixed port that others hold, on so many nodes that the group does not find its place. */
import type { ClusterFacts, NodeFacts, UsedPort } from '../../cluster/facts';
import { kindsFor, nodesOf } from '../../cluster/nodes';
import { asOf, listed } from '../../cluster/words';
import { includesPort } from '../../values/port-list';
import { rememberedFacts } from '../../workspace/workspace-index';
import { pinnedNode } from '../facts/constraints';
import { groupCount } from '../facts/group-facts';
import { groupsOf } from '../facts/job-view';
import { textOf } from '../facts/known';
import type { ClusterRule } from '../rule';
import { isInput, type JobThere, jobThere } from './there';

export const portInUse: ClusterRule = {
  id: 'cluster/port-in-use',
  level: 'warning',
  title: 'A fixed port that other jobs of the connected cluster hold',
  languages: ['nomad'],
  docs: {
    why: 'A fixed port is given once on each address of a node. When other jobs hold it, or the nodes keep it for others, on so many of the nodes that the group may run on that too few are left, allocations wait. With a connection to a cluster the editor knows who has which port; the job itself does not count.',
    wrong: '# job "proxy" has port 8080 on the only node\nport "http" {\n  static = 8080\n}',
    right: 'port "http" {\n  to = 8080\n}',
    sources: ['nomad/structs/network.go NetworkIndex.AssignPorts'],
  },
  check(file, cluster, report) {
    const there = jobThere(file, cluster);
    const nodes = nodesOf(cluster);
    const facts = rememberedFacts(file).job;
    if (!there || !nodes?.whole || !facts) return;
    const kinds = new Set([...kindsFor(nodes, there)].filter((kind) => nodes.kinds[kind]?.ready));
    if (kinds.size === 0) return;
    const groups = groupsOf(file.instance);
    const type = textOf(there.job, 'type');
    const everywhere = type === 'system' || type === 'sysbatch';
    for (const [i, group] of groups.entries()) {
      const wanted = groupCount(group);
      const pinned = pinnedNode(file.instance, group)?.replace(/^[^=]*=/, '');
      for (const { number, network, place } of facts.groups[i]?.ports ?? []) {
        if (isInput(file, place)) continue;
        const holders = holdersOf(cluster, facts.id, there, number, network || 'default');
        const { total, taken, reserved } = room(nodes, kinds, holders, number);
        const left = total - taken;
        const onPinned = holders.some(({ names }) => pinned !== undefined && names.includes(pinned));
        const lacks = left === 0 || onPinned || (everywhere ? taken > 0 : wanted !== undefined && left < wanted);
        if (taken === 0 || !lacks) continue;
        const who = [
          holders.length > 0 &&
            `held by ${listed([...new Set(holders.flatMap(({ jobs }) => jobs.map(({ id }) => id)))])}`,
          reserved > 0 && 'kept for others by the configuration of nodes',
        ].filter(Boolean);
        const where = onPinned
          ? `on ${pinned} of ${cluster.cluster}, to which the group is bound`
          : left === 0
            ? `on ${total === 1 ? 'the only node' : `all ${total} nodes`} of ${cluster.cluster} that the group may run on`
            : `on ${taken} of ${total} nodes of ${cluster.cluster}`;
        const effect =
          onPinned || left === 0
            ? 'The group waits until it is free.'
            : everywhere
              ? 'The group does not run on those.'
              : `${left} ${left === 1 ? 'is' : 'are'} left for ${wanted} allocations.`;
        report({
          ...place,
          message: `Port ${number} is ${who.join(' and ')} ${where} ${asOf(cluster)}. ${effect} Let Nomad choose the port, or take another one.`,
        });
      }
    }
  },
};

/** Where the job has the port itself, or a child of it, there is room for it. */
function holdersOf(
  { ports = [] }: ClusterFacts,
  id: string | undefined,
  { namespace }: JobThere,
  number: number,
  network: string,
): readonly UsedPort[] {
  if (id === undefined || namespace === undefined) return [];
  return ports.filter(
    ({ port, network: its, jobs }) =>
      port === number &&
      its === network &&
      !jobs.some((job) => job.namespace === namespace && job.id.replace(/\/(periodic|dispatch)-.*$/, '') === id),
  );
}

function room(nodes: NodeFacts, kinds: ReadonlySet<number>, holders: readonly UsedPort[], port: number) {
  const keeping = nodes.inspected.reservedPorts.filter(({ ports }) => includesPort(ports, port));
  let [total, taken, reserved] = [0, 0, 0];
  for (const kind of kinds) {
    const { count = 0 } = nodes.kinds[kind] ?? {};
    const on = (lists: readonly { readonly nodes: UsedPort['nodes'] }[]): number =>
      lists.flatMap(({ nodes: counts }) => counts).reduce((sum, [at, n]) => (at === kind ? sum + n : sum), 0);
    const kept = on(keeping);
    total += count;
    reserved += kept;
    taken += Math.min(count, on(holders) + kept);
  }
  return { total, taken, reserved };
}
