/** A plan as a document that is read, not parsed: what would happen, what changes, what cannot be placed and why. */
import { type DesiredUpdates, type Job, type JobPlan, serverMessages, type TaskGroupDiff } from '@nomad/api';
import { changeLines, taskLines, wholeGroupLines } from './diff';
import { type Line, layOut, line, type MarkedText, marked, type Piece, reference } from './lines';
import { explainPlacements, type Locate, type PlacementFailure } from './placement';
import { type ScaledCount, scaledText } from './scaled-counts';

export interface PlanFacts {
  readonly jobId: string;
  /** The cluster's name or address. */
  readonly cluster: string;
  readonly namespace: string;
  readonly region?: string;
  /** The job that was planned: names what cannot be placed. */
  readonly job?: Job;
  /** The version that runs now; absent when it is not known. */
  readonly version?: number;
  /** Lines of the job file. */
  readonly locate?: Locate;
  /** Where the values of its variables come from. */
  readonly variables?: string;
  /** Groups whose count was scaled past the file, which would set it back. */
  readonly scaled?: readonly ScaledCount[];
}

export interface PlanDocument extends MarkedText {
  /** One sentence for a notification or a question: what would happen. */
  readonly summary: string;
  readonly nothingToDo: boolean;
  readonly failures: readonly PlacementFailure[];
  /** Lines of the document, counted from 0, where a group begins. */
  readonly groupLines: Readonly<Record<string, number>>;
}

/** Short enough for an editor beside another. */
const RULE = '─'.repeat(40);

export function planDocument(plan: JobPlan, facts: PlanFacts): PlanDocument {
  const failures = explainPlacements(plan.FailedTGAllocs, facts.job, facts.locate);
  const nothingToDo = isNothing(plan);
  const groups = [...(plan.Diff?.TaskGroups ?? [])].sort((a, b) => (a.Name < b.Name ? -1 : 1));
  const width = Math.max(0, ...groups.map(({ Name }) => Name.length));
  const lines: Line[] = [...headLines(plan, facts)];
  const groupLines: Record<string, number> = {};
  if (nothingToDo) {
    lines.push(line(0, marked('title', `Nothing to do: "${facts.jobId}" runs as this file says.`)));
  } else {
    lines.push(...jobLines(plan));
    for (const group of groups) {
      groupLines[group.Name] = lines.length;
      const failure = failures.find((one) => one.group === group.Name);
      const desired = plan.Annotations?.DesiredTGUpdates?.[group.Name];
      lines.push(...groupLinesOf(group, desired, width, facts, failure));
    }
    // A group may fail without being in the diff.
    for (const failure of failures.filter(({ group }) => !(group in groupLines))) {
      lines.push(line(0, marked('title', failure.group)), ...failureLines(failure, 1));
    }
  }
  lines.push(
    ...preemptionLines(plan),
    ...launchLines(plan, facts.job),
    ...warningLines(plan.Warnings ?? '', facts.locate),
  );
  if (!nothingToDo) lines.push(...footLines(plan));
  return { ...layOut(lines), summary: summaryOf(plan, failures, nothingToDo), nothingToDo, failures, groupLines };
}

function headLines(plan: JobPlan, { jobId, cluster, namespace, region, version, variables }: PlanFacts): Line[] {
  const where = [cluster, region, namespace].filter(Boolean).join(' · ');
  const compared =
    plan.JobModifyIndex === 0
      ? 'a new job'
      : `compared with ${version === undefined ? 'what runs' : `version ${version}`} (index ${plan.JobModifyIndex})`;
  // Two lines: beside the job file there is no room for both.
  return [
    line(0, marked('title', `Plan · ${jobId}`), ` · ${where}`),
    line(0, marked('muted', compared)),
    ...(variables ? [line(0, marked('muted', `variables from ${variables}`))] : []),
    line(0, marked('muted', RULE)),
  ];
}

/** What changes on the job itself. For a new job all of it is new, so it opens folded. */
function jobLines(plan: JobPlan): Line[] {
  const diff = plan.Diff;
  if (!diff || diff.Type === 'None') return [];
  const below = changeLines(diff, 1, ({ Name }) => diff.Type === 'Added' && ['Name', 'ID'].includes(Name));
  if (below.length === 0) return [];
  const [sign, kind] = ({ Added: ['+ ', 'added'], Deleted: ['- ', 'deleted'] } as const)[diff.Type as 'Added'] ?? [
    '',
    'title',
  ];
  return [{ ...line(0, marked(kind, `${sign}job ${diff.ID}`)), folded: diff.Type !== 'Edited' }, ...below, line(0)];
}

function groupLinesOf(
  group: TaskGroupDiff,
  desired: DesiredUpdates | undefined,
  width: number,
  { locate, job, scaled }: PlanFacts,
  failure: PlacementFailure | undefined,
): Line[] {
  const count = (group.Fields ?? []).find(({ Name }) => Name === 'Count');
  const planned = job?.TaskGroups?.find(({ Name }) => Name === group.Name)?.Count;
  const now = count?.New || count?.Old || planned;
  const size = count?.Type === 'Edited' ? [`${count.Old} → ${count.New}`] : now === undefined ? [] : [`× ${now}`];
  const sign = ({ Added: '+ ', Deleted: '- ', Edited: '', None: '' } as const)[group.Type];
  const kind = ({ Added: 'added', Deleted: 'deleted', Edited: 'title', None: 'muted' } as const)[group.Type];
  const head: Piece[] = [
    marked(kind, `${sign}${group.Name}`.padEnd(width + sign.length)),
    ['', ...size, ''].join('   '),
    marked(group.Type === 'None' ? 'muted' : 'changed', updatesText(group, desired)),
    ...reference(locate?.('group', group.Name)),
  ];
  const below = [
    ...(scaled ?? [])
      .filter((one) => one.group === group.Name)
      .map((one) => line(1, marked('warning', `⚠ ${scaledText(one)}`))),
    ...(failure ? failureLines(failure, 1) : []),
    ...(group.Type === 'Edited' ? changeLines(group, 1, ({ Name }) => Name === 'Count') : wholeGroupLines(group, 1)),
    ...(group.Tasks ?? []).flatMap((task) => taskLines(task, 1)),
  ];
  return [line(0, ...head), ...below, line(0)];
}

