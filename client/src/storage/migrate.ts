/** `nomad.storage.migrate`: from a host volume to a CSI volume, step by step. */
import * as vscode from 'vscode';
import type { Cluster } from '../cluster';
import { chooseDocument } from '../commands/choose-document';
import { hostVolumesIn } from '../deploy/host-volumes';
import { openCompanion, openSnippet } from './companion';
import { knownVolumes } from './known-volumes';

/** @param target a job file, or nothing for the active editor */
export async function migrateVolume(cluster: Cluster, target?: unknown): Promise<void> {
  const document = await chooseDocument(target);
  if (!document) return;
  const from = await chooseSource(hostVolumesIn(document.getText()));
  if (!from) return;
  const to = await chooseTarget(cluster, from);
  if (!to) return;
  await openSnippet(cluster, 'job', 'migrate-volume-batch', 'nomad', { 1: `migrate-${from}`, 2: from, 3: to.name });
  await explain(cluster, from, to);
}

interface Target {
  readonly name: string;
  readonly isThere: boolean;
}

async function chooseSource(names: readonly string[]): Promise<string | undefined> {
  if (names.length === 0) {
    vscode.window.showInformationMessage(
      'This job has no host volume whose name is written out: there is nothing to move.',
    );
    return undefined;
  }
  if (names.length === 1) return names[0];
  return vscode.window.showQuickPick(names, { placeHolder: 'Which host volume should become a CSI volume?' });
}

async function chooseTarget(cluster: Cluster, from: string): Promise<Target | undefined> {
  const other = { label: 'Another one…', description: 'it has to be made first', isThere: false };
  const known = knownVolumes(cluster).then((volumes) => [
    ...volumes
      .filter(({ type }) => type === 'csi')
      .map((volume) => ({ label: volume.name, description: volume.from, isThere: true })),
    other,
  ]);
  const picked = await vscode.window.showQuickPick(known, {
    placeHolder: `Which CSI volume takes the data of "${from}"?`,
  });
  if (picked !== other) return picked && { name: picked.label, isThere: true };
  const name = await vscode.window.showInputBox({
    title: 'Name of the new CSI volume',
    value: `${from}-prod`,
    validateInput: (text) =>
      /^[\w.-]+$/.test(text) ? undefined : 'A name has letters, digits, dots, hyphens and underscores.',
  });
  return name === undefined ? undefined : { name, isThere: false };
}

/** What is to be done with the job that is open now, in order. */
async function explain(cluster: Cluster, from: string, to: Target): Promise<void> {
  const steps = [
    ...(to.isThere ? [] : [`create the CSI volume "${to.name}" from its spec`]),
    `stop the job that writes "${from}"`,
    'run this job and look at its log: both folders have the same size',
    `let the first job ask for type "csi", source "${to.name}", and run it`,
    `keep "${from}" until that has run for a while`,
  ];
  const message = `To move the data: ${steps.map((step, i) => `${i + 1}. ${step}`).join(' · ')}.`;
  const buttons = to.isThere ? [] : ['Open Volume Spec'];
  if (await vscode.window.showInformationMessage(message, ...buttons))
    await openCompanion(cluster, 'volume-spec-csi', to.name);
}
