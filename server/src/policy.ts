/**
 * The house's policy: which ports may be fixed, which jobs are load balancers, what the folders mean. It comes from the
 * settings and from the repository's `.nomad-lint.json`; what neither says keeps its default. The schema of that file is
 * policy/nomad-lint.schema.json.
 */
import { nearest } from './nearest';
import type { Level } from './problem';

export const policyFileName = '.nomad-lint.json';

/** `house`: as the rules have it; `relaxed`: as information at most; `off`: silent. */
export type Loudness = 'house' | 'relaxed' | 'off';

export interface Policy {
  /** How loudly all rules of the house policy speak. */
  readonly level: Loudness;
  /** Ports that may be static without a reason. */
  readonly allowedStaticPorts: readonly number[];
  /** Words in the names of jobs, groups, tasks and images, or patterns of paths: what may have the ports 80 and 443. */
  readonly loadBalancerJobs: readonly string[];
  /** First and last port that clients hand out. */
  readonly dynamicRange: readonly [number, number];
  /** Ports of the agents on the nodes. */
  readonly reservedPorts: readonly number[];
  /** Category by pattern of path; the first that fits counts. */
  readonly jobCategories: Readonly<Record<string, string>>;
  /** What differs in a category. */
  readonly categories: Readonly<Record<string, CategoryPolicy>>;
  /** Patterns of files that are kept to read and must not be run. */
  readonly referenceOnlyJobs: readonly string[];
  /** Folders of old files, in which only what Nomad refuses is marked. */
  readonly archiveFolders: readonly string[];
  /** Folders of files that are not run without asking. */
  readonly testingFolders: readonly string[];
}

export interface CategoryPolicy {
  /** In place of the policy's own list. */
  readonly allowedStaticPorts?: readonly number[];
}

/** What a policy file says, which may be only a part. */
export interface PolicyFile {
  readonly policy: Partial<Policy>;
  /** Level by rule id. */
  readonly rules: Readonly<Record<string, Level>>;
  readonly portPolicy?: Loudness;
  readonly problems: readonly PolicyProblem[];
}

export interface PolicyProblem {
  /** The key that is wrong; undefined when the file as a whole cannot be read. */
  readonly key?: string;
  readonly message: string;
}

export const defaultPolicy: Policy = {
  level: 'house',
  allowedStaticPorts: [53, 80, 443],
  loadBalancerJobs: [
    'traefik',
    'nginx-ingress',
    'haproxy',
    'caddy',
    'envoy',
    'fabio',
    'ingress',
    'lb',
    '**/core-infrastructure/**',
  ],
  dynamicRange: [20000, 32000],
  reservedPorts: [22, 2375, 2376, 4646, 4647, 4648, 8300, 8301, 8302, 8500, 8600],
  jobCategories: {
    '**/core-infrastructure/**': 'core-infrastructure',
    '**/platform-services/**': 'platform-services',
    '**/applications/**': 'applications',
  },
  categories: {},
  referenceOnlyJobs: ['**/vault.nomad.hcl', '**/*reference*.nomad.hcl'],
  archiveFolders: ['.archive'],
  testingFolders: ['.testing'],
};

/** Reads the text of a policy file. What is wrong in it is told, and its default stands. */
export function readPolicyFile(text: string): PolicyFile {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    return failed(
      `This is not JSON (${error instanceof Error ? error.message : String(error)}), so the default policy holds.`,
    );
  }
  if (!isObject(value)) return failed('A policy is a JSON object: { "allowedStaticPorts": [53, 80, 443] }.');
  const problems: PolicyProblem[] = [];
  const read: Record<string, unknown> = {};
  for (const [key, given] of Object.entries(value)) {
    if (key === '$schema') continue;
    const reader = readers[key];
    const result = reader ? reader(given) : new Wrong(unknownKey(key));
    if (result instanceof Wrong)
      problems.push({ key, message: reader ? `"${key}" ${result.what} Until then its default holds.` : result.what });
    else read[key] = result;
  }
  const { rules, portPolicy, ...policy } = read as Partial<Policy> & Pick<Partial<PolicyFile>, 'rules' | 'portPolicy'>;
  return { policy, rules: rules ?? {}, ...(portPolicy && { portPolicy }), problems };
}

/** A policy from the editor's settings: what is not understood keeps its default. */
export function readPolicySettings(given: unknown): Policy {
  if (!isObject(given)) return defaultPolicy;
  const read: Record<string, unknown> = {};
  for (const key of Object.keys(defaultPolicy)) {
    const result = given[key] === undefined ? undefined : readers[key]?.(given[key]);
    if (result !== undefined && !(result instanceof Wrong)) read[key] = result;
  }
  return { ...defaultPolicy, ...read };
}

