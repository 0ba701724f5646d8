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
  /** What the client was told of a document last: the version, and what other files make of it. */
  const told = new Map<string, { readonly version: number; readonly others: string }>();
  const diagnosticsOf = (uri: string): Diagnostic[] => {
    const found = documents.get(uri);
    if (!found) return workspace.closedDiagnostics(uri) ?? [];
    const { document, analysis } = found;
    return merged(workspace.ownProblems(analysis), workspace.problemsOf(analysis)).map((problem) =>
      toDiagnostic(document, problem, workspace.placesIn),
    );
  };
  const othersOf = (uri: string): string => {
    const found = documents.get(uri);
    if (!found) return '';
    const { analysis } = found;
    return JSON.stringify([workspace.problemsOf(analysis), workspace.answered(analysis)]);
  };
  const compute = (uri: string): Diagnostic[] => {
    const version = documents.open.get(uri)?.version;
    if (version !== undefined) told.set(uri, { version, others: othersOf(uri) });
    return diagnosticsOf(uri);
  };
  documents.open.onDidClose(({ document }) => told.delete(document.uri));
  /** Documents of which other files make something else now. */
  const changedByOthers = (): readonly string[] =>
    [...told].flatMap(([uri, { others }]) => (othersOf(uri) === others ? [] : [uri]));
  if (pull) {
    /** What other files made of the documents when the client was asked to ask again. */
    let asked = '';
    const { leave } = serveWorkspaceDiagnostics(connection, documents, workspace, pull, {
      // A client asks for what it shows: what is open and hidden it may not ask for.
      outdated: () =>
        documents.open.all().flatMap(({ uri, version }) => {
          const last = told.get(uri);
          return last?.version === version && last.others === othersOf(uri) ? [] : [uri];
        }),
      diagnosticsOf,
      update() {
        const changed = changedByOthers();
        const key = JSON.stringify(changed.map((uri) => [uri, othersOf(uri)]));
        if (refreshable && changed.length > 0 && key !== asked) connection.languages.diagnostics.refresh();
        asked = key;
      },
    });
    connection.languages.diagnostics.on(({ textDocument }, token) => {
      const items = runSafe('Diagnostics', () => compute(textDocument.uri), [], log, token);
      leave(textDocument.uri);
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
  serveWorkspaceDiagnostics(connection, documents, workspace, pull, {
    outdated: () => [],
    diagnosticsOf,
    update: () => changedByOthers().forEach(publish),
  });
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
