/** Nomad's diff speaks the API's names and plain numbers; job files speak HCL. This is the dictionary. */

/** Blocks and attributes whose HCL name is not the API's name in snake case (jobspec2, api/*.go `hcl` tags). */
const BLOCKS: Readonly<Record<string, string>> = {
  RestartPolicy: 'restart',
  ReschedulePolicy: 'reschedule',
  ParameterizedJob: 'parameterized',
  LogConfig: 'logs',
  DispatchPayload: 'dispatch_payload',
  'Dynamic Port': 'port',
  'Static Port': 'port',
  CSIPlugin: 'csi_plugin',
  ConsulConnect: 'connect',
  ConsulUpstreams: 'upstreams',
  ConsulProxy: 'proxy',
  CNIConfig: 'cni',
  Specs: 'crons',
};

const ATTRIBUTES: Readonly<Record<string, string>> = {
  CPU: 'cpu',
  MemoryMB: 'memory',
  MemoryMaxMB: 'memory_max',
  DiskMB: 'disk',
  SecretsMB: 'secrets',
  SizeMB: 'size',
  MBits: 'mbits',
  MaxFileSizeMB: 'max_file_size',
  LTarget: 'attribute',
  RTarget: 'value',
  Operand: 'operator',
  EmbeddedTmpl: 'data',
  DestPath: 'destination',
  SourcePath: 'source',
  Envvars: 'env',
  LeftDelim: 'left_delimiter',
  RightDelim: 'right_delimiter',
  ErrMissingKey: 'error_on_missing_key',
  GetterSource: 'source',
  GetterMode: 'mode',
  GetterInsecure: 'insecure',
  RelativeDest: 'destination',
  PortLabel: 'port',
  Spec: 'cron',
};

/** Attributes that the diff gives in nanoseconds. */
const DURATIONS = new Set([
  'ChangeScriptTimeout',
  'Deadline',
  'Delay',
  'Grace',
  'HealthyDeadline',
  'Interval',
  'KillTimeout',
  'LostAfter',
  'Max',
  'MaxClientDisconnect',
  'MaxDelay',
  'MaxRunDuration',
  'Min',
  'MinHealthyTime',
  'ProgressDeadline',
  'ShutdownDelay',
  'Splay',
  'StopAfterClientDisconnect',
  'StopOnClientAfter',
  'TTL',
  'Timeout',
  'VaultGrace',
]);

export function blockName(api: string): string {
  return BLOCKS[api] ?? snakeCase(api);
}

/** `Env[MODE]` is `env.MODE`, `KillTimeout` is `kill_timeout`; what the driver's `config` holds is named there already. */
export function attributeName(api: string, inConfig = false): string {
  const keyed = /^(Env|Meta)\[(.*)\]$/.exec(api);
  if (keyed) return `${keyed[1]?.toLowerCase()}.${keyed[2]}`;
  return inConfig ? api : (ATTRIBUTES[api] ?? snakeCase(api));
}

/** The part of a name that somebody chose, or nothing where Nomad's own schema gives the name. */
export function chosenName(api: string, inConfig: boolean): string | undefined {
  const keyed = /^(?:Env|Meta)\[(.*)\]$/.exec(api)?.[1];
  if (keyed !== undefined) return keyed;
  // auth[0][password] and labels[token]: the innermost key that is no number.
  return inConfig ? (api.match(/[^[\]]+/g) ?? []).filter((part) => !/^\d+$/.test(part)).at(-1) : undefined;
}

/** A value as a job file would write it. */
export function shownValue(api: string, value: string): string {
  if (DURATIONS.has(api) && /^\d+$/.test(value)) return duration(BigInt(value));
  return value === '' || value !== value.trim() ? JSON.stringify(value) : value;
}

/** Nanoseconds in the largest units that leave nothing over: `1h30m`, `90s` as `1m30s`, `0` as `0s`. */
function duration(nanoseconds: bigint): string {
  let left = nanoseconds;
  let text = '';
  for (const [unit, size] of UNITS) {
    if (left >= size) text += `${left / size}${unit}`;
    left %= size;
  }
  return text || '0s';
}

const UNITS: readonly [string, bigint][] = [
  ['h', 3_600_000_000_000n],
  ['m', 60_000_000_000n],
  ['s', 1_000_000_000n],
  ['ms', 1_000_000n],
  ['us', 1_000n],
  ['ns', 1n],
];

function snakeCase(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .replaceAll(' ', '_')
    .toLowerCase();
}
