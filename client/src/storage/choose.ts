/** `nomad.storage.choose`: three questions, each with what follows from it; then the volume stands where it belongs. */
import * as vscode from 'vscode';
import type { Cluster } from '../cluster';
import { writtenJob } from '../commands/choose-document';
import { askWhereStorageGoes } from './ask-server';
import { openCompanion } from './companion';
import { inWorkspace, knownVolumes } from './known-volumes';
import { choosePlace, nameAt } from './place';
import {
  companionFor,
  type Need,
  type Option,
  type Origin,
  originsFor,
  SURVIVES,
  storageFor,
  WRITERS,
} from './storage-choice';

export async function chooseStorage(cluster: Cluster): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.languageId !== 'nomad') {
    vscode.window.showInformationMessage('Open a job file first: the storage is put into the task at the cursor.');
    return;
  }
  const { document } = editor;
  const position = await choosePlace(document, editor.selection.active);
  if (!position) return;
  const answers = await ask(cluster);
  if (!answers) return;
  const { need, origin } = answers;
  const name = origin?.kind === 'existing' ? origin.name : await proposedName(document, position);
  const edits = await askWhereStorageGoes(cluster, document, position, storageFor(need, origin, name));
  if (typeof edits === 'string') {
    vscode.window.showWarningMessage(edits);
    return;
  }
  // Only in the editor that has the focus do tab stops work.
  await vscode.window.showTextDocument(document, editor.viewColumn);
  const edit = new vscode.WorkspaceEdit();
  edit.set(document.uri, [...edits]);
  await vscode.workspace.applyEdit(edit);
  const companion = companionFor(need, origin);
  if (companion && !(await isInWorkspace(name))) await offerCompanion(cluster, companion, name);
}

interface Answers {
  readonly need: Need;
  readonly origin?: Origin;
}

async function ask(cluster: Cluster): Promise<Answers | undefined> {
  const survives = await pick(1, 'Must the data survive the task?', SURVIVES);
  if (survives === undefined) return undefined;
  if (!survives) return { need: 'scratch' };
  const need = await pick(2, 'Does more than one node write it at the same time?', WRITERS);
  if (!need) return undefined;
  const known = knownVolumes(cluster).then((volumes) => originsFor(need, volumes));
  const origin = await pick(3, 'Is there a volume already, or should one be made?', known);
  return origin && { need, origin };
}

/** The consequence stands under each answer. */
async function pick<T>(
  step: number,
  question: string,
  options: readonly Option<T>[] | Promise<readonly Option<T>[]>,
): Promise<T | undefined> {
  const items = Promise.resolve(options).then((all) =>
    all.map(({ value, label, consequence }) => ({ label, detail: consequence, value })),
  );
  const title = `Choose storage (${step} of 3)`;
  const picked = await vscode.window.showQuickPick(items, { title, placeHolder: question, ignoreFocusOut: true });
  return picked?.value;
}

/** `wiki-data`: as the convention for names of volumes has it, service and kind. */
async function proposedName(document: vscode.TextDocument, position: vscode.Position): Promise<string> {
  const base = writtenJob(document.getText())?.id ?? (await nameAt(document, position)) ?? 'app';
  return `${base.replace(/[^\w.-]+/g, '-')}-data`;
}

async function isInWorkspace(name: string): Promise<boolean> {
  return (await inWorkspace()).some((volume) => volume.name === name);
}

const TEXTS = {
  agent: "the block for the client's configuration",
  'volume-spec-host': 'a volume spec for it',
  'volume-spec-csi': 'a volume spec for it',
};

/** Not at once: the tab stops of the job have the keyboard. */
async function offerCompanion(cluster: Cluster, companion: keyof typeof TEXTS, name: string): Promise<void> {
  const message = `Volume "${name}" has to be made too. Open ${TEXTS[companion]} beside the job?`;
  if (await vscode.window.showInformationMessage(message, 'Open')) await openCompanion(cluster, companion, name);
}
