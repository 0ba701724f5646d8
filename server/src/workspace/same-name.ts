/** What says the same name in several files: a variable and its values in variable files, a volume and its source. */
import type { Span } from '@hcl/parser';
import type { FileFacts } from './facts';
import type { VolumeUse } from './job-facts';
import { type JobFile, jobsFor, type VariableFile, type WorkspaceView } from './view';

/** The name alone, without quotes. */
export interface NamePlace extends Span {
  readonly uri: string;
}

export interface SameName {
  readonly kind: 'variable' | 'volume';
  readonly name: string;
  /** The place at the offset that was asked for. */
  readonly here: Span;
  readonly declarations: readonly NamePlace[];
  readonly uses: readonly NamePlace[];
}

/** Undefined where no name stands that other files may say as well. */
export function sameNameAt(file: FileFacts, offset: number, view: WorkspaceView): SameName | undefined {
  const covers = ({ start, end }: Span): boolean => start <= offset && offset <= end;
  for (const { name, place, uses } of file.job?.variables ?? []) {
    const here = [nameIn(place, name), ...uses].find(covers);
    if (here) return { ...variable(name, sharers(name, [file as JobFile], view), view), here };
  }
  for (const { name, place } of file.assignments ?? [])
    if (covers(place))
      return { ...variable(name, sharers(name, declarers(name, file.uri, view), view), view), here: place };
  for (const use of file.job?.groups.flatMap(({ volumes }) => volumes) ?? [])
    if (covers(use.place)) return { ...volume(use.type, use.source, view), here: nameIn(use.place, use.source) };
  if (file.volume && covers(file.volume.place)) {
    const { type, source, place } = file.volume;
    return { ...volume(type, source, view), here: nameIn(place, source) };
  }
  for (const { name, label } of file.agent?.hostVolumes ?? [])
    if (covers(label)) return { ...volume('host', name, view), here: nameIn(label, name) };
  return undefined;
}

/** Without the quotes that stand around it where it is longer than the name. */
const nameIn = ({ start, end }: Span, name: string): Span =>
  end - start === name.length + 2 ? { start: start + 1, end: end - 1 } : { start, end };

/** Jobs that declare a variable which the variable file may set. */
const declarers = (name: string, variableFile: string, view: WorkspaceView): readonly JobFile[] =>
  jobsFor(variableFile, view).filter(({ job }) => job.variables.some((one) => one.name === name));

/** The jobs and all that share the name with them through a variable file that sets it for both. */
function sharers(name: string, jobs: readonly JobFile[], view: WorkspaceView): readonly JobFile[] {
  const known = new Map(jobs.map((file) => [file.uri, file]));
  for (let before = -1; before < known.size; ) {
    before = known.size;
    for (const file of settersOf(name, [...known.values()], view))
      for (const job of declarers(name, file.uri, view)) known.set(job.uri, job);
  }
  return [...known.values()];
}

/** Variable files that set the variable of one of the jobs. */
const settersOf = (name: string, jobs: readonly JobFile[], view: WorkspaceView): readonly VariableFile[] =>
  view.variableFiles.filter(
    (file) =>
      file.assignments.some((one) => one.name === name) &&
      declarers(name, file.uri, view).some(({ uri }) => jobs.some((job) => job.uri === uri)),
  );

/** Whether a variable file gives the variable of the job a value. */
export const givesValue = (name: string, file: JobFile, view: WorkspaceView): boolean =>
  settersOf(name, [file], view).length > 0;

function variable(name: string, jobs: readonly JobFile[], view: WorkspaceView): Omit<SameName, 'here'> {
  const ofJobs = jobs.flatMap(({ uri, job }) =>
    job.variables.filter((one) => one.name === name).map((fact) => ({ uri, fact })),
  );
  return {
    kind: 'variable',
    name,
    declarations: ofJobs.map(({ uri, fact }) => ({ uri, ...nameIn(fact.place, name) })),
    uses: [
      ...ofJobs.flatMap(({ uri, fact }) => fact.uses.map((use) => ({ uri, ...use }))),
      ...settersOf(name, jobs, view).flatMap(({ uri, assignments }) =>
        assignments.filter((one) => one.name === name).map(({ place }) => ({ uri, ...place })),
      ),
    ],
  };
}

function volume(type: VolumeUse['type'], source: string, view: WorkspaceView): Omit<SameName, 'here'> {
  /** With `per_alloc` each instance has its own: `data[0]`. */
  const isSame = (name: string, asked: string): boolean =>
    name === asked || (name.startsWith(asked) && /^\[\d+\]$/.test(name.slice(asked.length)));
  const specified = view.volumes
    .filter(({ volume: spec }) => spec.type === type && isSame(spec.source, source))
    .map(({ file: { uri }, volume: spec }) => ({ uri, ...nameIn(spec.place, spec.source) }));
  const configured = type === 'csi' ? [] : view.hostVolumes.filter(({ volume: host }) => isSame(host.name, source));
  return {
    kind: 'volume',
    name: source,
    declarations: [
      ...configured.map(({ file: { uri }, volume: host }) => ({ uri, ...nameIn(host.label, host.name) })),
      ...specified,
    ],
    uses: view.jobs.flatMap(({ uri, job }) =>
      job.groups
        .flatMap(({ volumes }) => volumes)
        .filter((use) => use.type === type && isSame(source, use.source))
        .map((use) => ({ uri, ...nameIn(use.place, use.source) })),
    ),
  };
}
