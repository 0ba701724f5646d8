/** `nomad.volume.create`: makes a volume from its specification, or makes storage known that is there already. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { NomadClient } from '@nomad/api';
import * as vscode from 'vscode';
import type { Cluster } from '../cluster';
import { confirmChange, mayChange } from '../cluster/guard';
import { chooseSpec, readSpec } from './choose-spec';
import { showVolume } from './show';
import type { VolumeRequest } from './volume-spec';

/** A node makes a directory within moments; what takes longer shows in the volume's state. */
const PATIENCE = 20_000;

/** @param target a volume specification, or nothing for the active editor */
export async function createVolume(cluster: Cluster, target?: unknown): Promise<void> {
  if (!(await mayChange(cluster))) return;
  const document = await chooseSpec(target);
  const request = document && (await readSpec(cluster, document));
  if (!document || !request) return;
  const name = nameOf(request);
  const namespace = namespaceOf(request) ?? cluster.client().namespace;
  const what = `${request.verb === 'create' ? 'Create' : 'Register'} ${request.type === 'csi' ? 'CSI' : 'host'} volume "${name}"`;
  const question = { button: what.split(' ')[0] ?? '', detail: detailOf(request), job: name, thing: 'volume' };
  const permit = await confirmChange(cluster, `${what} in namespace "${namespace ?? 'default'}"`, question);
  if (!permit) return;
  const title = `${what.replace(/^(Creat|Regist)\w*/, (verb) => (verb === 'Create' ? 'Creating' : 'Registering'))} on ${cluster.label()}`;
  const made = await cluster.attempt(title, (client) => send(client, request, namespace), permit);
  if (!made) return;
  if (made.warnings) vscode.window.showWarningMessage(`Volume "${name}": ${made.warnings}`);
  if (request.type === 'host') {
    await cluster.attempt(`Waiting until volume "${name}" is ready`, (client, signal) =>
      untilReady(client, made.id, namespace, signal),
    );
  }
  await showVolume(cluster, { volume: { type: request.type, name, id: made.id }, namespace });
}

async function send(
  client: NomadClient,
  { type, verb, volume }: VolumeRequest,
  namespace: string | undefined,
): Promise<{ readonly id: string; readonly warnings?: string }> {
  if (type === 'host') {
    const call = verb === 'create' ? client.volumes.createHost : client.volumes.registerHost;
    const { Volume, Warnings } = await call(volume, { namespace });
    return { id: Volume.ID, warnings: Warnings || undefined };
  }
  if (verb === 'create') await client.volumes.createCsi(volume, { namespace });
  else await client.volumes.registerCsi(volume, { namespace });
  return { id: volume.ID };
}

async function untilReady(
  client: NomadClient,
  id: string,
  namespace: string | undefined,
  signal: AbortSignal,
): Promise<void> {
  for (const end = Date.now() + PATIENCE; Date.now() < end && !signal.aborted; ) {
    const { State } = (await client.volumes.hostVolume(id, { namespace, signal })).data;
    if (State !== 'pending') return;
    await sleep(500);
  }
}

function detailOf({ type, verb, volume }: VolumeRequest): string {
  const plugin = volume.PluginID ? `plugin "${volume.PluginID}"` : 'no plugin';
  if (verb === 'register') return `The storage itself is there already and stays as it is (${plugin}).`;
  return type === 'csi'
    ? `Storage ${plugin} makes the storage, and Nomad knows it from then on.`
    : `A node that fits makes a directory for it (${plugin}); jobs name it as "source".`;
}

function nameOf({ type, volume }: VolumeRequest): string {
  return type === 'csi' ? volume.ID : volume.Name;
}

function namespaceOf({ volume }: VolumeRequest): string | undefined {
  const { Namespace } = volume as { readonly Namespace?: unknown };
  return typeof Namespace === 'string' ? Namespace : undefined;
}
