/** `nomad.volume.delete`: deletes a volume with what is in it, or has Nomad forget one and leaves the storage alone. */
import * as vscode from 'vscode';
import type { Cluster } from '../cluster';
import { confirmChange, mayChange } from '../cluster/guard';
import { pickVolume } from './pick-volume';

type How = 'delete' | 'deregister';

const HOWS: readonly (vscode.QuickPickItem & { readonly how: How })[] = [
  { label: 'Deregister', detail: 'Nomad forgets the volume; the storage and what is in it stay.', how: 'deregister' },
  { label: 'Delete', detail: 'The storage plugin deletes the storage, and what is in it is gone.', how: 'delete' },
];

/** @param target a row of the explorer, or nothing: then one is picked */
export async function deleteVolume(cluster: Cluster, target?: unknown): Promise<void> {
  if (!(await mayChange(cluster))) return;
  const volume = await pickVolume(cluster, target, {
    title: 'Delete a volume',
    fits: ({ id }) => id !== undefined,
    none: 'There is no CSI volume and no dynamic host volume',
  });
  if (!volume) return;
  const { type, name, id, namespace } = volume;
  if (id === undefined) {
    vscode.window.showInformationMessage(
      `Host volume "${name}" stands in the configuration of clients: it goes when it is taken out there and they are restarted.`,
    );
    return;
  }
  const how =
    type === 'host' ? 'delete' : (await vscode.window.showQuickPick(HOWS, { title: `Volume "${name}"` }))?.how;
  if (!how) return;
  const verb = how === 'delete' ? 'Delete' : 'Deregister';
  const permit = await confirmChange(cluster, `${verb} volume "${name}"`, {
    button: verb,
    detail:
      how === 'delete'
        ? 'What is in it is gone, and nobody brings it back. Nomad refuses while an allocation uses it.'
        : 'Jobs that name it find no place any more. The storage itself stays.',
    job: name,
    thing: 'volume',
  });
  if (!permit) return;
  const done = await cluster.attempt(
    `${how === 'delete' ? 'Deleting' : 'Deregistering'} volume "${name}" on ${cluster.label()}`,
    async (client) => {
      if (type === 'host') await client.volumes.deleteHost(id, { namespace });
      else if (how === 'delete') await client.volumes.deleteCsi(id, { namespace });
      else await client.volumes.deregisterCsi(id, { namespace });
      return true;
    },
    permit,
  );
  if (done) {
    const past = how === 'delete' ? 'deleted' : 'no longer known to Nomad';
    vscode.window.showInformationMessage(`Volume "${name}" is ${past} on ${cluster.label()}.`);
  }
}
