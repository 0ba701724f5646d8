/** A volume whose source the cluster does not have, or not where the job may run. */
import type { Analysis } from '../../analysis';
import type { ClusterFacts, HostVolume, NodeFacts } from '../../cluster/facts';
import { countIn, kindsFor, nodesOf } from '../../cluster/nodes';
import { asOf, listed } from '../../cluster/words';
import { didYouMean, nearest } from '../../nearest';
import type { Finding } from '../../problem';
import type { BlockInstance } from '../../schema/instance';
import { groupCount } from '../facts/group-facts';
import { flagOf, textOf } from '../facts/known';
import { setAttribute } from '../facts/repairs';
import { volumesOf } from '../facts/volumes';
import type { ClusterRule } from '../rule';
import { change, type JobThere, jobThere, spanOf, textThere } from './there';

export const unknownVolume: ClusterRule = {
  id: 'cluster/unknown-volume',
  level: 'warning',
  title: 'A volume that the connected cluster does not have',
  languages: ['nomad'],
  docs: {
    why: 'Nomad accepts a job whose volumes nobody has, and lets it wait: a group is placed only where every host volume of it exists, and may be written unless `read_only` is set; a CSI volume has to be registered in the namespace of the job. With a connection to a cluster the editor knows its volumes.',
    wrong: '# the nodes of the cluster have "wiki-data"\nvolume "data" {\n  type   = "host"\n  source = "wiki"\n}',
    right: 'volume "data" {\n  type   = "host"\n  source = "wiki-data"\n}',
    sources: ['scheduler/feasible HostVolumeChecker, CSIVolumeChecker'],
  },
  check(file, cluster, report) {
    const there = jobThere(file, cluster);
    if (!there) return;
    for (const { volume, group } of volumesOf(file.instance)) {
      const type = textOf(volume, 'type');
      const source = textThere(file, volume, 'source');
      const attribute = volume.attributes.get('source');
      const count = groupCount(group);
      if (!source || !attribute || count === 0) continue;
      const found = sourceOf(volume, source, (name) =>
        type === 'host'
          ? hostProblem(file, cluster, there, volume, name)
          : type === 'csi'
            ? csiProblem(file, cluster, there, volume, name)
            : undefined,
      );
      if (found) report({ ...spanOf(attribute), ...found });
    }
  },
};

type Told = Pick<Finding, 'message' | 'fixes'>;

/** With `per_alloc` each allocation has a volume with its index behind the name; the first one stands for all. */
function sourceOf(volume: BlockInstance, source: string, judge: (name: string) => Told | undefined): Told | undefined {
  const perAlloc = flagOf(volume, 'per_alloc');
  return perAlloc === undefined ? undefined : judge(perAlloc ? `${source}[0]` : source);
}

function hostProblem(
  file: Analysis,
  cluster: ClusterFacts,
  there: JobThere,
  volume: BlockInstance,
  name: string,
): Told | undefined {
  const nodes = nodesOf(cluster);
  if (!nodes) return undefined;
  const named = nodes.hostVolumes.filter((one) => one.name === name);
  if (named.length === 0) {
    if (!nodes.whole) return undefined;
    const names = [...new Set(usable(nodes, there).map((one) => one.name))];
    const suggestion = nearest(name, names);
    const others = names.length > 0 ? `there ${names.length === 1 ? 'is' : 'are'} ${listed(names)}` : 'there are none';
    return {
      message: `No node of ${cluster.cluster} has a host volume "${name}" ${asOf(cluster)}: ${others}.${didYouMean(suggestion)} Until one has it the job waits.`,
      fixes: change(file, place(volume), written(volume, suggestion)),
    };
  }
  const ours = usable(nodes, there).filter((one) => one.name === name);
  const [foreign] = named;
  if (ours.length === 0)
    return {
      message: `Host volume "${name}" is in the namespace "${foreign?.namespace}" of ${cluster.cluster} ${asOf(cluster)}, and the job is in "${there.namespace}": it waits until the volume is made there too.`,
    };
  const kinds = kindsFor(nodes, there);
  if (kinds.size > 0 && ours.every((one) => countIn(one.nodes, kinds) === 0))
    return {
      message: `Host volume "${name}" of ${cluster.cluster} is only on nodes outside of the job's datacenters and node pool ${asOf(cluster)}: ${listed(ours.flatMap((one) => one.names))}. The job waits until a node inside has it.`,
    };
  if (ours.every((one) => one.readOnly) && flagOf(volume, 'read_only') === false)
    return {
      message: `Host volume "${name}" is read only on every node of ${cluster.cluster} that has it ${asOf(cluster)}, and the job wants to write to it: it is placed nowhere. Set read_only = true if it only reads.`,
      fixes: setAttribute(file.text, volume, 'read_only', 'true', false),
    };
  return undefined;
}

/** Static ones, and the dynamic ones of the job's namespace. A namespace that may not be seen may be the right one. */
const usable = (nodes: NodeFacts, { namespace }: JobThere): readonly HostVolume[] =>
  nodes.hostVolumes.filter(
    (one) => one.namespace === undefined || namespace === undefined || one.namespace === namespace,
  );

function csiProblem(
  file: Analysis,
  cluster: ClusterFacts,
  { namespace }: JobThere,
  volume: BlockInstance,
  id: string,
): Told | undefined {
  const { csiVolumes } = cluster;
  if (!csiVolumes || namespace === undefined) return undefined;
  const here = csiVolumes.volumes.filter((one) => one.namespace === namespace);
  if (here.some((one) => one.id === id) || (here.length === 0 && !csiVolumes.whole)) return undefined;
  const elsewhere = csiVolumes.volumes.find((one) => one.id === id);
  if (elsewhere)
    return {
      message: `CSI volume "${id}" is in the namespace "${elsewhere.namespace}" of ${cluster.cluster} ${asOf(cluster)}, and the job is in "${namespace}": it waits until the volume is registered there.`,
    };
  const names = here.map((one) => one.id);
  const suggestion = nearest(id, names);
  const others = names.length > 0 ? `has ${listed(names)}` : 'has none';
  return {
    message: `There is no CSI volume "${id}" on ${cluster.cluster} ${asOf(cluster)}: the namespace "${namespace}" ${others}.${didYouMean(suggestion)} Until it is registered the job waits.`,
    fixes: change(file, place(volume), written(volume, suggestion)),
  };
}

/** What is written to mean a name: with `per_alloc` Nomad adds the index. */
function written(volume: BlockInstance, name: string | undefined): string | undefined {
  if (flagOf(volume, 'per_alloc') !== true) return name;
  return name?.endsWith('[0]') ? name.slice(0, -'[0]'.length) : undefined;
}

const place = (volume: BlockInstance) => {
  const attribute = volume.attributes.get('source');
  return attribute ? spanOf(attribute) : volume.header;
};
