/**
 * The clusters that commands can talk to: those named in the setting `nomad.clusters`, and the one that the other
 * settings and the environment name. Knows no editor.
 */
import { configFromEnvironment, describeAddress, type NomadConfig } from '@nomad/api';
import { type ClusterSettings, connectionOf, type StoredToken } from './connection';

/** The context of `NOMAD_*` and of the settings `nomad.address` and the like. */
export const ENVIRONMENT = 'environment';

export interface ClusterContext {
  readonly name: string;
  /** As it may be shown. */
  readonly address: string;
  /** Of jobs and lists that name none. */
  readonly namespace?: string;
  readonly region?: string;
  /** Whoever changes something types the job's name first. */
  readonly production: boolean;
  /** Nothing is changed there. */
  readonly readOnly: boolean;
  /** The settings of the workspace brought it: a repository may have written them. */
  readonly fromWorkspace: boolean;
  /** What its token is kept under: the name and the address, so that neither alone gets at it. */
  readonly tokenKey: string;
  connection(stored: StoredToken): NomadConfig;
}

/** What contexts are made of. */
export interface ContextSources {
  /** `nomad.clusters` of the person, and of the workspace where it is trusted. */
  readonly user: unknown;
  readonly workspace: unknown;
  readonly settings: ClusterSettings;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface Contexts {
  /** The named ones first, in the order of the settings. */
  readonly all: readonly ClusterContext[];
  /** What is wrong with entries that are left out. */
  readonly problems: readonly string[];
}

interface Entry {
  readonly name: string;
  readonly address: string;
  readonly namespace?: string;
  readonly region?: string;
  readonly production?: boolean;
  readonly readOnly?: boolean;
  readonly tls?: Readonly<Record<string, unknown>>;
}

export function contextsOf({ user, workspace, settings, env }: ContextSources): Contexts {
  const problems: string[] = [];
  const named: ClusterContext[] = [];
  for (const [entries, fromWorkspace] of [
    [user, false],
    [workspace, true],
  ] as const) {
    for (const value of Array.isArray(entries) ? entries : []) {
      const problem = problemOf(value, named);
      // The person's own entry wins, by name and by address: a workspace must not take the mark of production away.
      if (problem) problems.push(problem);
      else named.push(withMarksOf(named, namedContext(value as Entry, fromWorkspace, env)));
    }
  }
  return { all: [...named, withMarksOf(named, environmentContext(settings, env))], problems };
}

/**
 * The context to use: the chosen one while it is there. Otherwise what the environment names; and where it names
 * nothing, the first of the settings.
 */
export function activeContext(
  { all }: Contexts,
  chosen: string | undefined,
  environmentIsNamed: boolean,
): ClusterContext {
  const environment = all.at(-1) as ClusterContext;
  return all.find(({ name }) => name === chosen) ?? (environmentIsNamed ? environment : (all[0] ?? environment));
}

/** `lab · eu · default`: for the status bar and for questions. */
export function labelOf(context: ClusterContext): string {
  return [placeOf(context), context.region, context.namespace ?? 'default'].filter(Boolean).join(' · ');
}

/** `lab`, or the host and port of the environment's address. */
export function placeOf({ name, address }: ClusterContext): string {
  return name === ENVIRONMENT ? address.replace(/^https?:\/\//, '') : name;
}

/** `lab (https://lab.example:4646)`: where it has to be beyond doubt which cluster is meant. */
export function describeContext({ name, address }: ClusterContext): string {
  return name === ENVIRONMENT ? address : `${name} (${address})`;
}

function namedContext(entry: Entry, fromWorkspace: boolean, env: ContextSources['env']): ClusterContext {
  const { name, namespace, region, production = false, readOnly = false } = entry;
  const address = describeAddress(entry.address);
  const tokenKey = `${name} ${address}`;
  const tls = (key: string): string | undefined => {
    const value = entry.tls?.[key];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  return {
    name,
    address,
    namespace,
    region,
    production,
    readOnly,
    fromWorkspace,
    tokenKey,
    connection(stored) {
      const base = configFromEnvironment(env);
      // Secrets of the shell are for the shell's own cluster.
      const own = describeAddress(base.address) === address;
      return {
        address: entry.address,
        namespace,
        region,
        tls: {
          caCert: tls('caCert'),
          caPath: tls('caPath'),
          clientCert: tls('clientCert'),
          clientKey: tls('clientKey'),
          serverName: tls('serverName'),
          // Whoever wrote the workspace may not say that certificates do not matter.
          skipVerify: (!fromWorkspace && entry.tls?.skipVerify === true) || undefined,
        },
        token: async () => (await stored(tokenKey)) || (own ? base.token?.() : undefined),
        httpAuth: () => (own ? base.httpAuth?.() : undefined),
      };
    },
  };
}

/** The marks of clusters at the same address hold whatever the way there is called. */
function withMarksOf(named: readonly ClusterContext[], context: ClusterContext): ClusterContext {
  const same = [context, ...named.filter(({ address }) => address === context.address)];
  return {
    ...context,
    production: same.some(({ production }) => production),
    readOnly: same.some(({ readOnly }) => readOnly),
  };
}

function environmentContext(settings: ClusterSettings, env: ContextSources['env']): ClusterContext {
  const { address, namespace, region } = connectionOf(settings, env, () => undefined);
  const shown = describeAddress(address);
  return {
    name: ENVIRONMENT,
    address: shown,
    namespace,
    region,
    production: false,
    readOnly: false,
    fromWorkspace: settings.addressFromWorkspace === true,
    tokenKey: shown,
    connection: (stored) => connectionOf(settings, env, stored),
  };
}

function problemOf(value: unknown, named: readonly ClusterContext[]): string | undefined {
  const { name, address } = (value ?? {}) as Partial<Entry>;
  if (typeof name !== 'string' || name.trim() === '') return 'A cluster in the setting nomad.clusters has no name.';
  if (typeof address !== 'string' || address.trim() === '') return `The cluster "${name}" has no address.`;
  if (name === ENVIRONMENT) return `A cluster cannot be named "${ENVIRONMENT}": that is the one of NOMAD_ADDR.`;
  if (named.some((one) => one.name === name)) return `There are two clusters "${name}": the first one counts.`;
  return undefined;
}
