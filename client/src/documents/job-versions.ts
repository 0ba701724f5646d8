/** The versions of a job: when, what each changed, and what can be done with it. No editor needed. */
import type { JobVersions } from '@nomad/api';
import { versionText } from '../commands/version-text';
import { versionChanges } from '../plan/version-changes';
import { EMPTY, type Line, line, type Piece, type Report, verdict } from '../troubleshoot/report';

export interface VersionsFacts {
  readonly id: string;
  readonly namespace: string;
  /** Cluster, without scheme. */
  readonly cluster: string;
  /** Newest first; each diff is between the version of its place and the one before it. */
  readonly read: JobVersions;
  readonly now: number;
}

/** A version may change hundreds of lines; the compare shows all of them. */
const MOST = 12;

export function versionsReport({ id, namespace, cluster, read, now }: VersionsFacts): Report {
  const [current] = read.Versions;
  const target = { jobId: id, namespace };
  return {
    title: `Versions · ${id}`,
    place: `${cluster} · ${namespace}`,
    lines: [
      current?.Stop
        ? verdict('warning', `It is stopped; version ${current.Version ?? '?'} was the last one.`)
        : verdict('good', `Version ${current?.Version ?? '?'} is what counts now.`),
      ...read.Versions.flatMap((version, i) => {
        const { label, description } = versionText(version, now);
        const number = version.Version ?? 0;
        const link = (title: string, command: string): Piece[] => [
          '   ',
          { text: title, link: { command, args: [{ ...target, version: number }] } },
        ];
        return [
          EMPTY,
          line(
            0,
            { text: label, kind: 'title' },
            { text: `  ${description}`, kind: 'muted' },
            ...link('source', 'nomad.job.source'),
            ...(i === 0 ? [] : link('revert to it', 'nomad.job.revert')),
          ),
          ...changed(read.Diffs?.[i], i === read.Versions.length - 1),
        ];
      }),
    ],
    actions: [
      { title: '$(refresh) Refresh', command: 'nomad.job.versions', args: [target] },
      { title: '$(info) Show Job', command: 'nomad.job.status', args: [target] },
    ],
  };
}

function changed(diff: NonNullable<JobVersions['Diffs']>[number] | undefined, oldest: boolean): readonly Line[] {
  if (!diff)
    return [line(1, { text: oldest ? 'the oldest one that is kept' : 'nothing to compare with', kind: 'muted' })];
  const text = versionChanges(diff);
  if (text === '') return [line(1, { text: 'changed nothing of the job', kind: 'muted' })];
  const lines = text.split('\n');
  const shown = lines.slice(0, MOST).map((one) => line(1, one));
  const rest = lines.length - MOST;
  return rest > 0 ? [...shown, line(1, { text: `and ${rest} lines more`, kind: 'muted' })] : shown;
}
