/** What the scheduler did and could not do: blocked evaluations first, explained. No editor needed. */
import type { Evaluation, Job } from '@nomad/api';
import { explainPlacements } from '../plan';
import { type Kind, type Line, line, part, type Report, verdict } from '../troubleshoot/report';
import { ago } from './ago';

export interface EvaluationsFacts {
  readonly place: string;
  readonly evaluations: readonly Evaluation[];
  /** The jobs of blocked ones, by `namespace/id`: names what is missing. */
  readonly jobs: Readonly<Record<string, Job>>;
  readonly now: number;
}

/** Nomad keeps thousands; the newest tell what happens. */
const MOST = 40;

export function evaluationsReport({ place, evaluations, jobs, now }: EvaluationsFacts): Report {
  const newest = [...evaluations].sort((a, b) => b.ModifyIndex - a.ModifyIndex);
  const of = (...statuses: Evaluation['Status'][]) => newest.filter(({ Status }) => statuses.includes(Status));
  const blocked = distinct(of('blocked'));
  const rest = of('complete', 'canceled');
  return {
    title: 'Evaluations',
    place,
    lines: [
      blocked.length > 0
        ? verdict('bad', `${blocked.length === 1 ? 'One job waits' : `${blocked.length} jobs wait`} for room.`)
        : verdict('good', 'Nothing waits for room.'),
      ...part(
        'Blocked',
        blocked.flatMap((one) => blockedLines(one, jobs[`${one.Namespace}/${one.JobID}`], now)),
      ),
      ...part(
        'Failed',
        of('failed').map((one) => evaluationLine(one, now)),
      ),
      ...part(
        'Pending',
        of('pending').map((one) => evaluationLine(one, now)),
      ),
      ...part('Done', [
        ...rest.slice(0, MOST).map((one) => evaluationLine(one, now)),
        ...(rest.length > MOST ? [line(1, { text: `and ${rest.length - MOST} older ones`, kind: 'muted' })] : []),
      ]),
    ],
    actions: [{ title: '$(refresh) Refresh', command: 'nomad.eval.list', args: [] }],
  };
}

/** The newest of each job. */
function distinct(evaluations: readonly Evaluation[]): readonly Evaluation[] {
  const seen = new Set<string>();
  return evaluations.filter(({ Namespace, JobID }) => {
    const key = `${Namespace}/${JobID}`;
    return !seen.has(key) && seen.add(key);
  });
}

function blockedLines(evaluation: Evaluation, job: Job | undefined, now: number): readonly Line[] {
  const failures = explainPlacements(evaluation.FailedTGAllocs, job);
  return [
    evaluationLine(evaluation, now),
    ...failures.flatMap(({ group, count, nodes, reasons }) => [
      line(2, `${group}: ${count} without a place, ${nodes} ${nodes === 1 ? 'node' : 'nodes'} looked at`),
      ...reasons.map(({ text }) => line(3, text)),
    ]),
  ];
}

const KINDS: Readonly<Record<Evaluation['Status'], Kind>> = {
  blocked: 'bad',
  failed: 'bad',
  pending: 'warning',
  complete: 'good',
  canceled: 'muted',
};

function evaluationLine(evaluation: Evaluation, now: number): Line {
  const { ID, JobID, Namespace, Status, StatusDescription, TriggeredBy, FailedTGAllocs } = evaluation;
  const time = (evaluation as { readonly ModifyTime?: number }).ModifyTime;
  const partly =
    Status === 'complete' && Object.keys(FailedTGAllocs ?? {}).length > 0 ? ', not everything was placed' : '';
  const why = StatusDescription && Status !== 'blocked' ? `: ${StatusDescription}` : '';
  return line(
    1,
    { text: JobID, link: { command: 'nomad.job.status', args: [{ jobId: JobID, namespace: Namespace }] } },
    '  ',
    { text: `${Status}${partly}${why}`, kind: partly ? 'warning' : KINDS[Status] },
    ...(Status === 'blocked'
      ? [
          '  ',
          {
            text: 'diagnose',
            link: { command: 'nomad.job.diagnose', args: [{ kind: 'job', jobId: JobID, namespace: Namespace }] },
          },
        ]
      : []),
    {
      text: `  ${TriggeredBy}, namespace ${Namespace}${time ? `, ${ago(now - time / 1e6)}` : ''}, ${ID.slice(0, 8)}`,
      kind: 'muted',
    },
  );
}
