/** Gets values for the variables of a job: asked once, remembered for the file, secrets never. */
import * as vscode from 'vscode';
import type { Cluster } from '../cluster';
import { isSecretName } from '../plan';
import { NO_VARIABLES, type Variables } from './variables';

/** What is kept in the workspace's memory for a job file. */
export interface Remembered {
  /** The var file. */
  readonly file?: string;
  readonly values?: Readonly<Record<string, string>>;
}

/** Names of var files, as the examples of Nomad and its users have them. */
const VAR_FILES = '**/{*.vars.hcl,*.nomadvars,*.vars,*.nomad.vars,*.auto.vars.hcl,vars.hcl,*.vars.nomad}';

/**
 * What was chosen before. Undefined, after asking anew, when the var file is gone and the person gave up: a job must not
 * run with other values than those that were chosen for it.
 */
export async function recallVariables(cluster: Cluster, document: vscode.TextDocument): Promise<Variables | undefined> {
  const { file, values = {} } = recall(cluster, document);
  if (!file) return Object.keys(values).length > 0 ? { ...NO_VARIABLES, values } : NO_VARIABLES;
  const uri = vscode.Uri.parse(file);
  try {
    return { text: await readText(uri), values, file: vscode.workspace.asRelativePath(uri) };
  } catch {
    const again = 'Choose Again…';
    const message = `The var file ${vscode.workspace.asRelativePath(uri)}, chosen for this job file, cannot be read.`;
    if ((await vscode.window.showErrorMessage(message, again)) !== again) return undefined;
    await remember(cluster, document, { values });
    const chosen = await chooseFile(document, 'Which var file instead?');
    if (!chosen) return undefined;
    if (chosen !== 'none') await remember(cluster, document, { values, file: chosen.toString() });
    return recallVariables(cluster, document);
  }
}

export function recall(cluster: Cluster, document: vscode.TextDocument): Remembered {
  return cluster.memory.get<Remembered>(keyOf(document)) ?? {};
}

export async function forgetVariables(cluster: Cluster, document: vscode.TextDocument): Promise<void> {
  await cluster.memory.update(keyOf(document), undefined);
}

/** Values of secrets are left out. */
export async function remember(
  cluster: Cluster,
  document: vscode.TextDocument,
  { file, values = {} }: Remembered,
): Promise<void> {
  const open = Object.entries(values).filter(([name]) => !isSecretName(name));
  await cluster.memory.update(keyOf(document), { file, values: Object.fromEntries(open) } satisfies Remembered);
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
  const names = unset.map((name) => `"${name}"`).join(', ');
  const title = `Variables without a value: ${names}`;
  const file = before.file === undefined ? await chooseFile(document, title, names) : 'none';
  if (!file) return undefined;
  const remembered = recall(cluster, document);
  if (file !== 'none') {
    await remember(cluster, document, { ...remembered, file: file.toString() });
    return { ...before, text: await readText(file), file: vscode.workspace.asRelativePath(file) };
  }
  const given = await askValues(unset, {});
  if (!given) return undefined;
  const values = { ...before.values, ...given };
  await remember(cluster, document, { ...remembered, values });
  return { ...before, values };
}

/** One after the other; undefined when the person gave up. @param before what is offered */
export async function askValues(
  names: readonly string[],
  before: Readonly<Record<string, string>>,
): Promise<Record<string, string> | undefined> {
  const values: Record<string, string> = {};
  for (const name of names) {
    const value = await vscode.window.showInputBox({
      title: `Value of variable "${name}"`,
      prompt: 'A string, number or bool as it is; a list, map or object as in HCL.',
      value: before[name],
      password: isSecretName(name),
      ignoreFocusOut: true,
    });
    if (value === undefined) return undefined;
    values[name] = value;
  }
  return values;
}

/** A file, or none where the values shall be typed or there is no file. */
async function chooseFile(
  document: vscode.TextDocument,
  title: string,
  names = '',
): Promise<vscode.Uri | 'none' | undefined> {
  const files = await findVarFiles(document);
  if (files.length === 0) return 'none';
  const items = [
    ...files.map((file) => ({ label: vscode.workspace.asRelativePath(file), description: 'var file', file })),
    { label: 'Type the values…', description: names, file: 'none' as const },
  ];
  const placeHolder = 'Where do they come from? Remembered for this job file.';
  return (await vscode.window.showQuickPick(items, { title, placeHolder }))?.file;
}

/** Those beside the job file first. */
export async function findVarFiles(document: vscode.TextDocument): Promise<vscode.Uri[]> {
  const files = await vscode.workspace.findFiles(VAR_FILES, '**/node_modules/**', 200);
  const folder = vscode.Uri.joinPath(document.uri, '..').path;
  const near = (uri: vscode.Uri) => (vscode.Uri.joinPath(uri, '..').path === folder ? 0 : 1);
  return files.sort((a, b) => near(a) - near(b) || a.path.localeCompare(b.path));
}

function keyOf(document: vscode.TextDocument): string {
  return `nomad.variables:${document.uri.toString()}`;
}

/** As the editor has it while it is changed there, so that unsaved values count as unsaved jobs do; else from its place. */
async function readText(uri: vscode.Uri): Promise<string> {
  const changed = vscode.workspace.textDocuments.find((one) => one.isDirty && one.uri.toString() === uri.toString());
  return changed?.getText() ?? Buffer.from(await vscode.workspace.fs.readFile(uri)).toString('utf8');
}
