/** The file types: one row each. A new file type is a schema, a row here and a language in the manifest. */
import type { SourceFile } from './source-file';

export type LanguageId =
  | 'nomad'
  | 'nomad-vars'
  | 'nomad-volume'
  | 'nomad-acl-policy'
  | 'nomad-namespace'
  | 'nomad-node-pool'
  | 'nomad-quota'
  | 'nomad-variable'
  | 'nomad-agent';

/**
 * How the text is read. `job`: HCL 2 with variables, functions and names that are filled in later. `constants`: HCL 2
 * without any of these. `hcl1`: HCL 1, which most of Nomad's smaller files are in (dialect.ts).
 */
export type Dialect = 'job' | 'constants' | 'hcl1';

export interface Language {
  readonly id: LanguageId;
  readonly name: string;
  /** The schema of the whole file, below schemas/. */
  readonly schema: string;
  /**
   * Which files: `*.ending` by the end of the name, with a folder before it also by that, and anything else is the whole
   * name. The order of the rows does not count: a name wins over a folder, a folder over an ending, and the
   * longer ending over the shorter.
   */
  readonly patterns: readonly string[];
  readonly dialect: Dialect;
  /** Nothing in it is more than a warning: what is accepted depends on files that are merged with it. */
  readonly lenient?: true;
  /** Blocks at top level that belong to another program's files of the same name: such a file is not judged. */
  readonly foreign?: readonly string[];
}

export const languages: readonly Language[] = [
  { id: 'nomad', name: 'Nomad job', schema: 'job.json', patterns: ['*.nomad.hcl', '*.nomad'], dialect: 'job' },
  {
    id: 'nomad-vars',
    name: 'Nomad job variables',
    schema: 'files/vars.json',
    patterns: ['*.nomadvars', '*.vars.hcl'],
    dialect: 'constants',
  },
  {
    id: 'nomad-volume',
    name: 'Nomad volume',
    schema: 'files/volume.json',
    patterns: ['*.volume.hcl'],
    dialect: 'hcl1',
    foreign: ['resource', 'data', 'terraform'],
  },
  {
    id: 'nomad-acl-policy',
    name: 'Nomad ACL policy',
    schema: 'files/acl-policy.json',
    patterns: ['*.policy.hcl'],
    dialect: 'hcl1',
    // Vault's policies, and Consul's.
    foreign: [
      'path',
      'acl',
      'agent_prefix',
      'event',
      'event_prefix',
      'identity',
      'identity_prefix',
      'key',
      'key_prefix',
      'keyring',
      'mesh',
      'node_prefix',
      'partition',
      'partition_prefix',
      'peering',
      'query',
      'query_prefix',
      'service',
      'service_prefix',
      'session',
      'session_prefix',
    ],
  },
  {
    id: 'nomad-namespace',
    name: 'Nomad namespace',
    schema: 'files/namespace.json',
    patterns: ['*.namespace.hcl'],
    dialect: 'hcl1',
  },
  {
    id: 'nomad-node-pool',
    name: 'Nomad node pool',
    schema: 'files/node-pool.json',
    patterns: ['*.nodepool.hcl', '*.pool.hcl'],
    dialect: 'constants',
  },
  { id: 'nomad-quota', name: 'Nomad quota', schema: 'files/quota.json', patterns: ['*.quota.hcl'], dialect: 'hcl1' },
  {
    id: 'nomad-variable',
    name: 'Nomad variable',
    schema: 'files/variable.json',
    patterns: ['*.nv.hcl', '*.nsv.hcl'],
    dialect: 'hcl1',
  },
  {
    id: 'nomad-agent',
    name: 'Nomad agent configuration',
    schema: 'files/agent.json',
    patterns: ['nomad.hcl', '**/nomad.d/*.hcl'],
    dialect: 'hcl1',
    lenient: true,
  },
];

/** The row of a file's language id; an unknown id is taken as a job, as the editor decided to ask us. */
export function languageOf(file: Pick<SourceFile, 'languageId'>): Language {
  return languages.find((language) => language.id === file.languageId) ?? (languages[0] as Language);
}

const byPattern = languages
  .flatMap((language) => language.patterns.map((pattern) => ({ language, pattern, weight: weightOf(pattern) })))
  .sort((a, b) => b.weight - a.weight);

/** The language of a path on disk or of a URI's path, by its name alone; undefined when it is none of ours. */
export function languageOfPath(path: string): Language | undefined {
  const slashed = path.replaceAll('\\', '/');
  return byPattern.find(({ pattern }) => matches(pattern, slashed))?.language;
}

/** For watchers: every name that a file of ours may have. */
export const watchedGlob = `{${byPattern.map(({ pattern }) => (pattern.startsWith('**/') ? pattern : `**/${pattern}`)).join(',')}}`;

function weightOf(pattern: string): number {
  return pattern.length + (pattern.startsWith('**/') ? 1000 : pattern.startsWith('*') ? 0 : 2000);
}

function matches(pattern: string, path: string): boolean {
  if (pattern.startsWith('**/')) {
    const [folder = '', ending = ''] = pattern.slice(3).split('/*');
    const slash = path.lastIndexOf('/');
    const above = path.slice(0, Math.max(slash, 0));
    return path.endsWith(ending) && (above === folder || above.endsWith(`/${folder}`));
  }
  if (pattern.startsWith('*')) return path.endsWith(pattern.slice(1));
  return path === pattern || path.endsWith(`/${pattern}`);
}
