/** `nomad.variable.put`: writes the variable that a specification describes, as `nomad var put` does. */
import { isNomadError } from '@nomad/api';
import * as vscode from 'vscode';
import type { Cluster } from '../cluster';
import { confirmChange, mayChange } from '../cluster/guard';
import { askForSpec } from '../storage/ask-server';
import { changesText, type Items, pathProblem } from './changes';
import { showVariable } from './show';
import { variableOfSpec } from './variable-spec';

/** @param target a variable specification, or nothing for the active editor */
export async function putVariable(cluster: Cluster, target?: unknown): Promise<void> {
  if (!(await mayChange(cluster))) return;
  const document =
    target instanceof vscode.Uri
      ? await vscode.workspace.openTextDocument(target)
      : vscode.window.activeTextEditor?.document;
  if (document?.languageId !== 'nomad-variable') {
    vscode.window.showInformationMessage('Open the specification of a variable first. "Create Variable" needs none.');
    return;
  }
  const answer = await askForSpec(cluster, document);
  const [problem] = answer?.problems ?? [];
  const spec = answer?.values && variableOfSpec(answer.values);
  const wrong = problem
    ? `line ${problem.range.start.line + 1}: ${problem.message}`
    : !spec
      ? 'the language server does not read it.'
      : (pathProblem(spec.path) ?? (Object.keys(spec.items).length === 0 ? 'it has no items.' : undefined));
  if (wrong !== undefined || !spec) {
    vscode.window.showErrorMessage(`${vscode.workspace.asRelativePath(document.uri)}: ${wrong}`);
    return;
  }
  const { path, items, namespace = cluster.client().namespace ?? 'default', index } = spec;
  const before = await cluster.attempt(`Reading variable "${path}" on ${cluster.label()}`, async (client, signal) => {
    try {
      const { Items, ModifyIndex } = (await client.variables.read(path, { namespace, signal })).data;
      return { items: Items as Items, index: ModifyIndex };
    } catch (error) {
      if (isNomadError(error, 'not-found')) return { items: {}, index: 0 };
      throw error;
    }
  });
  if (!before) return;
  const changes = changesText(before.items, items);
  if (changes === '') {
    vscode.window.showInformationMessage(`Variable "${path}" on ${cluster.label()} is as the file has it.`);
    return;
  }
  const permit = await confirmChange(cluster, `Write variable "${path}" in namespace "${namespace}"`, {
    button: 'Write',
    detail: `It ${changes}.`,
    job: path,
    thing: 'variable',
  });
  if (!permit) return;
  const title = `Writing variable "${path}" on ${cluster.label()}`;
  const options = { namespace, checkIndex: index ?? before.index };
  const written = await cluster.attempt(title, (client) => client.variables.write(path, items, options), permit);
  if (written) await showVariable(cluster, { variable: path, namespace });
}
