/** `nomad.alloc.exec`: a shell, or another program, in a running task. */
import { type ExecSession, isNomadError } from '@nomad/api';
import * as vscode from 'vscode';
import type { Cluster } from '../cluster';
import { confirmInProduction, mayChange } from '../cluster/guard';
import { type ChosenAllocation, pickAllocation, pickTask } from './pick-allocation';
import { splitCommand } from './split-command';

const SHELL = '/bin/sh';
const PICK = { title: 'Open a shell', running: true };

/** @param argument may hold a `command`: the line to run instead of a shell */
export async function exec(cluster: Cluster, argument?: unknown): Promise<void> {
  if (!(await mayChange(cluster))) return;
  const chosen = await pickAllocation(cluster, argument, PICK);
  const task = chosen && (await pickTask(chosen, argument, PICK));
  if (!chosen || !task) return;
  const { JobID, Name } = chosen.allocation;
  if (!(await confirmInProduction(cluster, `Run a program in task "${task}" of ${Name}`, JobID))) return;
  const key = `nomad.exec:${JobID}/${task}`;
  const given = (argument as { command?: unknown } | undefined)?.command;
  const line = typeof given === 'string' ? given : (cluster.memory.get<string>(key) ?? SHELL);
  open(cluster, chosen, task, line, async (failure) => {
    cluster.output.error(failure);
    const message = `${failure.replace(/\s+/g, ' ')} Images without a shell have none to open.`;
    if (!(await vscode.window.showErrorMessage(message, 'Other Program…'))) return;
    const other = await askForCommand(line);
    if (other === undefined) return;
    await cluster.memory.update(key, other);
    await exec(cluster, { allocId: chosen.id, namespace: chosen.namespace, task, command: other });
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

function open(
  cluster: Cluster,
  { id, namespace, allocation }: ChosenAllocation,
  task: string,
  line: string,
  onNotStarted: (message: string) => void,
): void {
  const written = new vscode.EventEmitter<string>();
  const closed = new vscode.EventEmitter<number>();
  const decoder = new TextDecoder('utf-8');
  let session: ExecSession | undefined;
  let size: vscode.TerminalDimensions | undefined;
  let early = '';
  let started = false;

  const run = async () => {
    try {
      session = await cluster.client().exec.start(id, splitCommand(line), {
        namespace,
        task,
        tty: true,
        onOutput(data) {
          started = true;
          written.fire(decoder.decode(data, { stream: true }));
        },
      });
      if (size) session.resize(size.columns, size.rows);
      if (early !== '') session.write(early);
      const code = await session.exit;
      closed.fire(code);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      written.fire(`\r\n\x1b[31m${message.replaceAll('\n', '\r\n')}\x1b[0m\r\n`);
      if (!started && isNomadError(error, 'server')) onNotStarted(message);
      else if (!isNomadError(error, 'cancelled')) cluster.output.error(message);
    } finally {
      session = undefined;
    }
  };
  const pty: vscode.Pseudoterminal = {
    onDidWrite: written.event,
    onDidClose: closed.event,
    open(dimensions) {
      size = dimensions;
      written.fire(`\x1b[2m${line} in task "${task}" of ${allocation.Name} on ${cluster.label()}\x1b[0m\r\n`);
      void run();
    },
    close: () => session?.close(),
    handleInput(data) {
      if (session) session.write(data);
      else early += data;
    },
    setDimensions(dimensions) {
      size = dimensions;
      session?.resize(dimensions.columns, dimensions.rows);
    },
  };
  vscode.window
    .createTerminal({
      name: `${allocation.Name} · ${task}`,
      iconPath: new vscode.ThemeIcon('terminal'),
      pty,
      isTransient: true,
    })
    .show();
}
