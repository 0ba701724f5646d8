/** `nomad.alloc.exec`: a shell, or another program, in a running task. */
import * as vscode from 'vscode';
import type { Cluster } from '../cluster';
import { confirmInProduction, mayChange } from '../cluster/guard';
import { pickAllocation, pickTask } from './pick-allocation';
import { splitCommand } from './split-command';
import { openTerminal, type StartProgram } from './task-terminal';

const SHELL = '/bin/sh';
const PICK = { title: 'Open a shell', running: true };

/** @param argument may hold a `command`: the line to run instead of a shell */
export async function exec(cluster: Cluster, argument?: unknown): Promise<void> {
  if (!(await mayChange(cluster))) return;
  const chosen = await pickAllocation(cluster, argument, PICK);
  const task = chosen && (await pickTask(chosen, argument, PICK));
  if (!chosen || !task) return;
  const { JobID, Name } = chosen.allocation;
  const permit = await confirmInProduction(cluster, `Run a program in task "${task}" of ${Name}`, JobID);
  if (!permit) return;
  const key = `nomad.exec:${JobID}/${task}`;
  const given = (argument as { command?: unknown } | undefined)?.command;
  const line = typeof given === 'string' ? given : (cluster.memory.get<string>(key) ?? SHELL);
  const { id, namespace } = chosen;
  const start: StartProgram = (onOutput) =>
    cluster.writer(permit).exec.start(id, splitCommand(line), { namespace, task, tty: true, onOutput });
  const title = `${line} in task "${task}" of ${Name}`;
  openTerminal(cluster, { name: `${Name} · ${task}`, title, start }, async (failure) => {
    const message = `${failure.replace(/\s+/g, ' ')} Images without a shell have none to open.`;
    if (!(await vscode.window.showErrorMessage(message, 'Other Program…'))) return;
    const other = await askForCommand(line);
    if (other === undefined) return;
    await cluster.memory.update(key, other);
    await exec(cluster, { allocId: id, namespace, task, command: other });
  });
}

function askForCommand(value: string): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: 'Program to run in the task',
    prompt: 'With its arguments; quotes hold together what has blanks. No shell reads it. Remembered for this task.',
    value,
    validateInput: (text) => (splitCommand(text).length > 0 ? undefined : 'Name a program.'),
  });
}