const levels: readonly string[] = ['off', 'hint', 'information', 'warning', 'error'];

/** A level as people write it; undefined for any other word. */
export function readLevel(word: unknown): Level | undefined {
  const name = word === 'info' ? 'information' : word;
  return levels.includes(name as string) ? (name as Level) : undefined;
}

/** The quieter of two. */
export const quieter = (a: Loudness, b: Loudness): Loudness =>
  a === 'off' || b === 'off' ? 'off' : a === 'relaxed' || b === 'relaxed' ? 'relaxed' : 'house';

class Wrong {
  constructor(readonly what: string) {}
}

const failed = (message: string): PolicyFile => ({ policy: {}, rules: {}, problems: [{ message }] });

function unknownKey(key: string): string {
  const suggestion = nearest(key, Object.keys(readers));
  return `There is no "${key}" in a policy.${suggestion ? ` Did you mean "${suggestion}"?` : ''}`;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isPort = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 65535;

function ports(value: unknown): readonly number[] | Wrong {
  const wrong = new Wrong('is a list of ports from 1 to 65535, with ranges as "8500-8600".');
  if (!Array.isArray(value)) return wrong;
  const numbers: number[] = [];
  for (const item of value) {
    const range = typeof item === 'string' ? /^(\d+)(?:-(\d+))?$/.exec(item) : undefined;
    const [first, last] = range ? [Number(range[1]), Number(range[2] ?? range[1])] : [item, item];
    if (!isPort(first) || !isPort(last) || first > last)
      return new Wrong(`is a list of ports from 1 to 65535, and ${JSON.stringify(item)} is none.`);
    for (let port = first; port <= last; port += 1) numbers.push(port);
  }
  return numbers;
}

function texts(value: unknown): readonly string[] | Wrong {
  return Array.isArray(value) && value.every((item) => typeof item === 'string' && item !== '')
    ? (value as string[])
    : new Wrong('is a list of texts.');
}

function range(value: unknown): readonly [number, number] | Wrong {
  const [first, last] = Array.isArray(value) ? (value as unknown[]) : [];
  return Array.isArray(value) && value.length === 2 && isPort(first) && isPort(last) && first <= last
    ? [first, last]
    : new Wrong('is the first and the last port of the range, such as [20000, 32000].');
}

function loudness(value: unknown): Loudness | Wrong {
  return value === 'house' || value === 'relaxed' || value === 'off'
    ? value
    : new Wrong('is one of "house", "relaxed" and "off".');
}

function names(value: unknown): Readonly<Record<string, string>> | Wrong {
  return isObject(value) && Object.values(value).every((item) => typeof item === 'string')
    ? (value as Record<string, string>)
    : new Wrong('gives patterns of paths a category: { "**/edge/**": "core-infrastructure" }.');
}

function categories(value: unknown): Readonly<Record<string, CategoryPolicy>> | Wrong {
  if (!isObject(value)) return new Wrong('is an object with the names of categories as keys.');
  const result: Record<string, CategoryPolicy> = {};
  for (const [name, given] of Object.entries(value)) {
    if (!isObject(given)) return new Wrong(`says what differs in "${name}": { "allowedStaticPorts": [25] }.`);
    const [other] = Object.keys(given).filter((key) => key !== 'allowedStaticPorts');
    if (other !== undefined)
      return new Wrong(`has an unknown "${other}" in "${name}": only allowedStaticPorts differs.`);
    const allowed = given.allowedStaticPorts === undefined ? undefined : ports(given.allowedStaticPorts);
    if (allowed instanceof Wrong) return new Wrong(`of "${name}": allowedStaticPorts ${allowed.what}`);
    result[name] = allowed ? { allowedStaticPorts: allowed } : {};
  }
  return result;
}

function rules(value: unknown): Readonly<Record<string, Level>> | Wrong {
  if (!isObject(value)) return new Wrong('gives rules a level: { "port/unused": "off" }.');
  const result: Record<string, Level> = {};
  for (const [id, word] of Object.entries(value)) {
    const level = readLevel(word);
    if (level === undefined)
      return new Wrong(`gives "${id}" the level ${JSON.stringify(word)}; levels are ${levels.join(', ')}.`);
    result[id] = level;
  }
  return result;
}

const readers: Readonly<Record<string, (value: unknown) => unknown>> = {
  level: loudness,
  portPolicy: loudness,
  rules,
  allowedStaticPorts: ports,
  loadBalancerJobs: texts,
  dynamicRange: range,
  reservedPorts: ports,
  jobCategories: names,
  categories,
  referenceOnlyJobs: texts,
  archiveFolders: texts,
  testingFolders: texts,
};
