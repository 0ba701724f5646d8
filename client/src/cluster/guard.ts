/**
 * What stands before every change: a context that is read only refuses it, one of production asks for a name. Who may go
 * on gets a permit; `Cluster` takes no change without one, and permits are made here alone.
 */
import * as vscode from 'vscode';
import { type ClusterContext, describeContext } from './contexts';

/** What the guard has to know of a cluster. */
export interface Guarded {
  /** The one that commands talk to now. */
  context(): ClusterContext;
}

declare const made: unique symbol;

/** Somebody has said yes to a change of this one cluster. */
export interface Permit {
  readonly [made]: true;
  /** Name and address of the cluster that it is good for. */
  readonly place: string;
}

/** Whether anything may be changed there. If not, that has been said. */
export async function mayChange(cluster: Guarded): Promise<boolean> {
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
 * @param thing what the name is of, where it is no job
 */
export async function confirmInProduction(
  cluster: Guarded,
  what: string,
  job: string,
  thing = 'job',
): Promise<Permit | undefined> {
  const context = cluster.context();
  if (context.readOnly) return undefined;
  if (!context.production) return permit(context);
  const typed = await vscode.window.showInputBox({
    title: `${what} on ${describeContext(context)}, which is production?`,
    prompt: `Type the ${thing}'s name, ${job}, to go on.`,
    placeHolder: job,
    ignoreFocusOut: true,
    validateInput: (text) => (text === '' || text === job ? undefined : `That is not "${job}".`),
  });
  return typed === job ? permit(context) : undefined;
}

export interface Question {
  readonly button: string;
  /** What comes of it. */
  readonly detail: string;
  /** Name that production wants to have typed. */
  readonly job: string;
  /** What that is the name of, where it is no job. */
  readonly thing?: string;
}

/** Asks before a change that needs no other question: by a button, and in production by the job's name. */
export async function confirmChange(
  cluster: Guarded,
  what: string,
  { button, detail, job, thing }: Question,
): Promise<Permit | undefined> {
  const context = cluster.context();
  if (context.readOnly || context.production) return confirmInProduction(cluster, what, job, thing);
  const question = `${what} on ${describeContext(context)}?`;
  const sure = await vscode.window.showWarningMessage(question, { modal: true, detail }, button);
  return sure === button ? permit(context) : undefined;
}

function permit(context: ClusterContext): Permit {
  return { place: describeContext(context) } as Permit;
}

export function readOnlyText(place: string): string {
  return `Nothing was changed: ${place} is marked as read only ("readOnly" in the setting nomad.clusters).`;
}
