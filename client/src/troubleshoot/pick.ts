/** Lets somebody pick what a check is about, from what the cluster has. */
import * as vscode from 'vscode';
import type { Cluster } from '../cluster';

interface Named {
  readonly id: string;
  readonly namespace: string;
}

export async function pickJob(cluster: Cluster, placeHolder: string): Promise<Named | undefined> {
  const found = await cluster.attempt('Looking for jobs', async (client, signal) => {
    const { data } = await client.jobs.list({ namespace: '*', signal });
    return data.filter(({ ParentID }) => !ParentID);
  });
  if (!found) return undefined;
  return pick(
    cluster,
    found.map(({ ID, Namespace, Type, Status }) => ({ id: ID, namespace: Namespace, detail: `${Type} · ${Status}` })),
    { placeHolder, none: 'There is no job' },
  );
}

export async function pickService(cluster: Cluster, placeHolder: string): Promise<Named | undefined> {
  const found = await cluster.attempt('Looking for services', async (client, signal) => {
    const { data } = await client.services.list({ namespace: '*', signal });
    return data.flatMap(({ Namespace, Services }) =>
      Services.map(({ ServiceName, Tags }) => ({
        id: ServiceName,
        namespace: Namespace,
        detail: (Tags ?? []).join(' '),
      })),
    );
  });
  return found && pick(cluster, found, { placeHolder, none: 'No service is registered with Nomad' });
}

async function pick(
  cluster: Cluster,
  found: readonly (Named & { readonly detail: string })[],
  texts: { readonly placeHolder: string; readonly none: string },
): Promise<Named | undefined> {
  if (found.length === 0) {
    vscode.window.showInformationMessage(`${texts.none} on ${cluster.label()}.`);
    return undefined;
  }
  const items = found.map((one) => ({ label: one.id, description: `${one.namespace} · ${one.detail}`, one }));
  const options = { title: cluster.label(), placeHolder: texts.placeHolder, matchOnDescription: true };
  return (await vscode.window.showQuickPick(items, options))?.one;
}
