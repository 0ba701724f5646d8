/** How much a finding in a block weighs, by what the schemas say of it and of the blocks around it. */
import { UNKNOWN } from '../values/read';
import type { BlockInstance } from './instance';
import type { BlockSchema, BodySchema } from './registry';

/** `reading`: a name, a type, an expression, the number of blocks. `values`: what a value that was read is. */
export type FindingKind = 'reading' | 'values';

/**
 * What Nomad does not refuse is a warning: said of a whole body, of a block where it stands in another, or because Nomad
 * never looks at it.
 * @param attribute the one that a finding in `given` is about
 */
export function severityOf(given: BlockInstance, kind: FindingKind, attribute?: string): 'warning' | undefined {
  if (kind === 'values' && attribute !== undefined && isPassedOver(given, attribute)) return 'warning';
  for (let block: BlockInstance | undefined = given; block; block = block.parent) {
    if (block.schema.schema['x-nomad-severity'] || block.block?.property['x-nomad-unjudged'] === kind) return 'warning';
    if (kind === 'values' && isDropped(block)) return 'warning';
  }
  return undefined;
}

/** Whether findings of `kind` in a body of this schema are warnings; blocks around it are not looked at. */
export function isSoft(block: BlockSchema | undefined, schema: BodySchema, kind: FindingKind): boolean {
  return schema.schema['x-nomad-severity'] === 'warning' || block?.property['x-nomad-unjudged'] === kind;
}

/** Whether Nomad reads the block and then drops it, so that it never looks at its values. */
export function isDropped(block: BlockInstance): boolean {
  const above = block.parent;
  if (!above) return false;
  switch (block.schema.schema.$id) {
    // For all tasks: counts for those that have none of their own. Source: jobspec2/parse_job.go normalizeJob.
    case 'blocks/vault.json':
      return above.type !== 'task' && tasksBelow(above)?.every((task) => task.blocks.has('vault')) === true;
    case 'blocks/secret.json':
      return above.type !== 'task' && tasksBelow(above)?.length === 0;
    // Of those with one label the last is kept. Source: api/tasks.go TaskGroup.Volumes.
    case 'blocks/volume.json':
      return (
        above.blocks.get('volume')?.findLast((other) => other.labels[0]?.value === block.labels[0]?.value) !== block
      );
    // Source: command/agent/job_endpoint.go ApiTaskToStructsTask.
    case 'blocks/volume-mount.json':
      return !block.open && (block.attributes.get('volume')?.value ?? null) === null;
    // Laid over a proxy that Nomad adds, where it adds one. Source: nomad/job_endpoint_hook_connect.go groupConnectHook.
    case 'blocks/sidecar-task.json':
      return !hasProxy(above);
    // The first default identity becomes the task's own, unless a second one follows it. Source: nomad/structs Task.Canonicalize.
    case 'blocks/task-identity.json': {
      const defaults = above.blocks.get('identity')?.filter(isDefaultIdentity) ?? [];
      return above.type === 'task' && defaults.length === 2 && defaults[0] === block;
    }
    // Not laid over Nomad's own proxy. Source: nomad/structs Resources.Merge.
    case 'blocks/numa.json':
      return above.parent?.type === 'sidecar_task';
    // Source: jobspec2/parse_job.go normalizeNetworkPorts.
    case 'blocks/port.json':
      return (
        block.type === 'reserved_ports' && above.blocks.has('port') && above.parent?.parent?.type !== 'sidecar_task'
      );
    default:
      return false;
  }
}

/** Whether Nomad adds a task for a service of a mesh. */
export const hasProxy = ({ blocks }: BlockInstance): boolean => blocks.has('sidecar_service') || blocks.has('gateway');

const isDefaultIdentity = (identity: BlockInstance): boolean =>
  ['', 'default', null].includes((identity.attributes.get('name')?.value ?? null) as string | null);

/** The tasks in a job or group; undefined when not all are known. */
function tasksBelow(above: BlockInstance): readonly BlockInstance[] | undefined {
  const owners = [above, ...(above.blocks.get('group') ?? [])];
  const open = owners.some((one) => one.open || one.openTypes.has('task') || one.openTypes.has('group'));
  return open ? undefined : owners.flatMap((one) => one.blocks.get('task') ?? []);
}

/** Whether Nomad never looks at an attribute, for example because all blocks that inherit it have their own. */
function isPassedOver(block: BlockInstance, attribute: string): boolean {
  const above = block.parent;
  if (!above || above.open) return false;
  switch (block.schema.schema.$id) {
    // Source: api/jobs.go UpdateStrategy.Merge, api/tasks.go TaskGroup.Canonicalize.
    case 'blocks/update.json':
    case 'blocks/migrate.json':
    case 'blocks/reschedule.json':
      return above.type === 'job' && !above.blocks.has('task') && allHave(above, 'group', block.type, attribute);
    // Source: api/services.go CheckRestart.Merge.
    case 'blocks/check-restart.json':
      return above.type === 'service' && allHave(above, 'check', block.type, attribute);
    // Only a service of Consul has one. Source: nomad/structs/services.go Service.Validate.
    case 'blocks/service.json':
      return attribute === 'kind' && block.attributes.get('provider')?.value === 'nomad';
    // Zero changes nothing in Nomad's own proxy. Source: nomad/structs Resources.Merge.
    case 'blocks/resources.json':
      return above.type === 'sidecar_task' && block.attributes.get(attribute)?.value === 0;
    // In the old network of a task only the number on the host is judged. Source: nomad/structs TaskGroup.validateNetworks.
    case 'blocks/port.json':
      return attribute === 'to' && above.parent?.type === 'resources';
    default:
      return false;
  }
}

function allHave(above: BlockInstance, inheriting: string, type: string, attribute: string): boolean {
  const blocks = above.blocks.get(inheriting) ?? [];
  return (
    !above.openTypes.has(inheriting) &&
    blocks.every((one) => {
      const value = one.blocks.get(type)?.[0]?.attributes.get(attribute)?.value;
      return value !== undefined && value !== null && value !== UNKNOWN;
    })
  );
}
