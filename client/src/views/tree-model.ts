/** The explorer's tree without an editor: which rows are where. What has to be asked of Nomad for a row comes from outside. */
import type { AllocationStub, ServiceRegistration, VariableStub } from '@nomad/api';
import { allocationNodes, taskNodes } from './allocations-model';
import {
  blockedNodes,
  type ClusterPicture,
  instanceNodes,
  nodeNodes,
  sectionNodes,
  serverNodes,
  serviceNodes,
  variableNodes,
  volumeNodes,
} from './cluster-model';
import { categoryChildren, categoryNodes, type JobsModel, jobChildren, namespaceChildren } from './jobs-model';
import { PAGE, type TreeNode } from './tree-node';

/** What is asked of Nomad when a row is opened, and not before. */
export interface Lazily {
  allocations(job: { readonly namespace: string; readonly id: string }): Promise<readonly AllocationStub[]>;
  nodeAllocations(node: string): Promise<readonly AllocationStub[]>;
  variables(): Promise<readonly VariableStub[]>;
  instances(service: { readonly namespace: string; readonly name: string }): Promise<readonly ServiceRegistration[]>;
}

export interface Tree {
  roots(): readonly TreeNode[];
  children(node: TreeNode): Promise<readonly TreeNode[]> | readonly TreeNode[];
  /** The rows from a root to a job, with the place of each among its siblings; empty when it is not there. */
  pathTo(namespace: string, jobId: string): readonly Step[];
}

export interface Step {
  readonly node: TreeNode;
  /** Its parent has to show more rows than this. */
  readonly index: number;
}

/** @param shown how many rows a parent shows, where somebody asked for more than a page */
export function createTree(
  jobs: JobsModel,
  cluster: ClusterPicture,
  lazily: Lazily,
  shown: ReadonlyMap<string, number> = new Map(),
): Tree {
  const limitOf = (node: TreeNode) => shown.get(node.id) ?? PAGE;
  const row = (node: TreeNode) => jobs.row(node.namespace ?? '', node.jobId ?? '');
  const allocationsOf = (node: TreeNode) =>
    lazily.allocations({ namespace: node.namespace ?? '', id: node.jobId ?? '' });

  const sections: Readonly<Record<string, (limit: number) => readonly TreeNode[]>> = {
    'section:blocked': (limit) => blockedNodes(cluster, limit),
    'section:nodes': (limit) => nodeNodes(cluster, limit),
    'section:volumes': (limit) => volumeNodes(cluster, limit),
    'section:services': (limit) => serviceNodes(cluster, limit),
    'section:servers': (limit) => serverNodes(cluster, limit),
  };
  const roots = () => [...categoryNodes(jobs), ...sectionNodes(cluster)];
  const find = (nodes: readonly TreeNode[], fits: (node: TreeNode) => boolean): Step | undefined => {
    const index = nodes.findIndex(fits);
    const node = nodes[index];
    return node && { node, index };
  };
  const pathTo = (namespace: string, jobId: string): readonly Step[] => {
    const place = jobs.place(namespace, jobId);
    const parent = place ? undefined : jobs.row(namespace, jobId)?.job?.ParentID;
    if (parent) return pathToRun(namespace, parent, jobId);
    const category = place && find(roots(), ({ id }) => id === `category:${place.category}`);
    if (!place || !category) return [];
    const isIt = (node: TreeNode) => node.kind === 'job' && node.jobId === jobId && node.namespace === namespace;
    const all = categoryChildren(jobs, place.category, Number.MAX_SAFE_INTEGER);
    const direct = find(all, isIt);
    if (direct) return [category, direct];
    const group = find(all, (node) => node.kind === 'namespace' && node.namespace === namespace);
    const job = group && find(namespaceChildren(jobs, group.node, Number.MAX_SAFE_INTEGER), isIt);
    return group && job ? [category, group, job] : [];
  };
  const pathToRun = (namespace: string, parent: string, jobId: string): readonly Step[] => {
    const launcher = jobs.row(namespace, parent);
    const above = launcher?.job?.ParentID ? [] : pathTo(namespace, parent);
    const all = launcher ? jobChildren(launcher, Number.MAX_SAFE_INTEGER) : [];
    const run = find(all, (node) => node.jobId === jobId);
    return above.length > 0 && run ? [...above, run] : [];
  };
  return {
    roots,
    pathTo,
    children(node) {
      const limit = limitOf(node);
      switch (node.kind) {
        case 'category':
          return categoryChildren(jobs, node.id.slice('category:'.length), limit);
        case 'namespace':
          return namespaceChildren(jobs, node, limit);
        case 'job': {
          const found = row(node);
          return found ? jobChildren(found, limit) : [];
        }
        case 'group':
          return allocationsOf(node).then((found) => allocationNodes(found, node.id, limit, node.group));
        case 'allocation': {
          const onNode = node.id.startsWith('node:');
          const all = onNode ? lazily.nodeAllocations(node.nodeId ?? '') : allocationsOf(node);
          return all.then((found) => {
            const allocation = found.find(({ ID }) => ID === node.allocationId);
            return allocation ? taskNodes(allocation, node) : [];
          });
        }
        case 'node':
          return lazily.nodeAllocations(node.nodeId ?? '').then((found) => allocationNodes(found, node.id, limit));
        case 'service':
          return lazily
            .instances({ namespace: node.namespace ?? '', name: node.service ?? '' })
            .then((found) => instanceNodes(found, node, limit));
        case 'section':
          if (node.id === 'section:variables') return lazily.variables().then((found) => variableNodes(found, limit));
          return sections[node.id]?.(limit) ?? [];
        default:
          return [];
      }
    },
  };
}
