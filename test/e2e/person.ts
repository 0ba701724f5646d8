/** A person who answers what the extension asks, and looks into the terminals that it opens. */
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';

export interface Person {
  /** Every message, title of a list and title of an input that was shown, answered or not. */
  readonly questions: readonly string[];
  /** The buttons of each message, in the same order as these were shown. */
  readonly buttons: readonly (readonly string[])[];
  /** What extensions opened as terminals of their own, oldest first. */
  readonly terminals: readonly OpenedTerminal[];
  restore(): void;
}

export interface OpenedTerminal {
  readonly name: string;
  /** What was written on it. */
  text(): string;
  /** The exit code, when its program has ended. */
  code(): number | undefined;
  type(text: string): void;
  resize(columns: number, rows: number): void;
  close(): void;
  /** Waits until the text has this; throws with the text after fifteen seconds. */
  until(fits: RegExp): Promise<void>;
}

/**
 * @param answers by a part of the question: a message's button, the label of an entry or a part of it, the text of an
 *   input. What has no answer is dismissed. Of several answers each is given once, in their order.
 */
export function answerWith(answers: Readonly<Record<string, string | readonly string[]>>): Person {
  const given = new Map<string, number>();
  const questions: string[] = [];
  const buttons: string[][] = [];
  const terminals: OpenedTerminal[] = [];
  const window = vscode.window as unknown as Record<string, unknown>;
  const answerTo = (question: string): string | undefined => {
    questions.push(question);
    const [part, answer] = Object.entries(answers).find(([one]) => question.includes(one)) ?? [];
    if (part === undefined || answer === undefined) return undefined;
    if (typeof answer === 'string') return answer;
    const times = given.get(part) ?? 0;
    given.set(part, times + 1);
    return answer[times];
  };
  const message = async (text: string, ...rest: unknown[]) => {
    const button = answerTo(text);
    const titles = rest.flat().map((item) => (typeof item === 'string' ? item : (item as { title?: string })?.title));
    buttons.push(titles.filter((title) => title !== undefined));
    if (button === undefined) return undefined;
    return rest.flat().find((item) => item === button || (item as { title?: string } | undefined)?.title === button);
  };
  const pick = async (items: unknown, options: vscode.QuickPickOptions = {}) => {
    const wanted = answerTo(options.title ?? options.placeHolder ?? '');
    const found = (await (items as Promise<vscode.QuickPickItem[]>)).find(
      ({ label }) => wanted !== undefined && label.includes(wanted),
    );
    return options.canPickMany ? (found ? [found] : []) : found;
  };
  const input = async ({ title = '', prompt = '' }: vscode.InputBoxOptions) => answerTo(title || prompt);
  const terminal = ({ name, pty }: vscode.ExtensionTerminalOptions) => {
    terminals.push(drive(name, pty));
    return { show() {}, dispose() {} };
  };
  const replacements: Readonly<Record<string, unknown>> = {
    showInformationMessage: message,
    showWarningMessage: message,
    showErrorMessage: message,
    showQuickPick: pick,
    showInputBox: input,
    createTerminal: terminal,
  };
  const originals = Object.keys(replacements).map((name) => [name, window[name]] as const);
  Object.assign(window, replacements);
  return {
    questions,
    buttons,
    terminals,
    restore() {
      for (const [name, original] of originals) window[name] = original;
    },
  };
}

/** Plays the terminal for a program of an extension. */
function drive(name: string, pty: vscode.Pseudoterminal): OpenedTerminal {
  let text = '';
  let code: number | undefined;
  pty.onDidWrite((piece) => {
    text += piece;
  });
  pty.onDidClose?.((ended) => {
    code = ended ?? 0;
  });
  pty.open({ columns: 90, rows: 30 });
  return {
    name,
    text: () => text,
    code: () => code,
    type: (data) => pty.handleInput?.(data),
    resize: (columns, rows) => pty.setDimensions?.({ columns, rows }),
    close: () => pty.close(),
    async until(fits) {
      for (const end = Date.now() + 15_000; !fits.test(text); await sleep(50)) {
        if (Date.now() > end) throw new Error(`terminal "${name}" has no ${fits}:\n${text}`);
      }
    },
  };
}
