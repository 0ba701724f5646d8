/** Gets values for the variables of a job: asked once, remembered for the file, secrets never. */
import * as vscode from 'vscode';
import type { Cluster } from '../cluster';
import { isSecretName } from '../plan';
import { NO_VARIABLES, type Variables } from './variables';

/** What is kept in the workspace's memory for a job file. */
interface Remembered {
  /** The var file. */
  readonly file?: string;
  readonly values?: Readonly<Record<string, string>>;
}

/** Names of var files, as the examples of Nomad and its users have them. */
const VAR_FILES = '**/{*.vars.hcl,*.nomadvars,*.vars,*.nomad.vars,*.auto.vars.hcl,vars.hcl,*.vars.nomad}';

/** What was chosen before, as far as it is still there. */
export async function recallVariables(cluster: Cluster, document: vscode.TextDocument): Promise<Variables> {
  const remembered = cluster.memory.get<Remembered>(keyOf(document));
  if (!remembered) return NO_VARIABLES;
  const text = remembered.file ? await readText(vscode.Uri.parse(remembered.file)).catch(() => '') : '';
  return { text, values: remembered.values ?? {} };
}

export async function forgetVariables(cluster: Cluster, document: vscode.TextDocument): Promise<void> {
  await cluster.memory.update(keyOf(document), undefined);
}

/**
 * Asks for what has no value, the file it may come from first.
 *
 * @returns all values, or undefined when the person gave up
 */
export async function askVariables(
  cluster: Cluster,
  document: vscode.TextDocument,
  before: Variables,
  unset: readonly string[],
): Promise<Variables | undefined> {
  const file = before.text === '' ? await chooseFile(document, unset) : 'none';
  if (!file) return undefined;
  const remembered = cluster.memory.get<Remembered>(keyOf(document)) ?? {};
  if (file !== 'none') {
    await cluster.memory.update(keyOf(document), { ...remembered, file: file.toString() } satisfies Remembered);
    return { ...before, text: await readText(file) };
  }
  const values: Record<string, string> = { ...before.values };
  for (const name of unset) {
    const value = await vscode.window.showInputBox({
      title: `Value of variable "${name}"`,
      prompt: 'A string, number or bool as it is; a list, map or object as in HCL.',
      password: isSecretName(name),
      ignoreFocusOut: true,
    });
    if (value === undefined) return undefined;
    values[name] = value;
  }
  const open = Object.entries(values).filter(([name]) => !isSecretName(name));
  const kept: Remembered = { ...remembered, values: Object.fromEntries(open) };
  await cluster.memory.update(keyOf(document), kept);
  return { ...before, values };
}

/** A file, or none where the values shall be typed. */
async function chooseFile(
  document: vscode.TextDocument,
  unset: readonly string[],
): Promise<vscode.Uri | 'none' | undefined> {
  const files = await vscode.workspace.findFiles(VAR_FILES, '**/node_modules/**', 200);
  if (files.length === 0) return 'none';
  const names = unset.map((name) => `"${name}"`).join(', ');
  const folder = vscode.Uri.joinPath(document.uri, '..').path;
  const near = (uri: vscode.Uri) => (vscode.Uri.joinPath(uri, '..').path === folder ? 0 : 1);
  const items = [
    ...files
      .sort((a, b) => near(a) - near(b) || a.path.localeCompare(b.path))
      .map((file) => ({ label: vscode.workspace.asRelativePath(file), description: 'var file', file })),
    { label: 'Type the values…', description: names, file: 'none' as const },
  ];
  const chosen = await vscode.window.showQuickPick(items, {
    title: `Variables without a value: ${names}`,
    placeHolder: 'Where do they come from? Remembered for this job file.',
  });
  return chosen?.file;
}

function keyOf(document: vscode.TextDocument): string {
  return `nomad.variables:${document.uri.toString()}`;
}

/** As the editor has it when it is open, so that unsaved values count as unsaved jobs do. */
async function readText(uri: vscode.Uri): Promise<string> {
  return (await vscode.workspace.openTextDocument(uri)).getText();
}
