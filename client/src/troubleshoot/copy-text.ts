/** `nomad.text.copy`: what a report's "copy" link does. */
import * as vscode from 'vscode';
import type { Cluster } from '../cluster';

export async function copyText(_cluster: Cluster, text?: unknown): Promise<void> {
  if (typeof text !== 'string') return;
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage('$(copy) Copied', 2_000);
}
