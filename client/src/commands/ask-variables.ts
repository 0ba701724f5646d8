/** Gets values for the variables of a job: asked once, remembered for the file, secrets never. */
import { isNomadError, NomadError, unsetVariables } from '@nomad/api';
import * as vscode from 'vscode';
import type { Cluster } from '../cluster';
import type { BuiltJob } from '../cluster/submit';
import { isSecretName } from '../plan';
import { jobFromDocument } from './job-document';
import { showParseProblem } from './parse-problem';
import { declaredVariables, NO_VARIABLES, type Variables, valuesFromEnvironment } from './variables';

/** What is kept in the workspace's memory for a job file. */
interface Remembered {
  /** The var file. */
  readonly file?: string;
  readonly values?: Readonly<Record<string, string>>;
}

/** Names of var files, as the examples of Nomad and its users have them. */
const VAR_FILES = '**/{*.vars.hcl,*.nomadvars,*.vars,*.nomad.vars,*.auto.vars.hcl,vars.hcl,*.vars.nomad}';

/**
 * Builds the job of a document. Variables without a value are asked for, the file they may come from first.
 * Undefined when the person gave up, or when it failed and that was shown.
 */
export async function buildJob(cluster: Cluster, document: vscode.TextDocument): Promise<BuiltJob | undefined> {
  const key = `nomad.variables:${document.uri.toString()}`;
  let variables = await recall(cluster.memory.get<Remembered>(key), document);
  for (;;) {
    const built = await parse(cluster, document, variables);
    if (!built || 'job' in built) return built;
    const given = await ask(cluster, key, document, variables, built.unset);
    if (!given) return undefined;
    variables = given;
  }
}

/** The job, or the variables that it misses. */
async function parse(
  cluster: Cluster,
  document: vscode.TextDocument,
  variables: Variables,
): Promise<BuiltJob | { readonly unset: readonly string[] } | undefined> {
  const parsed = await tryToParse(cluster, document, variables);
  if (!(parsed instanceof NomadError)) return parsed;
  cluster.output.error(parsed.message);
  await showParseProblem(document, parsed.serverText ?? '');
  return undefined;
}

async function tryToParse(
  cluster: Cluster,
  document: vscode.TextDocument,
  variables: Variables,
): Promise<BuiltJob | { readonly unset: readonly string[] } | NomadError | undefined> {
  const environment = valuesFromEnvironment(declaredVariables(document.getText()), variables.text, process.env);
  const all = { text: variables.text, values: { ...environment, ...variables.values } };
  return cluster.attempt<BuiltJob | { readonly unset: readonly string[] } | NomadError>(
    'Reading the job file',
    async (client, signal) => {
      try {
        return await jobFromDocument(client, document, all, signal);
      } catch (error) {
        if (!isNomadError(error, 'server') || error.status !== 400) throw error;
        const unset = unsetVariables(error.serverText ?? '');
        return unset.length > 0 ? { unset } : error;
      }
    },
  );
}

async function ask(
  cluster: Cluster,
  key: string,
  document: vscode.TextDocument,
  before: Variables,
  unset: readonly string[],
): Promise<Variables | undefined> {
  const names = unset.map((name) => `"${name}"`).join(', ');
  const files = await vscode.workspace.findFiles(VAR_FILES, '**/node_modules/**', 200);
  const folder = vscode.Uri.joinPath(document.uri, '..').path;
  const near = (uri: vscode.Uri) => (vscode.Uri.joinPath(uri, '..').path === folder ? 0 : 1);
  const items = [
    ...files
      .sort((a, b) => near(a) - near(b) || a.path.localeCompare(b.path))
      .map((uri) => ({ label: vscode.workspace.asRelativePath(uri), description: 'var file', uri })),
    { label: 'Type the values…', description: names, uri: undefined },
  ];
  const chosen =
    before.text === '' && files.length > 0
      ? await vscode.window.showQuickPick(items, {
          title: `Variables without a value: ${names}`,
          placeHolder: 'Where do they come from? Remembered for this job file.',
        })
      : items.at(-1);
  if (!chosen) return undefined;
  const remembered = cluster.memory.get<Remembered>(key) ?? {};
  if (chosen.uri) {
    await cluster.memory.update(key, { ...remembered, file: chosen.uri.toString() } satisfies Remembered);
    return { ...before, text: await readText(chosen.uri) };
  }
  const values: Record<string, string> = { ...before.values };
  const declared = declaredVariables(document.getText());
  for (const name of unset) {
    const type = declared.find((variable) => variable.name === name)?.type ?? 'string';
    const value = await vscode.window.showInputBox({
      title: `Value of variable "${name}"`,
      prompt: type === 'string' ? 'Taken as it is.' : `Of type ${type}: write it as in HCL.`,
      password: isSecretName(name),
      ignoreFocusOut: true,
    });
    if (value === undefined) return undefined;
    values[name] = value;
  }
  const open = Object.entries(values).filter(([name]) => !isSecretName(name));
  await cluster.memory.update(key, { ...remembered, values: Object.fromEntries(open) } satisfies Remembered);
  return { ...before, values };
}

/** What was chosen before, as far as it is still there. */
async function recall(remembered: Remembered | undefined, document: vscode.TextDocument): Promise<Variables> {
  if (!remembered) return NO_VARIABLES;
  const declared = new Set(declaredVariables(document.getText()).map(({ name }) => name));
  const values = Object.entries(remembered.values ?? {}).filter(([name]) => declared.has(name));
  const text = remembered.file ? await readText(vscode.Uri.parse(remembered.file)).catch(() => '') : '';
  return { text, values: Object.fromEntries(values) };
}

/** As the editor has it when it is open, so that unsaved values count as unsaved jobs do. */
async function readText(uri: vscode.Uri): Promise<string> {
  return (await vscode.workspace.openTextDocument(uri)).getText();
}
