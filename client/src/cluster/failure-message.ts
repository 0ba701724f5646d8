/** Shows a failure: one message, the buttons that may help, everything else in the log. */
import { isNomadError } from '@nomad/api';
import * as vscode from 'vscode';
import { REMEDY_TITLES, type Remedy, remediesFor } from './remedies';

/**
 * @param repeatable false for a change of which nobody knows whether it was made
 * @returns whether to try again
 */
export async function showFailure(
  { output }: { readonly output: vscode.LogOutputChannel },
  error: unknown,
  repeatable = true,
): Promise<boolean> {
  if (!isNomadError(error)) {
    output.error(error instanceof Error ? error : String(error));
    await offer(`Something went wrong inside the extension: ${messageOf(error)}`, ['show-log']);
    return false;
  }
  output.error(error.message);
  const chosen = await offer(error.message.replace(/\s*\n•? ?/g, ' · '), remediesFor(error.kind, repeatable));
  switch (chosen) {
    case 'set-address':
      return (await vscode.commands.executeCommand<boolean>('nomad.cluster.setAddress')) === true && repeatable;
    case 'set-token':
      return (await vscode.commands.executeCommand<boolean>('nomad.cluster.setToken')) === true && repeatable;
    case 'open-settings':
      await vscode.commands.executeCommand('nomad.cluster.openSettings');
      return false;
    case 'look':
      await vscode.commands.executeCommand('nomad.explorer.focus');
      return false;
    case 'show-log':
      output.show();
      return false;
    default:
      return chosen === 'retry';
  }
}

async function offer(message: string, remedies: readonly Remedy[]): Promise<Remedy | undefined> {
  const items = remedies.map((remedy) => ({ title: REMEDY_TITLES[remedy], remedy }));
  return (await vscode.window.showErrorMessage(message, ...items))?.remedy;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
