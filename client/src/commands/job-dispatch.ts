/** `nomad.job.dispatch`: starts a parameterized job with the meta and the payload that it asks for. */
import * as vscode from 'vscode';
import type { Cluster } from '../cluster';
import { confirmInProduction, mayChange } from '../cluster/guard';
import { isSecretName } from '../plan';
import { type DispatchForm, formOf, LARGEST_PAYLOAD } from './dispatch-form';
import { follow } from './follow';
import { pickJob } from './pick-job';

/** @param argument may hold `meta` and the text of a `payload` */
export async function dispatch(cluster: Cluster, argument?: unknown): Promise<void> {
  if (!(await mayChange(cluster))) return;
  const job = await pickJob(cluster, argument, {
    title: 'Dispatch a job',
    fits: ({ ParameterizedJob, Stop }) => ParameterizedJob && !Stop,
    none: 'There is no parameterized job',
    which: 'is parameterized there',
  });
  if (!job) return;
  const { id, namespace } = job;
  const read = await cluster.attempt(`Reading job "${id}"`, (client, signal) =>
    client.jobs.read(id, { namespace, signal }),
  );
  if (!read) return;
  const form = formOf(read);
  if (!form) {
    vscode.window.showInformationMessage(
      `Job "${id}" on ${cluster.label()} is not parameterized, so it cannot be dispatched.`,
    );
    return;
  }
  const given = (argument ?? {}) as { readonly meta?: Record<string, string>; readonly payload?: string };
  const meta = given.meta ?? (await askForMeta(cluster, id, form));
  if (!meta) return;
  const payload = given.payload === undefined ? await askForPayload(id, form) : Buffer.from(given.payload);
  if (payload === undefined) return;
  const permit = await confirmInProduction(cluster, `Dispatch job "${id}"`, id);
  if (!permit) return;
  const since = Date.now();
  const title = `Dispatching job "${id}" on ${cluster.label()}`;
  const options = { namespace, meta, payload: payload === 'none' ? undefined : payload };
  const started = await cluster.attempt(title, (client) => client.jobs.dispatch(id, options), permit);
  if (started) await follow(cluster, { evalId: started.EvalID, jobId: started.DispatchedJobID, namespace, since });
}

/** All required keys, and those of the optional ones that somebody wants to set. Open values are remembered. */
async function askForMeta(
  cluster: Cluster,
  id: string,
  { required, optional }: DispatchForm,
): Promise<Record<string, string> | undefined> {
  const key = `nomad.dispatch:${id}`;
  const before = cluster.memory.get<Record<string, string>>(key) ?? {};
  const chosen =
    optional.length === 0
      ? []
      : await vscode.window.showQuickPick(
          optional.map((label) => ({ label, picked: label in before })),
          {
            title: `Dispatch job "${id}"`,
            placeHolder: 'Which of the optional meta keys shall be set?',
            canPickMany: true,
          },
        );
  if (!chosen) return undefined;
  const keys = [...required, ...chosen.map(({ label }) => label)];
  const meta: Record<string, string> = {};
  for (const [i, name] of keys.entries()) {
    const needed = required.includes(name);
    const value = await vscode.window.showInputBox({
      title: `Dispatch job "${id}" (${i + 1} of ${keys.length}): meta "${name}"`,
      prompt: needed ? 'The job requires it.' : 'Optional; wins over the meta of the job.',
      value: isSecretName(name) ? undefined : before[name],
      password: isSecretName(name),
      ignoreFocusOut: true,
    });
    if (value === undefined) return undefined;
    meta[name] = value;
  }
  const open = Object.entries(meta).filter(([name]) => !isSecretName(name));
  await cluster.memory.update(key, Object.fromEntries(open));
  return meta;
}

/** Undefined: given up. */
async function askForPayload(id: string, { payload }: DispatchForm): Promise<Uint8Array | 'none' | undefined> {
  if (payload === 'forbidden') return 'none';
  if (payload === 'optional') {
    const answer = await vscode.window.showQuickPick(
      [
        { label: 'Without a payload', file: false },
        { label: 'Payload from a file…', file: true },
      ],
      { title: `Dispatch job "${id}": it takes a payload` },
    );
    if (!answer) return undefined;
    if (!answer.file) return 'none';
  }
  const files = await vscode.window.showOpenDialog({
    title: `Payload for job "${id}": a file of at most 16 KiB`,
    openLabel: 'Dispatch',
  });
  const [file] = files ?? [];
  if (!file) return undefined;
  const bytes = await vscode.workspace.fs.readFile(file);
  if (bytes.length <= LARGEST_PAYLOAD) return bytes;
  vscode.window.showErrorMessage(
    `${vscode.workspace.asRelativePath(file)} has ${bytes.length} bytes; Nomad takes payloads of at most ${LARGEST_PAYLOAD}. Put it where the task can fetch it, and send the place as meta.`,
  );
  return undefined;
}
