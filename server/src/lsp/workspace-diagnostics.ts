/** Diagnostics of files that are not open: pulled by clients that can, pushed to those that cannot. */
import {
  type Connection,
  type Diagnostic,
  DocumentDiagnosticReportKind,
  type WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver';
import { canonical } from '../workspace/uri';
import type { Documents } from './documents';
import type { Workspace } from './workspace';

/** A pause of this many milliseconds ends a burst of changes. */
const settleMs = 300;

/** Between two pauses. */
const sliceMs = 10;

interface Reported {
  /** The diagnostics as text. */
  readonly key: string;
  readonly resultId: string;
  readonly items: Diagnostic[];
}

/** What a client is told of a file that is not among the files any more. */
const gone = 'gone';

/** The documents that are open. */
export interface OpenDocuments {
  /** Those of which the client knows something else, or nothing. */
  outdated(): readonly string[];
  diagnosticsOf(uri: string): Diagnostic[];
  /** All files have been looked at again: has the client told what is new. */
  update(): void;
}

/** @returns `leave`, to be called when the client has asked for a file itself and shows that answer */
export function serveWorkspaceDiagnostics(
  connection: Connection,
  documents: Documents,
  workspace: Workspace,
  pull: boolean,
  open: OpenDocuments,
): { leave(uri: string): void } {
  const reported = new Map<string, Reported>();
  /** Files of which the client shows what it asked for itself: the next report counts, whatever is in it. */
  const askedFor = new Set<string>();
  const waiting = new Set<() => void>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running = false;
  let again = false;
  let counter = 0;

  const later = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void settle(), settleMs);
  };

  /** Looks at all files that are not open, and tells of those whose diagnostics are new. */
  const settle = async (): Promise<void> => {
    if (running) {
      again = true;
      return;
    }
    running = true;
    try {
      const changed = await look();
      for (const uri of changed) if (!pull) push(uri);
      if (changed.length > 0) for (const wake of [...waiting]) wake();
      open.update();
    } catch (error) {
      connection.console.error(`Diagnostics of the workspace failed: ${String(error)}`);
    } finally {
      running = false;
      if (again) {
        again = false;
        later();
      }
    }
  };

  const look = async (): Promise<readonly string[]> => {
    const changed: string[] = [];
    const uris = new Set(workspace.closed());
    let sliceStart = performance.now();
    for (const uri of uris) {
      if (performance.now() - sliceStart > sliceMs) {
        await workspace.pause();
        sliceStart = performance.now();
      }
      if (note(uri, workspace.closedDiagnostics(uri) ?? [])) changed.push(uri);
    }
    const outdated = open.outdated();
    for (const uri of outdated) if (note(canonical(uri), open.diagnosticsOf(uri))) changed.push(canonical(uri));
    for (const uri of reported.keys()) {
      if (uris.has(uri) || workspace.isOpen(uri)) continue;
      reported.delete(uri);
      changed.push(uri);
    }
    return changed;
  };

  /** Whether the diagnostics are new. */
  const note = (uri: string, items: Diagnostic[]): boolean => {
    const key = items.length === 0 ? '' : JSON.stringify(items);
    if (!askedFor.delete(uri) && (reported.get(uri)?.key ?? '') === key) return false;
    counter++;
    reported.set(uri, { key, items, resultId: String(counter) });
    return true;
  };

  const push = (uri: string): void => {
    void connection.sendDiagnostics({ uri, diagnostics: reported.get(uri)?.items ?? [] });
  };

  const leave = (uri: string): void => {
    if (!workspace.isOpen(uri)) return;
    reported.delete(canonical(uri));
    askedFor.add(canonical(uri));
  };

  workspace.onChange(later);
  documents.open.onDidOpen(({ document }) => leave(document.uri));
  if (pull)
    connection.languages.diagnostics.onWorkspace(async ({ previousResultIds }, token) => {
      const known = new Map(previousResultIds.map(({ uri, value }) => [canonical(uri), value]));
      for (;;) {
        const items = workspace.isComplete() ? reports(known) : [];
        if (items.length > 0 || token.isCancellationRequested) return { items };
        await new Promise<void>((resolve) => {
          const wake = (): void => {
            waiting.delete(wake);
            resolve();
          };
          waiting.add(wake);
          token.onCancellationRequested(wake);
        });
      }
    });
  return { leave };

  /** What is new for a client that knows these results. What it asks for by itself it takes from there. */
  function reports(known: ReadonlyMap<string, string>): WorkspaceDocumentDiagnosticReport[] {
    const { Full } = DocumentDiagnosticReportKind;
    const items: WorkspaceDocumentDiagnosticReport[] = [];
    for (const [uri, { resultId, items: diagnostics }] of reported) {
      if (known.get(uri) === resultId) continue;
      items.push({ kind: Full, uri, version: null, resultId, items: diagnostics });
    }
    for (const [uri, resultId] of known) {
      if (reported.has(uri) || resultId === gone || workspace.isOpen(uri) || workspace.isKnown(uri)) continue;
      items.push({ kind: Full, uri, version: null, resultId: gone, items: [] });
    }
    return items;
  }
}
