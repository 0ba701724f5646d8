/**
 * `nomad.variable.edit` and `nomad.variable.create`: changes the items of a variable, and writes them when nobody else
 * has in the meantime. A form and no document: VS Code keeps unsaved documents on the disk, where no secret belongs.
 */
import { isNomadError } from '@nomad/api';
import * as vscode from 'vscode';
import type { Cluster } from '../cluster';
import { confirmInProduction, mayChange } from '../cluster/guard';
import { writtenJob } from '../commands/choose-document';
import { changesText, type Items, LARGEST, pathProblem, sizeOf, without } from './changes';
import { type ChosenVariable, pickVariable } from './pick-variable';
import { showVariable } from './show';

export async function editVariable(cluster: Cluster, target?: unknown): Promise<void> {
  if (!(await mayChange(cluster))) return;
  const chosen = await pickVariable(cluster, target, 'Edit a variable');
  if (!chosen) return;
  const { path, namespace } = chosen;
  const found = await cluster.attempt(`Reading variable "${path}" on ${cluster.label()}`, (client, signal) =>
    client.variables.read(path, { namespace, signal }),
  );
  if (!found) return;
  const { Items, ModifyIndex, Namespace } = found.data;
  await change(cluster, { path, namespace: Namespace }, Items, ModifyIndex);
}

/**
 * Where the job of the active file would look for it is offered as its path.
 *
 * @param target may name the path as `variable`, and a namespace
 */
export async function createVariable(cluster: Cluster, target?: unknown): Promise<void> {
  if (!(await mayChange(cluster))) return;
  const given = (target ?? {}) as { readonly variable?: string; readonly namespace?: string };
  const written = writtenJob(vscode.window.activeTextEditor?.document.getText() ?? '');
  const path = await vscode.window.showInputBox({
    title: `Create a variable on ${cluster.label()}: its path`,
    prompt: 'nomad/jobs/<job>, with /<group> and /<task> if you like: its tasks may read it without a policy.',
    value: given.variable ?? `nomad/jobs/${written?.id ?? ''}`,
    validateInput: pathProblem,
  });
  if (path === undefined) return;
  const namespace = given.namespace || written?.namespace || cluster.client().namespace || 'default';
  await change(cluster, { path, namespace }, {}, 0);
}

/**
 * Until it is written, or given up.
 *
 * @param before what the cluster has, at this index
 * @param begin with these changes made already
 */
async function change(
  cluster: Cluster,
  chosen: ChosenVariable,
  before: Items,
  index: number,
  begin: Items = before,
): Promise<void> {
  let items = begin;
  for (;;) {
    const step = await askForStep(cluster, chosen, before, items);
    if (!step) return;
    if (step === 'write') {
      if (await write(cluster, chosen, before, items, index)) return;
    } else items = (await applyStep(step, items)) ?? items;
  }
}

type Step = { readonly kind: 'add' } | { readonly kind: 'set' | 'fetch' | 'remove'; readonly key: string };

async function askForStep(
  cluster: Cluster,
  { path, namespace = 'default' }: ChosenVariable,
  before: Items,
  items: Items,
): Promise<Step | 'write' | undefined> {
  const pending = changesText(before, items);
  const keys: (vscode.QuickPickItem & { readonly step: Step | 'write' })[] = Object.keys(items)
    .sort()
    .map((key) => ({
      label: `$(key) ${key}`,
      description: before[key] === items[key] ? '••••••••' : Object.hasOwn(before, key) ? 'changed' : 'new',
      step: { kind: 'set', key },
    }));
  const writes = pending !== '' && Object.keys(items).length > 0;
  const answer = await vscode.window.showQuickPick(
    [
      ...(writes ? [{ label: '$(save) Write', description: pending, step: 'write' as const }] : []),
      ...keys,
      { label: '$(add) Add a key…', step: { kind: 'add' as const } },
    ],
    {
      title: `Variable "${path}" · ${namespace} on ${cluster.label()}`,
      placeHolder: pending === '' ? 'Which key?' : 'Nothing is written yet',
      ignoreFocusOut: true,
    },
  );
  if (!answer) return undefined;
  return typeof answer.step === 'object' && 'key' in answer.step ? askWhatWith(answer.step.key) : answer.step;
}

