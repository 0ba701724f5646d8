/**
 * A terminal whose program ends with it. One that VS Code starts by itself is sent SIGHUP when its terminal goes, and a
 * Nomad agent takes that as "read your configuration again".
 */
import { type ChildProcess, spawn } from 'node:child_process';
import * as vscode from 'vscode';

export interface DevTerminal extends vscode.Disposable {
  readonly terminal: vscode.Terminal;
  /** The program has ended, or could not be started. */
  hasEnded(): boolean;
}

/** @param env what the program sees; nothing else of the editor's environment */
export function openDevTerminal(
  name: string,
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): DevTerminal {
  const written = new vscode.EventEmitter<string>();
  let child: ChildProcess | undefined;
  let ended = false;
  const say = (text: string) => written.fire(`\x1b[2m${text}\x1b[0m\r\n`);
  const end = (text: string) => {
    if (!ended) say(text);
    ended = true;
  };
  const interrupt = () => {
    if (!ended) child?.kill('SIGINT');
  };
  const pty: vscode.Pseudoterminal = {
    onDidWrite: written.event,
    open() {
      say(`> ${[program, ...args].join(' ')}`);
      child = spawn(program, [...args], { env: { ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
      for (const stream of [child.stdout, child.stderr]) {
        stream?.setEncoding('utf8');
        stream?.on('data', (text: string) => written.fire(text.replace(/\r?\n/g, '\r\n')));
      }
      child.once('error', (error) => end(`— it could not be started: ${error.message} —`));
      child.once('exit', (code, signal) => end(`— it has ended (${signal ?? `exit code ${code}`}) —`));
    },
    close: interrupt,
    handleInput(data) {
      // Ctrl-C
      if (data === '\x03') interrupt();
    },
  };
  const icon = new vscode.ThemeIcon('server-process');
  const terminal = vscode.window.createTerminal({ name, pty, iconPath: icon, isTransient: true });
  return {
    terminal,
    hasEnded: () => ended,
    dispose() {
      interrupt();
      terminal.dispose();
    },
  };
}
