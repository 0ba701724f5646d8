/** `nomad.volume.snapshot`: has the storage plugin make a snapshot of a CSI volume. */
import * as vscode from 'vscode';
import type { Cluster } from '../cluster';
import { confirmInProduction, mayChange } from '../cluster/guard';
import { pickVolume } from './pick-volume';
import { showVolume } from './show';

/** @param target a row of the explorer, or nothing: then one is picked */
export async function snapshotVolume(cluster: Cluster, target?: unknown): Promise<void> {
  if (!(await mayChange(cluster))) return;
  const volume = await pickVolume(cluster, target, {
    title: 'Make a snapshot',
    fits: ({ type }) => type === 'csi',
    none: 'There is no CSI volume, and host volumes have no snapshots',
  });
  const id = volume?.id;
  if (!volume || id === undefined) return;
  const { name, namespace } = volume;
  const title = `Snapshot of volume "${name}" on ${cluster.label()}`;
  const typed = await vscode.window.showInputBox({
    title,
    prompt: 'Its name. The plugin decides how long it takes; tasks go on writing meanwhile.',
    value: `${id}-${new Date().toISOString().slice(0, 10)}`,
    validateInput: (text) => (text.trim() === '' ? 'A snapshot needs a name.' : undefined),
  });
  if (typed === undefined) return;
  const permit = await confirmInProduction(cluster, `Make a snapshot of volume "${name}"`, name, 'volume');
  if (!permit) return;
  const made = await cluster.attempt(
    title,
    async (client) => ({ snapshot: await client.volumes.createSnapshot(id, typed.trim(), { namespace }) }),
    permit,
  );
  if (!made) return;
  const { ID, IsReady } = made.snapshot ?? {};
  const state = IsReady === false ? 'is being made' : 'is made';
  const chosen = await vscode.window.showInformationMessage(
    `Snapshot "${typed}" of volume "${name}" ${state}${ID ? ` (${ID}). A new volume takes it as "snapshot_id"` : ''}.`,
    'Show Volume',
  );
  if (chosen) await showVolume(cluster, target ?? { volume, namespace });
}
