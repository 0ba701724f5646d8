/** Gets values for the variables of a job: asked once, remembered for the file, secrets never. */
import * as vscode from 'vscode';
import type { Cluster } from '../cluster';
import { isSecretName } from '../plan';
import { NO_VARIABLES, type VarFile, type Variables } from './variables';

/** What is kept in the workspace's memory for a job file. */
export interface Remembered {
  /** Addresses of var files: later ones win over earlier ones. */
  readonly files: readonly string[];
  readonly values: Readonly<Record<string, string>>;
}

/** Names of var files, as the examples of Nomad and its users have them. */
const VAR_FILES = '**/{*.vars.hcl,*.nomadvars,*.vars,*.nomad.vars,*.auto.vars.hcl,vars.hcl,*.vars.nomad}';

/**
 * What was chosen before. Undefined, after asking anew, when a var file is gone and the person gave up: a job must not
 * run with other values than those that were chosen for it.
 */
export async function recallVariables(cluster: Cluster, document: vscode.TextDocument): Promise<Variables | undefined> {
  const { files, values } = recall(cluster, document);
  if (files.length === 0 && Object.keys(values).length === 0) return NO_VARIABLES;
  const read: VarFile[] = [];
  for (const [place, file] of files.entries()) {
    const uri = vscode.Uri.parse(file);
    try {
      read.push(await readVarFile(uri));
    } catch {
      const again = 'Choose Again…';
      const message = `The var file ${vscode.workspace.asRelativePath(uri)}, chosen for this job file, cannot be read.`;
      if ((await vscode.window.showErrorMessage(message, again)) !== again) return undefined;
      const others = files.filter((other) => other !== file);
      await remember(cluster, document, { files: others, values });
      const chosen = await chooseFile(document, 'Which var file instead?', others);
      if (!chosen) return undefined;
      // In its place: another order gives other values.
      if (chosen !== 'none') {
        await remember(cluster, document, { files: files.with(place, chosen.toString()), values });
      }
      return recallVariables(cluster, document);
    }
  }
  return { files: read, values };
}

export function recall(cluster: Cluster, document: vscode.TextDocument): Remembered {
  const { files = [], values = {} } = cluster.memory.get<Partial<Remembered>>(keyOf(document)) ?? {};
  return { files, values };
}

export async function forgetVariables(cluster: Cluster, document: vscode.TextDocument): Promise<void> {
  await cluster.memory.update(keyOf(document), undefined);
}

/** Values of secrets are left out. */
export async function remember(
  cluster: Cluster,
  document: vscode.TextDocument,
  { files, values }: Remembered,
): Promise<void> {
  const open = Object.entries(values).filter(([name]) => !isSecretName(name));
  await cluster.memory.update(keyOf(document), { files, values: Object.fromEntries(open) } satisfies Remembered);
}

/**
 * Asks for what has no value, the files it may come from first: one after the other, as long as there are some that were
 * not taken.
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
  const remembered = recall(cluster, document);
  const file = await chooseFile(document, `Variables without a value: ${names}`, remembered.files, names);
  if (!file) return undefined;
  if (file !== 'none') {
    await remember(cluster, document, { ...remembered, files: [...remembered.files, file.toString()] });
    return { ...before, files: [...before.files, await readVarFile(file)] };
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

/** A file that was not taken yet, or none where the values shall be typed or there is no file. */
async function chooseFile(
  document: vscode.TextDocument,
  title: string,
  taken: readonly string[],
  names = '',
): Promise<vscode.Uri | 'none' | undefined> {
  const files = (await findVarFiles(document)).filter((file) => !taken.includes(file.toString()));
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

async function readVarFile(uri: vscode.Uri): Promise<VarFile> {
  return { name: vscode.workspace.asRelativePath(uri), text: await readText(uri) };
}

/** As the editor has it while it is changed there, so that unsaved values count as unsaved jobs do; else from its place. */
async function readText(uri: vscode.Uri): Promise<string> {
  const changed = vscode.workspace.textDocuments.find((one) => one.isDirty && one.uri.toString() === uri.toString());
  return changed?.getText() ?? Buffer.from(await vscode.workspace.fs.readFile(uri)).toString('utf8');
}
