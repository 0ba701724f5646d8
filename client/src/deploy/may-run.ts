/** Asks before a job that is kept for reference only is run all the same. */
import * as vscode from 'vscode';
import { pathOf } from '../../../server/src/policy-paths';
import { policyOf } from '../views/policy-of';
import { isReferenceOnly } from './reference-only';

/** @returns false when the file is for reference only and nobody said to run it anyway */
export async function mayRun(document: vscode.TextDocument): Promise<boolean> {
  if (!isDocumentReferenceOnly(document)) return true;
  const name = vscode.workspace.asRelativePath(document.uri);
  const chosen = await vscode.window.showWarningMessage(
    `${name} is kept for reference only and is not meant to run.`,
    {
      modal: true,
      detail:
        'Its name, or the comment at its top, says so. The names come from the policy: "referenceOnlyJobs" in .nomad-lint.json or the settings.',
    },
    'Run Anyway',
  );
  return chosen === 'Run Anyway';
}

export function isDocumentReferenceOnly(document: vscode.TextDocument): boolean {
  const { uri } = document;
  return isReferenceOnly(document.getText(), pathOf(uri.toString()), policyOf(uri).referenceOnlyJobs);
}
