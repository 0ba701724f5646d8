/** `nomad.service.check`: whether a service is registered, healthy and reachable. */
import { isNomadError, type Job, type NomadClient } from '@nomad/api';
import * as vscode from 'vscode';
import type { Cluster } from '../cluster';
import { createLocator } from '../plan';
import { explorerOf } from '../views/explorer';
import { policyOf } from '../views/policy-of';
import { declaredServices } from './declared-services';
import { pickService } from './pick';
import { reportView } from './report-view';
import { type ServiceFacts, serviceReport } from './service-check';
import { documentTarget, rowOf } from './target';

/** @param target a row of the explorer, or nothing: then a service of the active job file, or one of the cluster's */
export async function checkService(cluster: Cluster, target?: unknown): Promise<void> {
  const chosen = await choose(cluster, target);
  if (!chosen) return;
  const { id: name, namespace = cluster.client().namespace ?? 'default' } = chosen;
  const found = await cluster.attempt(`Checking service "${name}" on ${cluster.label()}`, (client, signal) =>
    gather(client, name, namespace, signal),
  );
  if (!found) return;
  const place = cluster.place();
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/');
  const { declared, file } = (await declaration(cluster, name)) ?? {};
  const range = policyOf(folder).dynamicRange;
  await reportView(cluster).show(serviceReport({ ...found, name, namespace, cluster: place, declared, file, range }));
}

async function choose(cluster: Cluster, target: unknown) {
  const row = rowOf(target);
  if (row?.service) return { id: row.service, namespace: row.namespace };
  const document = await documentTarget(target);
  const declared = document ? declaredServices(document.getText()) : [];
  if (declared.length === 0) return pickService(cluster, 'Which service cannot be reached?');
  if (declared.length === 1) return { id: declared[0]?.name ?? '', namespace: undefined };
  const items = declared.map(({ name, provider, port }) => ({
    label: name,
    description: `port ${port} · ${provider}`,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    placeHolder: 'Which service of this job cannot be reached?',
  });
  return picked && { id: picked.label, namespace: undefined };
}

/** Checks are asked of the nodes, where an allocation may be gone by now. */
async function gather(
  client: NomadClient,
  name: string,
  namespace: string,
  signal: AbortSignal,
): Promise<Pick<ServiceFacts, 'registrations' | 'checks' | 'jobs' | 'others'>> {
  const { data: registrations } = await client.services.read(name, { namespace, signal });
  const allocations = [...new Set(registrations.map(({ AllocID }) => AllocID))].slice(0, 20);
  const checks = await Promise.all(
    allocations.map(async (id) => {
      try {
        return [id, await client.allocations.checks(id, { namespace, signal })] as const;
      } catch (error) {
        if (!isNomadError(error) || error.kind === 'cancelled') throw error;
        return [id, []] as const;
      }
    }),
  );
  const jobs = await Promise.all(
    [...new Set(registrations.map(({ JobID }) => JobID))].slice(0, 5).map((id) => jobOf(client, id, namespace, signal)),
  );
  return {
    registrations,
    checks: Object.fromEntries(checks),
    jobs: Object.fromEntries(jobs.flatMap((job) => (job ? [[job.ID, job]] : []))),
    others: registrations.length > 0 ? [] : await namesOf(client, namespace, signal),
  };
}

/** Only for how it declares the service: who may read that need not be allowed to read this. */
async function jobOf(
  client: NomadClient,
  id: string,
  namespace: string,
  signal: AbortSignal,
): Promise<Job | undefined> {
  return client.jobs.read(id, { namespace, signal }).catch((error) => {
    if (isNomadError(error, 'forbidden', 'not-found')) return undefined;
    throw error;
  });
}

async function namesOf(client: NomadClient, namespace: string, signal: AbortSignal): Promise<readonly string[]> {
  const { data } = await client.services.list({ namespace, signal });
  return data.flatMap(({ Services }) => Services.map(({ ServiceName }) => ServiceName));
}

async function declaration(
  cluster: Cluster,
  name: string,
): Promise<Pick<ServiceFacts, 'declared' | 'file'> | undefined> {
  for (const { uri, jobId } of (await explorerOf(cluster)?.files()) ?? []) {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
    const found = declaredServices(document.getText()).find((service) => service.name === name);
    if (!found) continue;
    return { declared: { ...found, job: jobId }, file: { uri, locate: createLocator(document.getText()) } };
  }
  return undefined;
}
