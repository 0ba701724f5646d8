/**
 * A job as Nomad's validator sees it: what the file says, merged from job to group to task, with Nomad's defaults.
 * Every setting keeps the place where it was written. Durations are nanoseconds.
 *
 * Sources: api/jobs.go Job.Canonicalize, UpdateStrategy.Merge; api/tasks.go TaskGroup.Canonicalize, Task.Canonicalize,
 * NewDefaultReschedulePolicy, LogConfig.Canonicalize; api/resources.go Resources.Canonicalize; jobspec2/parse_job.go
 * normalizeJob.
 */
import { remembered } from '../remembered';
import { childrenOf, valueOf } from '../rules/facts/job-view';
import type { AttributeInstance, BlockInstance } from '../schema/instance';
import { type Json, UNKNOWN } from '../values/read';

/** A value and the attribute that gives it; without an attribute it is a default. */
export interface Setting {
  /** UNKNOWN when it cannot be known; null when nothing gives it and there is no default. */
  readonly value: Json;
  readonly attribute: AttributeInstance | undefined;
}

/** A block as it holds after merging. */
export interface Merged {
  /** The blocks in the text that it is made of, innermost first; empty when there are only defaults. */
  readonly blocks: readonly BlockInstance[];
  setting(name: string): Setting;
  /** A number (durations: nanoseconds); undefined when it cannot be known. */
  number(name: string): number | undefined;
  text(name: string): string | undefined;
  flag(name: string): boolean | undefined;
}

type Defaults = Readonly<Record<string, Json>>;

const second = 1e9;
const minute = 60 * second;
const hour = 60 * minute;

/** The job around a block; undefined for what stands outside of one. */
export function jobAround(block: BlockInstance): BlockInstance | undefined {
  let at: BlockInstance | undefined = block;
  while (at && at.type !== 'job') at = at.parent;
  return at;
}

/** The group around a block, or the task that stands directly in the job (Nomad makes it a group of its own). */
export function groupAround(block: BlockInstance): BlockInstance | undefined {
  for (let at: BlockInstance | undefined = block; at; at = at.parent) {
    if (at.parent?.type === 'job' && (at.type === 'group' || at.type === 'task')) return at;
  }
  return undefined;
}

/** `service`, `batch`, …, as written or by default; undefined when it cannot be known. */
export function jobTypeOf(block: BlockInstance): string | undefined {
  const job = jobAround(block);
  if (!job) return undefined;
  const type = valueOf(job, 'type');
  if (type === undefined) return job.open ? undefined : 'service';
  return typeof type === 'string' ? type : undefined;
}

/** A job's `update` block in which everything is zero is no strategy. Source: api/jobs.go UpdateStrategy.Empty. */
export function isEmptyUpdate(block: BlockInstance): boolean {
  const zero = (value: Json | undefined): boolean => value === 0 || value === '' || value === false;
  // What is not given gets a default, and most defaults are not zero.
  return !block.open && updateEntries.every(([name, unset]) => zero(valueOf(block, name) ?? unset));
}

/** How many allocations a group asks for: its count, else the least that its scaling allows, else 1. */
export function countOf(group: BlockInstance): Setting {
  if (group.type === 'task') return { value: 1, attribute: undefined };
  const count = merge([group], { count: null }).setting('count');
  if (count.value !== null) return count;
  const scaling = layer(group, 'scaling');
  return scaling === 'unknown'
    ? unknownSetting
    : scaling
      ? merge([scaling], { min: 1 }).setting('min')
      : { value: 1, attribute: undefined };
}

/**
 * How a group is updated; undefined when it is not: batch jobs have no such strategy. A group takes each setting from its
 * own block, then from the job's.
 */
export const updateOf = remembered((group: BlockInstance): Merged | undefined => {
  const own = layer(group, 'update');
  const inherited = layer(jobAround(group), 'update');
  if (own === 'unknown' || inherited === 'unknown') return unknownMerged;
  const layers = [own, inherited].filter(isBlock);
  if (layers.length === 0) {
    const type = jobTypeOf(group);
    return type === 'service' || type === 'system' || type === undefined ? merge([], updateDefaults) : undefined;
  }
  if (!own && inherited && isEmptyUpdate(inherited)) return undefined;
  return merge(layers, updateDefaults);
});

