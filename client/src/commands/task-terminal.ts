/** A terminal for a program that runs in a task. */
import { type ExecOptions, type ExecSession, isNomadError } from '@nomad/api';
import * as vscode from 'vscode';
import type { Cluster } from '../cluster';
import { showFailure } from '../cluster/failure-message';

export type StartProgram = (onOutput: ExecOptions['onOutput']) => Promise<ExecSession>;

export interface TaskTerminal {
  /** Of the terminal's tab. */
  readonly name: string;
  /** First line: what runs where. */
  readonly title: string;
  /** With a terminal (`tty`). */
  readonly start: StartProgram;
}

/** @param onNotStarted told when Nomad refuses, or has no such program */
export function openTerminal(
  cluster: Cluster,
  { name, title, start }: TaskTerminal,
  onNotStarted: (message: string) => void,
): void {
  const written = new vscode.EventEmitter<string>();
  const closed = new vscode.EventEmitter<number | undefined>();
  const decoder = new TextDecoder('utf-8');
  let session: ExecSession | undefined;
  let size: vscode.TerminalDimensions | undefined;
  let early = '';
  let started = false;
  let over = false;

  const run = async () => {
    try {
      session = await start((data) => {
        started = true;
        written.fire(decoder.decode(data, { stream: true }));
      });
      if (size) session.resize(size.columns, size.rows);
      if (early !== '') session.write(early);
      const code = await session.exit;
      closed.fire(code);
    } catch (error) {
      over = true;
      const lost = started && isNomadError(error, 'server', 'not-found');
      const message = error instanceof Error ? error.message : String(error);
      const text = lost
        ? `The allocation was stopped or replaced, and the program ended with it (${error.serverText}).`
        : message;
      written.fire(`\r\n\x1b[31m${text.replaceAll('\n', '\r\n')}\x1b[0m\r\n\x1b[2mAny key closes this.\x1b[0m\r\n`);
      if (lost || isNomadError(error, 'cancelled')) return;
      if (!started && isNomadError(error, 'server')) {
        cluster.output.error(message);
        onNotStarted(message);
      } else void showFailure(cluster, error, false);
    } finally {
      session = undefined;
    }
  };
  const pty: vscode.Pseudoterminal = {
    onDidWrite: written.event,
    onDidClose: closed.event,
    open(dimensions) {
      size = dimensions;
      written.fire(`\x1b[2m${title} on ${cluster.label()}\x1b[0m\r\n`);
      void run();
    },
    close: () => session?.close(),
    handleInput(data) {
      if (over) closed.fire(undefined);
      else if (session) session.write(data);
      else early += data;
    },
    setDimensions(dimensions) {
      size = dimensions;
      session?.resize(dimensions.columns, dimensions.rows);
    },
  };
  vscode.window.createTerminal({ name, iconPath: new vscode.ThemeIcon('terminal'), pty, isTransient: true }).show();
}
