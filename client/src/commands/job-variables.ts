/** `nomad.job.variables`: which values plan and run use for the variables of a job file, from now on. */
import * as vscode from 'vscode';
import type { Cluster } from '../cluster';
import { askValues, findVarFiles, forgetVariables, recall, remember } from './ask-variables';
import { chooseDocument } from './choose-document';
import { declaredVariables } from './variables';

interface Item extends vscode.QuickPickItem {
  readonly act?: () => unknown;
  /** Whether the list is shown again. */
  readonly stay?: boolean;
}

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
  const found = (await findVarFiles(document)).map(String);
  const options = {
    title: `Where do the variables of ${name} come from?`,
    placeHolder: `It declares ${declared.join(', ')}. Remembered for this job file.`,
    matchOnDescription: true,
  };
  // A common file and one for the place are two choices: the list stays until somebody is done with it.
  for (;;) {
    const chosen = await vscode.window.showQuickPick(itemsFor(cluster, document, declared, found), options);
    await chosen?.act?.();
    if (!chosen?.stay) return;
  }
}

function itemsFor(
  cluster: Cluster,
  document: vscode.TextDocument,
  declared: readonly string[],
  found: readonly string[],
): Item[] {
  const { files, values } = recall(cluster, document);
  const typed = Object.entries(values).map(([key, value]) => `${key} = ${value}`);
  const others = found.filter((file) => !files.includes(file));
  const file = (uri: string, icon: string, description: string, taken: readonly string[]): Item => ({
    label: `${icon} ${vscode.workspace.asRelativePath(vscode.Uri.parse(uri))}`,
    description,
    stay: true,
    act: () => remember(cluster, document, { values, files: taken }),
  });
  const rankOf = (place: number) =>
    files.length === 1
      ? 'var file'
      : place === files.length - 1
        ? `var file ${place + 1}, which wins`
        : `var file ${place + 1}`;
  return [
    ...(files.length > 0 ? [{ label: '$(check-all) Done', description: 'or choose more: a later file wins' }] : []),
    ...files.map((uri, place) =>
      file(
        uri,
        '$(check)',
        rankOf(place),
        files.filter((other) => other !== uri),
      ),
    ),
    ...others.map((uri) => file(uri, '$(blank)', 'var file', [...files, uri])),
    ...(files.length > 0 || found.length > 0 ? [SEPARATOR] : []),
    {
      label: '$(edit) Type a value…',
      description: typed.join(', '),
      detail: 'A typed value wins over var files. Those with the name of a secret are asked for each time.',
      act: () => typeValue(cluster, document, declared),
    },
    ...(typed.length > 0 || files.length > 0
      ? [
          {
            label: '$(clear-all) Forget all of it',
            description: 'only defaults and NOMAD_VAR_… count then',
            act: () => forgetVariables(cluster, document),
          },
        ]
      : []),
  ];
}

const SEPARATOR: Item = { label: '', kind: vscode.QuickPickItemKind.Separator };

async function typeValue(cluster: Cluster, document: vscode.TextDocument, declared: readonly string[]): Promise<void> {
  const { files, values } = recall(cluster, document);
  const items = declared.map((label) => ({ label, description: values[label] }));
  const chosen = await vscode.window.showQuickPick(items, { title: 'Which variable?' });
  const given = chosen && (await askValues([chosen.label], values));
  if (given) await remember(cluster, document, { files, values: { ...values, ...given } });
}
