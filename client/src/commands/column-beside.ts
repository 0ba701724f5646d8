/** Where a document about a job goes: beside the job file, and never into a third column. */
import * as vscode from 'vscode';

/** What the extension writes itself: plans, reports. */
const OURS = /^nomad-/;

/**
 * Where the document is already, in sight or behind another tab; where others of ours are; another group that is there;
 * else a new one. In front where nothing is open.
 */
export function columnBeside(uri: vscode.Uri): vscode.ViewColumn {
  const { all, activeTabGroup } = vscode.window.tabGroups;
  const active = vscode.window.activeTextEditor?.document.uri;
  if (!active || OURS.test(active.scheme)) return activeTabGroup.viewColumn;
  const others = all.filter((group) => group !== activeTabGroup);
  const holding = (fits: (shown: vscode.Uri) => boolean) =>
    others.find(({ tabs }) => tabs.some(({ input }) => input instanceof vscode.TabInputText && fits(input.uri)));
  const found = holding((shown) => shown.toString() === uri.toString()) ?? holding(({ scheme }) => OURS.test(scheme));
  return (found ?? others.at(-1))?.viewColumn ?? vscode.ViewColumn.Beside;
}
