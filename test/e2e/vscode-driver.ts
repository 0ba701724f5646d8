/** The third way to ask a spec's questions (test/support/drivers.ts): through the editor, as its own features ask. */
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { Driver } from '../support/drivers';
import { readCursor } from '../support/marker';
import { ready, write } from './editor';

const severities = ['error', 'warning', 'information', 'hint'];

/** A driver whose documents are on no disk. */
export async function startVSCode(): Promise<Driver> {
  const { client } = await ready();
  const judged = new Set<string>();
  const { provideDiagnostics } = client.middleware;
  // A document without problems raises no event: the answer itself has to be waited for.
  client.middleware.provideDiagnostics = async (document, previous, token, next) => {
    const report = await next(document, previous, token);
    judged.add((document instanceof vscode.Uri ? document : document.uri).toString());
    return report;
  };

  const at = async <T>(command: string, marked: string): Promise<{ document: vscode.TextDocument; answer: T }> => {
    const { text, offset } = readCursor(marked);
    const document = await write(text);
    const answer = await vscode.commands.executeCommand<T>(command, document.uri, document.positionAt(offset));
    return { document, answer };
  };

  return {
    name: 'vscode',
    async problems(text) {
      const { uri } = await write(text);
      for (const end = Date.now() + 5_000; !judged.has(uri.toString()); await sleep(5)) {
        if (Date.now() > end) throw new Error('the language server was not asked for problems');
      }
      await sleep(0);
      return vscode.languages.getDiagnostics(uri).map(({ range, severity, code, message }) => ({
        line: range.start.line,
        start: range.start.character,
        endLine: range.end.line,
        end: range.end.character,
        severity: severities[severity] ?? '',
        id: String(typeof code === 'object' ? code.value : code),
        message,
      }));
    },
    async complete(marked) {
      const { document, answer } = await at<vscode.CompletionList>('vscode.executeCompletionItemProvider', marked);
      const text = document.getText();
      return answer.items.map(({ label, insertText, range }) => {
        const replaced = range instanceof vscode.Range ? range : range?.replacing;
        if (!replaced) throw new Error('a completion item without a range');
        const inserted = typeof insertText === 'string' ? insertText : withoutStops(insertText?.value ?? '');
        return {
          label: typeof label === 'string' ? label : label.label,
          result:
            text.slice(0, document.offsetAt(replaced.start)) + inserted + text.slice(document.offsetAt(replaced.end)),
        };
      });
    },
    async hover(marked) {
      const { answer } = await at<vscode.Hover[]>('vscode.executeHoverProvider', marked);
      const parts = answer.flatMap(({ contents }) => contents.map((part) => (part as vscode.MarkdownString).value));
      return parts.length > 0 ? parts.join('\n\n') : undefined;
    },
    async close() {
      if (provideDiagnostics) client.middleware.provideDiagnostics = provideDiagnostics;
      else delete client.middleware.provideDiagnostics;
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    },
  };
}

const withoutStops = (snippet: string): string =>
  snippet
    .replace(/\$\{\d+:([^}]*)\}/g, '$1')
    .replace(/\$\{?\d+\}?/g, '')
    .replace(/\\([$}\\])/g, '$1');
