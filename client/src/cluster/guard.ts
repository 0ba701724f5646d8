/** What stands before every change: a context that is read only refuses it, one of production asks for the job's name. */
import * as vscode from 'vscode';
import { describeContext } from './contexts';
import type { Cluster } from './index';

/** Whether anything may be changed there. If not, that has been said. */
export async function mayChange(cluster: Cluster): Promise<boolean> {
  const context = cluster.context();
  if (!context.readOnly) return true;
  const chosen = await vscode.window.showWarningMessage(readOnlyText(describeContext(context)), 'Open Settings');
  if (chosen) await vscode.commands.executeCommand('nomad.cluster.openSettings');
  return false;
}

/**
 * In production, asks for the job's name to be typed; elsewhere there is nothing to ask.
 *
 * @param what a sentence without its end: `Stop job "web"`
 */
export async function confirmInProduction(cluster: Cluster, what: string, job: string): Promise<boolean> {
  const context = cluster.context();
  if (!context.production) return true;
  const typed = await vscode.window.showInputBox({
    title: `${what} on ${describeContext(context)}, which is production?`,
    prompt: `Type the job's name, ${job}, to go on.`,
    placeHolder: job,
    ignoreFocusOut: true,
    validateInput: (text) => (text === '' || text === job ? undefined : `That is not "${job}".`),
  });
  return typed === job;
}

/** Asks before a change that needs no other question: by a button, and in production by the job's name. */
export async function confirmChange(
  cluster: Cluster,
  what: string,
  { button, detail, job }: { readonly button: string; readonly detail: string; readonly job: string },
): Promise<boolean> {
  if (cluster.context().production) return confirmInProduction(cluster, what, job);
  const question = `${what} on ${describeContext(cluster.context())}?`;
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, button)) === button;
}

export function readOnlyText(place: string): string {
  return `Nothing was changed: ${place} is marked as read only ("readOnly" in the setting nomad.clusters).`;
}
