/**
 * What Nomad's parser does with groups and tasks beyond copying: ports by kind, inherited vault and secrets, the default
 * identity. Source: jobspec2/hcl_conversions.go decodeTaskGroup, decodeTask; jobspec2/parse_job.go normalizeJob.
 */

import type { BlockInstance } from '../schema/instance';
import { blocksOf, type Decoder, emptyStruct, type StructBuilder } from './api-struct';
import type { ApiObject, ApiValue } from './api-value';

export const group: Decoder = (fields, block, builder) => {
  const { Scaling: scaling } = fields;
  const secrets = secretsOf(block, builder);
  // A task's own secrets are doubled where the group has some: that is what Nomad does.
  const doubled = (own: readonly ApiObject[]) =>
    secrets.length === 0 ? own : own.length === 0 ? secrets : [...own, ...own];
  return {
    ...fields,
    Tasks: handDown(fields.Tasks, vaultOf(block, builder), doubled),
    Networks: splitPorts(fields.Networks),
    Scaling: isObject(scaling) ? { ...scaling, Type: scaling.Type || 'horizontal' } : null,
  };
};

export const task: Decoder = (fields, block, builder) => {
  const { Resources: resources } = fields;
  const policies = blocksOf(block, 'scaling', builder.tell).map((scaling) => {
    const policy = builder.struct(scaling);
    return { ...policy, Type: policy.Type || policyTypes[String(scaling.labels[0]?.value).toLowerCase()] || '' };
  });
  return {
    ...fields,
    ...splitIdentities(fields.Identities),
    Resources: isObject(resources) ? { ...resources, Networks: splitPorts(resources.Networks) } : null,
    ScalingPolicies: policies.length > 0 ? policies : null,
  };
};

const policyTypes: Readonly<Record<string, string>> = { cpu: 'vertical_cpu', mem: 'vertical_mem' };

/** What a job adds to each of its groups: tasks take its vault, when they have none, and its secrets. */
export function inherit(group: ApiObject, job: BlockInstance, builder: StructBuilder): ApiObject {
  const secrets = secretsOf(job, builder);
  return { ...group, Tasks: handDown(group.Tasks, vaultOf(job, builder), (own) => [...own, ...secrets]) };
}

function handDown(
  tasks: ApiValue | undefined,
  vault: ApiValue,
  withSecrets: (own: readonly ApiObject[]) => readonly ApiObject[],
): ApiValue {
  if (!tasks) return null;
  return objects(tasks).map((task) => {
    const secrets = withSecrets(objects(task.Secrets));
    return { ...task, Vault: task.Vault ?? vault, Secrets: secrets.length > 0 ? secrets : null };
  });
}

/** A task that stands directly in the job becomes a group of its own. */
export function groupOfOne(task: ApiObject): ApiObject {
  return { ...emptyStruct('TaskGroup'), Name: task.Name ?? '', Tasks: [task] };
}

/** The last vault block counts. */
function vaultOf(block: BlockInstance, builder: StructBuilder): ApiValue {
  const last = blocksOf(block, 'vault', builder.tell).at(-1);
  return last ? builder.struct(last) : null;
}

const secretsOf = (block: BlockInstance, builder: StructBuilder): readonly ApiObject[] =>
  blocksOf(block, 'secret', builder.tell).map((secret) => builder.struct(secret));

/** Ports with a number are reserved, the others dynamic. Once a `port` block exists, `reserved_ports` are forgotten. */
function splitPorts(networks: ApiValue | undefined): ApiValue {
  if (!networks) return null;
  return objects(networks).map((network) => {
    const ports = objects(network.DynamicPorts);
    if (ports.length === 0) return network;
    const [reserved, dynamic] = [ports.filter(isReserved), ports.filter((port) => !isReserved(port))];
    return {
      ...network,
      ReservedPorts: reserved.length > 0 ? reserved : null,
      DynamicPorts: dynamic.length > 0 ? dynamic : null,
    };
  });
}

const isReserved = (port: ApiObject): boolean => Number(port.Value) > 0;

/** The first identity without a name, or named `default`, has a field of its own. */
function splitIdentities(identities: ApiValue | undefined): ApiObject {
  const all = objects(identities);
  const first = all.find(({ Name: name }) => name === '' || name === 'default');
  return first ? { Identity: first, Identities: all.filter((identity) => identity !== first) } : {};
}

const isObject = (value: ApiValue | undefined): value is ApiObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const objects = (value: ApiValue | undefined): readonly ApiObject[] =>
  Array.isArray(value) ? value.filter((item) => isObject(item)) : [];
