/** Diagnostics: pulled by clients that can, pushed after a short pause of typing to those that cannot. */
import { type Connection, type Diagnostic, DocumentDiagnosticReportKind } from 'vscode-languageserver';
import { toDiagnostic } from './convert';
import type { Documents } from './documents';
import { runSafe } from './run-safe';
import { merged, type Workspace } from './workspace';
import { serveWorkspaceDiagnostics } from './workspace-diagnostics';

/** A pause of this many milliseconds ends a burst of typing for clients that are pushed to. */
const pauseMs = 100;

export interface Diagnostics {
  /** Settings changed: everything open is judged anew. */
  refresh(): void;
}

export function serveDiagnostics(
  connection: Connection,
  documents: Documents,
  workspace: Workspace,
  pull: boolean,
  refreshable: boolean,
): Diagnostics {
  const log = (message: string) => connection.console.error(message);
  /** What other files made of a document when it was asked for last. */
  const told = new Map<string, string>();
  const compute = (uri: string): Diagnostic[] => {
    const found = documents.get(uri);
    if (!found) return workspace.closedDiagnostics(uri) ?? [];
    const { document, analysis } = found;
    const others = workspace.problemsOf(analysis);
    told.set(uri, JSON.stringify(others));
    return merged(analysis.problems, others).map((problem) => toDiagnostic(document, problem, workspace.placesIn));
  };
  documents.open.onDidClose(({ document }) => told.delete(document.uri));
  /** Documents of which other files make something else now. */
  const outdated = (): readonly string[] =>
    [...told].flatMap(([uri, before]) => {
      const found = documents.get(uri);
      return found && JSON.stringify(workspace.problemsOf(found.analysis)) !== before ? [uri] : [];
    });
  if (pull) {
    serveWorkspaceDiagnostics(connection, documents, workspace, pull, () => {
      if (refreshable && outdated().length > 0) connection.languages.diagnostics.refresh();
    });
    connection.languages.diagnostics.on(({ textDocument }, token) => {
      const items = runSafe('Diagnostics', () => compute(textDocument.uri), [], log, token);
      return Array.isArray(items) ? { kind: DocumentDiagnosticReportKind.Full, items } : (items as never);
    });
    return {
      refresh() {
        if (refreshable) connection.languages.diagnostics.refresh();
      },
    };
  }
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const publish = (uri: string): void => {
    timers.delete(uri);
    const version = documents.open.get(uri)?.version;
    if (version === undefined) return;
    const diagnostics = runSafe('Diagnostics', () => compute(uri), [], log);
    if (Array.isArray(diagnostics)) connection.sendDiagnostics({ uri, version, diagnostics });
  };
  const later = (uri: string, ms: number): void => {
    clearTimeout(timers.get(uri));
    timers.set(uri, setTimeout(publish, ms, uri));
  };
  serveWorkspaceDiagnostics(connection, documents, workspace, pull, () => outdated().forEach(publish));
  documents.open.onDidOpen(({ document }) => later(document.uri, 0));
  documents.open.onDidChangeContent(({ document }) => later(document.uri, document.version <= 1 ? 0 : pauseMs));
  documents.open.onDidClose(({ document }) => {
    clearTimeout(timers.get(document.uri));
    timers.delete(document.uri);
    connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
  });
  return {
    refresh() {
      for (const document of documents.open.all()) publish(document.uri);
    },
  };
}
