/** Where in a job storage goes: the task under the cursor, or one that is picked. */
import * as vscode from 'vscode';

interface Task {
  readonly name: string;
  readonly group: string;
  readonly position: vscode.Position;
  readonly range: vscode.Range;
}

/** Undefined when somebody gave up; the cursor's own place where there is nothing to choose from. */
export async function choosePlace(
  document: vscode.TextDocument,
  cursor: vscode.Position,
): Promise<vscode.Position | undefined> {
  const tasks = await tasksOf(document);
  const [only, ...others] = tasks;
  const here = tasks.find(({ range }) => range.contains(cursor));
  if (here || !only) return here?.position ?? cursor;
  if (others.length === 0) return only.position;
  const items = tasks.map((task) => ({ label: task.name, description: `group ${task.group}`, task }));
  return (await vscode.window.showQuickPick(items, { placeHolder: 'Which task needs the storage?' }))?.task.position;
}

/** The name of the job or task at a place, for names of volumes. */
export async function nameAt(document: vscode.TextDocument, position: vscode.Position): Promise<string | undefined> {
  const tasks = await tasksOf(document);
  return tasks.find(({ range }) => range.contains(position))?.name;
}

async function tasksOf({ uri }: vscode.TextDocument): Promise<readonly Task[]> {
  const command = 'vscode.executeDocumentSymbolProvider';
  const symbols = (await vscode.commands.executeCommand<vscode.DocumentSymbol[] | undefined>(command, uri)) ?? [];
  const inside = (type: string) => (symbol: vscode.DocumentSymbol) =>
    symbol.children.filter(({ detail }) => detail === type);
  return symbols
    .filter(({ detail }) => detail === 'job')
    .flatMap(inside('group'))
    .flatMap((group) =>
      inside('task')(group).map(({ name, range, selectionRange }) => {
        return { name, group: group.name, position: selectionRange.end, range };
      }),
    );
}
