/** Asks before a job is run whose file the policy keeps for reading, or for tests. */
import * as vscode from 'vscode';
import { policyOf } from '../views/policy-of';
import { type WhyAsk, whyAsk } from './why-ask';

/** @returns false when there is a reason to ask and nobody said to run it anyway */
export async function mayRun(document: vscode.TextDocument): Promise<boolean> {
  const why = whyAskFor(document);
  if (!why) return true;
  const { message, detail } = why;
  const chosen = await vscode.window.showWarningMessage(message, { modal: true, detail }, 'Run Anyway');
  return chosen === 'Run Anyway';
}

/** Why somebody has to be asked before this file is run. */
export function whyAskFor(document: vscode.TextDocument): WhyAsk | undefined {
  const { uri } = document;
  const name = vscode.workspace.asRelativePath(uri);
  return whyAsk({ uri: uri.toString(), text: document.getText(), name }, policyOf(uri));
}
