/** Waits for a document of ours to have its new text: one that is open keeps the old one until the change arrives. */
import type * as vscode from 'vscode';

/** Gives up after a second: then it is shown as it is. */
export async function untilText(document: vscode.TextDocument, text: string): Promise<void> {
  for (let tries = 0; tries < 20 && document.getText() !== text; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
