/** Holds back marks on what is just being typed, and has them shown when the cursor leaves. */
import { type Diagnostic, Disposable, type TextDocument, type Uri, window } from 'vscode';
import type { BaseLanguageClient, Middleware } from 'vscode-languageclient';
import { isUnfinished, type Mark } from './unfinished';

export interface HeldMarks {
  readonly middleware: Pick<Middleware, 'provideDiagnostics'>;
  /** Asks for the marks again when the cursor has left the place of one that was held back. */
  watch(client: BaseLanguageClient): Disposable;
}

export function holdMarks(): HeldMarks {
  /** The documents of which marks were held back, with the line of the cursor. */
  const held = new Map<string, number>();
  return {
    middleware: {
      async provideDiagnostics(document, previousResultId, token, next) {
        const report = await next(document, previousResultId, token);
        const open = editorOf(document);
        if (!open || report?.kind !== 'full') return report;
        const cursor = open.selection.active;
        const items = report.items.filter(
          (mark) => !isUnfinished(placed(mark), cursor, open.document.getText(mark.range)),
        );
        const uri = open.document.uri.toString();
        if (items.length < report.items.length) held.set(uri, cursor.line);
        else held.delete(uri);
        return { ...report, items };
      },
    },
    watch(client) {
      const leave = (document: TextDocument): void => {
        held.delete(document.uri.toString());
        client.getFeature('textDocument/diagnostic')?.getProvider(document)?.onDidChangeDiagnosticsEmitter.fire();
      };
      return Disposable.from(
        window.onDidChangeTextEditorSelection(({ textEditor: { document, selection } }) => {
          const line = held.get(document.uri.toString());
          if (line !== undefined && line !== selection.active.line) leave(document);
        }),
        window.onDidChangeActiveTextEditor((editor) => {
          for (const { document } of window.visibleTextEditors)
            if (document !== editor?.document && held.has(document.uri.toString())) leave(document);
        }),
      );
    },
  };
}

/** The editor in which somebody may be typing. */
function editorOf(document: TextDocument | Uri) {
  const uri = 'uri' in document ? document.uri : document;
  const editor = window.activeTextEditor;
  return editor?.document.uri.toString() === uri.toString() ? editor : undefined;
}

const placed = ({ code, range: { start, end } }: Diagnostic): Mark => ({
  id: String(typeof code === 'object' ? code.value : (code ?? '')),
  start,
  end,
});
