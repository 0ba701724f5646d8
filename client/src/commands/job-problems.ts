/** Says what is wrong with a job file, and goes there. */
import * as vscode from 'vscode';
import type { JobProblem, JobReading } from './job-document';
import { jobProblemsText } from './job-problems-text';

/** What the person wants after the message: nothing, to go on all the same, or other values for the variables. */
export type Answer = 'go-on' | 'variables' | undefined;

/** @param remembered whether values of variables were taken from what was given before */
export async function showJobProblems(
  document: vscode.TextDocument,
  { built, problems }: JobReading,
  remembered: boolean,
): Promise<Answer> {
  const name = vscode.workspace.asRelativePath(document.uri);
  const [first] = problems;
  type Item = vscode.MessageItem & { readonly act?: () => unknown; readonly answer?: Answer };
  const items: Item[] = [
    ...(first?.line === undefined ? [] : [{ title: 'Go to Line', act: () => goTo(document, first) }]),
    { title: 'Open Problems', act: () => vscode.commands.executeCommand('workbench.actions.view.problems') },
    ...(remembered ? [{ title: 'Other Variables…', answer: 'variables' as const }] : []),
    ...(built ? [{ title: 'Go On Anyway', answer: 'go-on' as const }] : []),
  ];
  const text = jobProblemsText(name, problems, built !== undefined);
  const chosen = await vscode.window.showErrorMessage<Item>(text, ...items);
  await chosen?.act?.();
  return chosen?.answer;
}

async function goTo(document: vscode.TextDocument, { line = 1, column = 1 }: JobProblem): Promise<void> {
  const place = new vscode.Position(line - 1, column - 1);
  await vscode.window.showTextDocument(document, { selection: new vscode.Range(place, place) });
}
