/** The facts of all files of a workspace, with what the rules look up in them. Made anew when a file has changed. */
import { groupBy } from '../group-by';
import type { AssignmentFact, FileFacts, HostVolumeFact, VolumeFacts } from './facts';
import type { GroupFacts, JobFacts, PortFact, RouterFact } from './job-facts';

export type JobFile = FileFacts & { readonly job: JobFacts };

export type VariableFile = FileFacts & { readonly assignments: readonly AssignmentFact[] };

export const isJobFile = (file: FileFacts): file is JobFile => file.job !== undefined;

export interface PortClaim {
  readonly file: JobFile;
  readonly group: GroupFacts;
  readonly port: PortFact;
}

export interface WorkspaceView {
  readonly files: readonly FileFacts[];
  readonly jobs: readonly JobFile[];
  /** Jobs with an id; those whose id or namespace is not known are in none. */
  withId(id: string): readonly JobFile[];
  claimsOf(port: number): readonly PortClaim[];
  routersNamed(name: string): readonly { readonly file: JobFile; readonly router: RouterFact }[];
  routersFor(host: string): readonly { readonly file: JobFile; readonly router: RouterFact }[];
  /** Volume specifications. */
  readonly volumes: readonly { readonly file: FileFacts; readonly volume: VolumeFacts }[];
  /** Host volumes of agent configurations. */
  readonly hostVolumes: readonly { readonly file: FileFacts; readonly volume: HostVolumeFact }[];
  /** Files that set variables. */
  readonly variableFiles: readonly VariableFile[];
  /** Those directly in a folder. */
  jobsIn(folder: string): readonly JobFile[];
}

export function viewOf(files: readonly FileFacts[]): WorkspaceView {
  const jobs = files.filter(isJobFile);
  const routers = jobs.flatMap((file) => file.job.routers.map((router) => ({ file, router })));
  const ids = later(() => groupBy(jobs, ({ job }) => (job.id === undefined ? [] : [job.id])));
  const ports = later(() =>
    groupBy(
      jobs.flatMap((file) => file.job.groups.flatMap((group) => group.ports.map((port) => ({ file, group, port })))),
      ({ port }) => [port.number],
    ),
  );
  const names = later(() => groupBy(routers, ({ router }) => [router.name]));
  const hosts = later(() => groupBy(routers, ({ router }) => router.hosts));
  const folders = later(() => groupBy(jobs, ({ uri }) => [folderOf(uri)]));
  return {
    files,
    jobs,
    withId: (id) => ids().get(id) ?? [],
    claimsOf: (port) => ports().get(port) ?? [],
    routersNamed: (name) => names().get(name) ?? [],
    routersFor: (host) => hosts().get(host) ?? [],
    volumes: files.flatMap((file) => (file.volume ? [{ file, volume: file.volume }] : [])),
    hostVolumes: files.flatMap((file) => (file.agent?.hostVolumes ?? []).map((volume) => ({ file, volume }))),
    variableFiles: files.filter((file): file is VariableFile => file.assignments !== undefined),
    jobsIn: (folder) => folders().get(folder) ?? [],
  };
}

/** The files of both views, of which none is in the two. */
export function together(a: WorkspaceView, b: WorkspaceView): WorkspaceView {
  return {
    files: joined(a.files, b.files),
    jobs: joined(a.jobs, b.jobs),
    withId: (id) => joined(a.withId(id), b.withId(id)),
    claimsOf: (port) => joined(a.claimsOf(port), b.claimsOf(port)),
    routersNamed: (name) => joined(a.routersNamed(name), b.routersNamed(name)),
    routersFor: (host) => joined(a.routersFor(host), b.routersFor(host)),
    volumes: joined(a.volumes, b.volumes),
    hostVolumes: joined(a.hostVolumes, b.hostVolumes),
    variableFiles: joined(a.variableFiles, b.variableFiles),
    jobsIn: (folder) => joined(a.jobsIn(folder), b.jobsIn(folder)),
  };
}

const joined = <T>(a: readonly T[], b: readonly T[]): readonly T[] =>
  a.length === 0 ? b : b.length === 0 ? a : [...a, ...b];

/** The job files that a variable file may be meant for. */
export const jobsFor = (variableFile: string, view: WorkspaceView): readonly JobFile[] =>
  namedAlike(variableFile, view.jobsIn(folderOf(variableFile)));

/** `web.prod.vars.hcl` is for `web.nomad.hcl`; a file that no job's name begins is for each job beside it. */
function namedAlike(uri: string, beside: readonly JobFile[]): readonly JobFile[] {
  const name = nameOf(uri);
  const alike = beside.filter((file) => {
    const stem = nameOf(file.uri).replace(/(\.nomad)?(\.hcl|\.nomad|\.job)?$/, '');
    return stem !== '' && name.startsWith(stem) && /^[._-]/.test(name.slice(stem.length));
  });
  const longest = Math.max(...alike.map((file) => nameOf(file.uri).length));
  return alike.length > 0 ? alike.filter((file) => nameOf(file.uri).length === longest) : beside;
}

const folderOf = (uri: string): string => uri.slice(0, uri.lastIndexOf('/'));
const nameOf = (uri: string): string => decodeName(uri.slice(uri.lastIndexOf('/') + 1));

function decodeName(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

function later<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