/** When and how often a group is placed anew; undefined for job types that never are, unless it is written. */
export function rescheduleOf(group: BlockInstance): Merged | undefined {
  const layers = layersOf(group, 'reschedule');
  if (!layers) return unknownMerged;
  const type = jobTypeOf(group);
  if (layers.length === 0 && (type === 'system' || type === 'sysbatch')) return undefined;
  return merge(
    layers,
    type === 'service'
      ? serviceReschedule
      : type === 'batch'
        ? batchReschedule
        : type === undefined
          ? unknownDefaults
          : noReschedule,
  );
}

/** How a group leaves a node that is drained; undefined when nothing says so and the job is not a service. */
export function migrateOf(group: BlockInstance): Merged | undefined {
  const layers = layersOf(group, 'migrate');
  if (!layers) return unknownMerged;
  const type = jobTypeOf(group);
  return layers.length > 0 || type === 'service' || type === undefined ? merge(layers, migrateDefaults) : undefined;
}

/** When a failed task starts again; `block` is a group, or a task (whose own block goes before its group's). */
export function restartOf(block: BlockInstance): Merged {
  const group = groupAround(block);
  const layers = [
    ...(block.type === 'task' ? [layer(block, 'restart')] : []),
    group?.type === 'group' ? layer(group, 'restart') : undefined,
  ];
  if (layers.includes('unknown')) return unknownMerged;
  const type = jobTypeOf(block);
  return merge(
    layers.filter(isBlock),
    type === undefined ? unknownDefaults : type === 'service' || type === 'system' ? serviceRestart : batchRestart,
  );
}

/** The group's shared disk. */
export function ephemeralDiskOf(group: BlockInstance): Merged {
  return own(group.type === 'group' ? layer(group, 'ephemeral_disk') : undefined, {
    sticky: false,
    migrate: false,
    size: 300,
  });
}

/**
 * What a task asks for. `cpu` is 0 when only `cores` is given. A `sidecar_task` is laid over Nomad's own proxy, where zero
 * changes nothing (nomad/structs/services.go SidecarTask.MergeIntoTask).
 */
export function resourcesOf(task: BlockInstance): Merged {
  const block = layer(task, 'resources');
  const cores = block === 'unknown' ? UNKNOWN : block ? merge([block], { cores: null }).setting('cores').value : null;
  const cpu = cores === UNKNOWN ? UNKNOWN : cores === null ? 100 : 0;
  const resources = own(block, { cpu, cores: 0, memory: 300, memory_max: 0, secrets: 0 });
  return task.type === 'sidecar_task' ? over(resources, { cpu: 250, memory: 128 }) : resources;
}

/** How a task's output is kept. */
export function logsOf(task: BlockInstance): Merged {
  const logs = own(layer(task, 'logs'), { max_files: 10, max_file_size: 10, disabled: false });
  return task.type === 'sidecar_task' ? over(logs, { max_files: 2, max_file_size: 2 }) : logs;
}

/** The vault block that holds for a task: its own, the last of its group, the job's. `unknown`: there may be one. */
export function vaultOf(task: BlockInstance): BlockInstance | 'unknown' | undefined {
  const group = groupAround(task);
  for (const owner of [task, ...(group && group !== task ? [group] : []), jobAround(task)]) {
    const found = owner && layer(owner, 'vault', 'last');
    if (found) return found;
  }
  return undefined;
}

/**
 * The secrets that a task is given: its own, or else its group's, and the job's after them. (Beside secrets of its own
 * Nomad does not add those of the group.)
 */
export function secretsOf(task: BlockInstance): readonly BlockInstance[] {
  const group = groupAround(task);
  const job = jobAround(task);
  const inner = childrenOf(task, 'secret');
  const shared = group?.type === 'group' ? childrenOf(group, 'secret') : [];
  return [...(inner.length > 0 ? inner : shared), ...(job ? childrenOf(job, 'secret') : [])];
}

