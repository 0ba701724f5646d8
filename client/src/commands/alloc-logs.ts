/** `nomad.alloc.logs`: what tasks write, as they write it: one task, one allocation, or a whole job. */
import { type AllocationStub, followJobLogs, isNomadError, type LogType } from '@nomad/api';
import * as vscode from 'vscode';
import type { Cluster } from '../cluster';
import { showFailure } from '../cluster/failure-message';
import { createLogLines } from '../cluster/log-lines';
import { allocationState } from '../views/allocations-model';
import { tasksOf } from './pick-allocation';
import { pickJob } from './pick-job';
import { targetOf } from './targets';

interface Followed {
  readonly jobId: string;
  readonly namespace?: string;
  /** One allocation; all of the job when left out. */
  readonly allocation?: AllocationStub;
  /** One task; all when left out. */
  readonly task?: string;
  readonly types?: readonly LogType[];
}

/** A line that has no end yet is shown all the same after so many milliseconds. */
const PATIENCE = 500;

export async function followLogs(cluster: Cluster, argument?: unknown): Promise<void> {
  const followed = await choose(cluster, argument);
  if (!followed) return;
  const { jobId, allocation, task } = followed;
  const what = [allocation ? allocation.Name : jobId, task].filter(Boolean).join(' · ');
  const pty = createLogTerminal(cluster, followed);
  const terminal = vscode.window.createTerminal({
    name: `Logs · ${what}`,
    iconPath: new vscode.ThemeIcon('output'),
    pty,
    isTransient: true,
  });
  terminal.show();
}

function createLogTerminal(cluster: Cluster, followed: Followed): vscode.Pseudoterminal {
  const written = new vscode.EventEmitter<string>();
  const stop = new AbortController();
  const say = (text: string) => written.fire(`\x1b[2m${text}\x1b[0m\r\n`);
  return {
    onDidWrite: written.event,
    open: () => void follow(cluster, followed, stop.signal, (text) => written.fire(text), say),
    close: () => stop.abort(),
    handleInput(data) {
      // Ctrl-C
      if (data !== '\x03' || stop.signal.aborted) return;
      stop.abort();
      say('— no longer followed —');
    },
  };
}

async function follow(
  cluster: Cluster,
  { jobId, namespace, allocation, task, types }: Followed,
  signal: AbortSignal,
  write: (text: string) => void,
  say: (text: string) => void,
): Promise<void> {
  const lines = createLogLines();
  let timer: NodeJS.Timeout | undefined;
  let several = false;
  let refused = false;
  say(
    `Logs of ${allocation ? `allocation ${allocation.Name}` : `job "${jobId}"`} on ${cluster.label()}; stderr has a red bar. Ctrl-C stops following.`,
  );
  try {
    await followJobLogs(
      cluster.client(),
      jobId,
      {
        namespace,
        signal,
        types,
        tasks: task === undefined ? undefined : [task],
        allocation: allocation?.ID,
        onAllocations(all) {
          several ||= all.length > 1 || all.some((one) => tasksOf(one, false).length > 1 && task === undefined);
          const states = all.map((one) => `${shortName(one)} ${allocationState(one).text}`);
          say(all.length === 0 ? `— job "${jobId}" has no allocation yet —` : `— ${states.join(', ')} —`);
        },
        onInterruption: ({ message }) => say(`— ${message} It is tried again. —`),
        onFailure(error, log) {
          const why = isNomadError(error) ? error.message : String(error);
          say(`— ${shortName(log.allocation)} ${log.task} ${log.type}: ${why} —`);
          // Once, with the button that helps: every other log is refused alike.
          if (isNomadError(error, 'forbidden') && !refused) void showFailure(cluster, error, false);
          refused ||= isNomadError(error, 'forbidden');
        },
      },
      ({ allocation: from, task: name, type, data }) => {
        const label = several ? `${shortName(from)} ${name}` : '';
        write(lines.push({ key: `${from.ID} ${name} ${type}`, label, stderr: type === 'stderr' }, data));
        clearTimeout(timer);
        timer = setTimeout(() => write(lines.flush()), PATIENCE);
      },
    );
    write(lines.flush());
    say('— everything has ended —');
  } catch (error) {
    if (isNomadError(error, 'cancelled')) return;
    say(`— ${error instanceof Error ? error.message : error} —`);
    await showFailure(cluster, error, false);
  } finally {
    clearTimeout(timer);
  }
}

/** `web.app[0]` without the job. */
function shortName({ Name, TaskGroup }: AllocationStub): string {
  return Name.slice(Math.max(0, Name.lastIndexOf(`${TaskGroup}[`)));
}

/** One allocation where it is named, otherwise the job; a task is asked for only where several are in question. */
async function choose(cluster: Cluster, argument: unknown): Promise<Followed | undefined> {
  const { allocId, namespace, task } = targetOf(argument);
  if (allocId) {
    const found = await cluster.attempt(`Looking for allocation ${allocId.slice(0, 8)}`, (client, signal) =>
      client.allocations.read(allocId, { namespace, signal }),
    );
    if (!found) return undefined;
    const { data } = found;
    return { jobId: data.JobID, namespace: data.Namespace, allocation: data, task };
  }
  const job = await pickJob(cluster, argument, { title: 'Follow the logs of a job', none: 'There is no job' });
  return job && { jobId: job.id, namespace: job.namespace, task };
}