async function askWhatWith(key: string): Promise<Step | undefined> {
  const picked = await vscode.window.showQuickPick(
    [
      { label: '$(edit) Type a new value…', step: { kind: 'set' as const, key } },
      {
        label: '$(file) Take the value from a file…',
        detail: 'For certificates and keys.',
        step: { kind: 'fetch' as const, key },
      },
      { label: '$(trash) Remove the key', step: { kind: 'remove' as const, key } },
    ],
    { title: `Key "${key}"`, ignoreFocusOut: true },
  );
  return picked?.step;
}

/** Undefined: nothing else than before. */
async function applyStep(step: Step, items: Items): Promise<Items | undefined> {
  if (step.kind === 'add') {
    const key = await vscode.window.showInputBox({
      title: 'Name of the key',
      prompt: 'Letters, digits and underscores are the easiest to use in templates.',
      ignoreFocusOut: true,
      validateInput: (text) =>
        text.trim() === ''
          ? 'A key needs a name.'
          : Object.hasOwn(items, text.trim())
            ? 'It is there already.'
            : undefined,
    });
    return key === undefined ? undefined : applyStep({ kind: 'set', key: key.trim() }, items);
  }
  const { key } = step;
  if (step.kind === 'remove') return without(items, key);
  const value = step.kind === 'fetch' ? await fromFile(key) : await typed(key);
  return value === undefined ? undefined : { ...items, [key]: value };
}

function typed(key: string): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: `Value of "${key}"`,
    prompt: 'It is not shown, and goes to Nomad alone.',
    password: true,
    ignoreFocusOut: true,
  });
}

async function fromFile(key: string): Promise<string | undefined> {
  const [file] = (await vscode.window.showOpenDialog({ title: `Value of "${key}"`, openLabel: 'Take' })) ?? [];
  if (!file) return undefined;
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
}

/** Whether that is over: when somebody was faster, what was typed is not lost. */
async function write(
  cluster: Cluster,
  { path, namespace }: ChosenVariable,
  before: Items,
  items: Items,
  index: number,
): Promise<boolean> {
  if (sizeOf(items) > LARGEST) {
    vscode.window.showErrorMessage('Nomad keeps at most 64 KiB in one variable: put some keys into another one.');
    return false;
  }
  const permit = await confirmInProduction(cluster, `Write variable "${path}"`, path, 'variable');
  if (!permit) return false;
  const title = `Writing variable "${path}" on ${cluster.label()}`;
  const written = await cluster.attempt(
    title,
    async (client) => {
      try {
        return await client.variables.write(path, items, { namespace, checkIndex: index });
      } catch (error) {
        if (isNomadError(error, 'conflict')) return 'conflict';
        throw error;
      }
    },
    permit,
  );
  if (!written) return false;
  if (written !== 'conflict') {
    vscode.window.showInformationMessage(
      `Variable "${path}" is written on ${cluster.label()}: ${changesText(before, items)}.`,
    );
    await showVariable(cluster, { variable: path, namespace });
    return true;
  }
  const chosen = await vscode.window.showWarningMessage(
    index === 0
      ? `There is a variable "${path}" on ${cluster.label()} already: nothing was written.`
      : `Somebody else wrote variable "${path}" on ${cluster.label()} after you had read it: theirs stays, nothing of yours was written.`,
    { modal: true, detail: 'Put your changes upon what is there now, or give up.' },
    'Upon Theirs',
  );
  if (!chosen) return true;
  const now = await cluster.attempt(`Reading variable "${path}"`, (client, signal) =>
    client.variables.read(path, { namespace, signal }),
  );
  if (!now) return false;
  const mine = Object.fromEntries(Object.entries(items).filter(([key, value]) => before[key] !== value));
  const kept = Object.entries(now.data.Items).filter(
    ([key]) => Object.hasOwn(items, key) || !Object.hasOwn(before, key),
  );
  await change(cluster, { path, namespace }, now.data.Items, now.data.ModifyIndex, {
    ...Object.fromEntries(kept),
    ...mine,
  });
  return true;
}
