/** `nomad.job.variables`: which values plan and run use for the variables of a job file, from now on. */
import * as vscode from 'vscode';
import type { Cluster } from '../cluster';
import { askValues, findVarFiles, forgetVariables, recall, remember } from './ask-variables';
import { chooseDocument } from './choose-document';
import { declaredVariables } from './variables';

type Item = vscode.QuickPickItem & { readonly act?: () => unknown };

/** @param target a job file, or nothing for the active editor */
export async function chooseVariables(cluster: Cluster, target?: unknown): Promise<void> {
  const document = await chooseDocument(target);
  if (!document) return;
  const name = vscode.workspace.asRelativePath(document.uri);
  const declared = declaredVariables(document.getText());
  if (declared.length === 0) {
    vscode.window.showInformationMessage(`${name} declares no variables: there is nothing to choose.`);
    return;
  }
  const now = recall(cluster, document);
  const values = now.values ?? {};
  const typed = Object.entries(values).map(([key, value]) => `${key} = ${value}`);
  const check = (chosen: boolean) => (chosen ? '$(check)' : '$(blank)');
  const items: Item[] = [
    ...(await findVarFiles(document)).map((file) => ({
      label: `${check(now.file === file.toString())} ${vscode.workspace.asRelativePath(file)}`,
      description: 'var file',
      act: () => remember(cluster, document, { values, file: file.toString() }),
    })),
    {
      label: `${check(!now.file)} No var file`,
      description: 'defaults, NOMAD_VAR_… and what is typed',
      act: () => remember(cluster, document, { values }),
    },
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    {
      label: '$(edit) Type a value…',
      description: typed.join(', '),
      detail: 'A typed value wins over the var file. Those with the name of a secret are asked for each time.',
      act: () => typeValue(cluster, document, declared),
    },
    ...(typed.length > 0 || now.file
      ? [{ label: '$(clear-all) Forget all of it', act: () => forgetVariables(cluster, document) }]
      : []),
  ];
  const chosen = await vscode.window.showQuickPick(items, {
    title: `Where do the variables of ${name} come from?`,
    placeHolder: `It declares ${declared.join(', ')}. Remembered for this job file.`,
  });
  await chosen?.act?.();
}

async function typeValue(cluster: Cluster, document: vscode.TextDocument, declared: readonly string[]): Promise<void> {
  const { file, values = {} } = recall(cluster, document);
  const items = declared.map((label) => ({ label, description: values[label] }));
  const chosen = await vscode.window.showQuickPick(items, { title: 'Which variable?' });
  const given = chosen && (await askValues([chosen.label], values));
  if (given) await remember(cluster, document, { file, values: { ...values, ...given } });
}