/** Nomad's labels of what happens to allocations (nomad/structs, `Updates`), in the order in which they matter. */
const UPDATES: readonly [label: string, word: string][] = [
  ['create', 'create'],
  ['destroy', 'destroy'],
  ['create/destroy update', 'replace'],
  ['in-place update', 'in place'],
  ['migrate', 'migrate'],
  ['canary', 'canary'],
  ['ignore', 'unchanged'],
];

function updatesText({ Type, Updates }: Pick<TaskGroupDiff, 'Type' | 'Updates'>, desired?: DesiredUpdates): string {
  const counts = Object.entries(Updates ?? {});
  // A rolling update replaces a few now; the scheduler calls the others ignored until it is their turn.
  const rolling = Type === 'Edited' && Updates?.['create/destroy update'] !== undefined;
  const known = UPDATES.flatMap(([label, word]) =>
    counts
      .filter(([name]) => name === label)
      .map(([, n]) => (rolling && label === 'ignore' ? `then ${n} more` : `${word} ${n}`)),
  );
  const others = counts
    .filter(([name]) => !UPDATES.some(([label]) => label === name))
    .map(([name, n]) => `${name} ${n}`);
  const preempted = desired?.Preemptions ? [`preempt ${desired.Preemptions}`] : [];
  return [...known, ...others, ...preempted].join(' · ') || 'nothing to do';
}

function failureLines({ count, nodes, reasons }: PlacementFailure, depth: number): Line[] {
  const looked = nodes === 0 ? '' : `: ${nodes === 1 ? '1 node' : `${nodes} nodes`} looked at`;
  return [
    line(
      depth,
      marked('failed', `✖ ${count === 1 ? '1 allocation' : `${count} allocations`} cannot be placed`),
      looked,
    ),
    ...reasons.map(({ text, line: target }) => line(depth + 1, text, ...reference(target))),
  ];
}

function preemptionLines(plan: JobPlan): Line[] {
  const stopped = plan.Annotations?.PreemptedAllocs ?? [];
  if (stopped.length === 0) return [];
  const byJob = new Map<string, number>();
  for (const { JobID, TaskGroup } of stopped) {
    byJob.set(`${JobID} (${TaskGroup})`, (byJob.get(`${JobID} (${TaskGroup})`) ?? 0) + 1);
  }
  return [
    line(0, marked('warning', 'Stops allocations of jobs with a lower priority to make room')),
    ...[...byJob].map(([name, count]) => line(1, `${name} × ${count}`)),
    line(0),
  ];
}

/** Periodic and parameterized jobs start nothing when they are submitted, whatever the counts say. */
function launchLines(plan: JobPlan, job: Job | undefined): Line[] {
  if (job?.ParameterizedJob) return [line(0, 'Starts when it is dispatched, not now.'), line(0)];
  const at = plan.NextPeriodicLaunch;
  if (!at || at.startsWith('0001-')) return [];
  return [line(0, 'Starts on its schedule; first, if submitted now: ', at.replace('T', ' ')), line(0)];
}

/** Nomad's warnings are one text. Names of groups and tasks become links. */
function warningLines(text: string, locate: Locate | undefined): Line[] {
  const warnings = serverMessages(text);
  if (warnings.length === 0) return [];
  const place = (warning: string) => {
    const group = /[Gg]roup "([^"]+)"/.exec(warning)?.[1];
    const task = /[Tt]ask "([^"]+)"/.exec(warning)?.[1];
    return (task && locate?.('task', task, group)) || (group && locate?.('group', group)) || undefined;
  };
  return [
    line(0, marked('warning', '⚠ Warnings')),
    ...warnings.map((warning) => line(1, warning, ...reference(place(warning)))),
    line(0),
  ];
}

function footLines(plan: JobPlan): Line[] {
  const text =
    plan.JobModifyIndex === 0
      ? 'Run takes this plan only if nobody has registered the job by then.'
      : `Run takes this plan only if nobody has changed the job since index ${plan.JobModifyIndex}.`;
  return [line(0, marked('muted', text))];
}

function isNothing(plan: JobPlan): boolean {
  if (plan.Diff?.Type !== 'None' || Object.keys(plan.FailedTGAllocs ?? {}).length > 0) return false;
  // In place counts for nothing here: with access control on, Nomad plans it for every job that is as it was.
  return Object.values(plan.Annotations?.DesiredTGUpdates ?? {}).every(
    (counts) => counts.Place + counts.Stop + counts.Migrate + counts.DestructiveUpdate + counts.Canary === 0,
  );
}

function summaryOf(plan: JobPlan, failures: readonly PlacementFailure[], nothing: boolean): string {
  if (nothing) return 'Nothing would change.';
  const groups = (plan.Diff?.TaskGroups ?? [])
    .map((group) => ({ name: group.Name, text: updatesText(group) }))
    .filter(({ text }) => !/^(unchanged \d+|nothing to do)$/.test(text))
    .map(({ name, text }) => `${name}: ${text}`);
  const failed = failures.map(({ group, count }) => `✖ ${group}: ${count} cannot be placed`);
  return [...groups, ...failed].join('\n') || 'No allocation would change.';
}