const updateDefaults: Defaults = {
  stagger: 30 * second,
  max_parallel: 1,
  health_check: 'checks',
  min_healthy_time: 10 * second,
  healthy_deadline: 5 * minute,
  progress_deadline: 10 * minute,
  auto_revert: false,
  canary: 0,
  auto_promote: false,
};
const updateEntries = Object.entries(updateDefaults);
const migrateDefaults: Defaults = {
  max_parallel: 1,
  health_check: 'checks',
  min_healthy_time: 10 * second,
  healthy_deadline: 5 * minute,
};
const serviceReschedule: Defaults = {
  attempts: 0,
  interval: 0,
  delay: 30 * second,
  delay_function: 'exponential',
  max_delay: hour,
  unlimited: true,
};
const batchReschedule: Defaults = {
  attempts: 1,
  interval: 24 * hour,
  delay: 5 * second,
  delay_function: 'constant',
  max_delay: 0,
  unlimited: false,
};
const noReschedule: Defaults = {
  attempts: 0,
  interval: 0,
  delay: 0,
  delay_function: '',
  max_delay: 0,
  unlimited: false,
};
const serviceRestart: Defaults = {
  attempts: 2,
  interval: 30 * minute,
  delay: 15 * second,
  mode: 'fail',
  render_templates: false,
};
const batchRestart: Defaults = { ...serviceRestart, attempts: 3, interval: 24 * hour };

/** Every default is UNKNOWN: they depend on something that is not known. */
const unknownDefaults: Defaults = new Proxy({}, { get: () => UNKNOWN });

const unknownSetting: Setting = { value: UNKNOWN, attribute: undefined };

/** Reads each setting from the first block that gives it, else from the defaults. */
function merge(blocks: readonly BlockInstance[], defaults: Defaults): Merged {
  return merged(blocks, (name) => {
    for (const block of blocks) {
      const attribute = block.attributes.get(name);
      if (attribute && attribute.value !== null) return { value: attribute.value, attribute };
      if (block.open) return unknownSetting;
    }
    return { value: defaults[name] ?? null, attribute: undefined };
  });
}

/** The same settings with other values where they are zero. */
const over = ({ blocks, setting }: Merged, base: Defaults): Merged =>
  merged(blocks, (name) => {
    const given = setting(name);
    return given.value === 0 && base[name] !== undefined ? { ...given, value: base[name] } : given;
  });

function merged(blocks: readonly BlockInstance[], setting: (name: string) => Setting): Merged {
  const typed = <T extends Json>(name: string, is: (value: Json) => value is T): T | undefined => {
    const { value } = setting(name);
    return is(value) ? value : undefined;
  };
  return {
    blocks,
    setting,
    number: (name) => typed(name, (value) => typeof value === 'number'),
    text: (name) => typed(name, (value) => typeof value === 'string'),
    flag: (name) => typed(name, (value) => typeof value === 'boolean'),
  };
}

const unknownMerged: Merged = merge([], unknownDefaults);

/** A block of the owner: `unknown` when there may be one that is not in the text as it stands. */
function layer(
  owner: BlockInstance | undefined,
  type: string,
  which: 'first' | 'last' = 'first',
): BlockInstance | 'unknown' | undefined {
  if (!owner) return undefined;
  if (owner.openTypes.has(type)) return 'unknown';
  const blocks = childrenOf(owner, type);
  return blocks.at(which === 'first' ? 0 : -1) ?? (owner.open ? 'unknown' : undefined);
}

/** The blocks of group and job, innermost first; undefined when not all are known. */
function layersOf(group: BlockInstance, type: string): readonly BlockInstance[] | undefined {
  const layers = [group.type === 'group' ? layer(group, type) : undefined, layer(jobAround(group), type)];
  return layers.includes('unknown') ? undefined : layers.filter(isBlock);
}

const isBlock = (layer: BlockInstance | 'unknown' | undefined): layer is BlockInstance =>
  layer !== undefined && layer !== 'unknown';

const own = (block: BlockInstance | 'unknown' | undefined, defaults: Defaults): Merged =>
  block === 'unknown' ? unknownMerged : merge(block ? [block] : [], defaults);
