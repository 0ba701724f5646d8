/** The workspace around the open documents: its index, fed by the client, and what other files make of a document. */
import type {
  ClientCapabilities,
  Connection,
  Diagnostic,
  FileEvent,
  WorkspaceFoldersChangeEvent,
} from 'vscode-languageserver';
import { DidChangeWatchedFilesNotification, RAL, WatchKind } from 'vscode-languageserver';
import type { Analysis } from '../analysis';
import { watchedGlob } from '../languages';
import type { Problem } from '../problem';
import { rememberedLast } from '../remembered';
import type { FileFacts } from '../workspace/facts';
import type { WorkspaceFiles } from '../workspace/files';
import type { SameName } from '../workspace/same-name';
import { canonical, isBelow } from '../workspace/uri';
import type { Declaration } from '../workspace/variable-files';
import type { WorkspaceView } from '../workspace/view';
import type { ClosedFile, WorkspaceIndex } from '../workspace/workspace-index';
import { type Places, toDiagnostic } from './convert';
import type { Documents } from './documents';
import { language } from './language';

export interface Workspace {
  /** What an open document has by itself, but for what other files answer. */
  ownProblems(analysis: Analysis): readonly Problem[];
  /** The variables of an open document that other files give a value. */
  answered(analysis: Analysis): readonly string[];
  /** What other files make of an open document. */
  problemsOf(analysis: Analysis): readonly Problem[];
  /** In a variable file: the variables of the jobs that it is meant for. Undefined in other files. */
  declarationsFor(analysis: Analysis): readonly Declaration[] | undefined;
  /** What says the same name as the place at an offset, in all files. */
  sameName(analysis: Analysis, offset: number): SameName | undefined;
  /** The facts of all files. */
  files(): readonly FileFacts[];
  /** Places in any file that is known; undefined for others. */
  placesIn(uri: string): Places | undefined;
  /** Everything about a file that is not open; undefined when it is not known. */
  closedDiagnostics(uri: string): Diagnostic[] | undefined;
  /** URIs of the files that are not open, in their one spelling. */
  closed(): Iterable<string>;
  isOpen(uri: string): boolean;
  /** Whether the file is in the index, as one that is not open. */
  isKnown(uri: string): boolean;
  /** The client tells of files that were made, changed or removed. */
  changed(changes: readonly FileEvent[]): void;
  /** Settings changed. */
  rejudge(): void;
  /** Whether all files have been read. */
  isComplete(): boolean;
  /** Lets everything else run first; longer while somebody types or opens documents. */
  pause(): Promise<void>;
  /** Called after files or documents have changed, at once and often. */
  onChange(listener: () => void): void;
}

/** While documents are opened and keys follow each other faster than this, the index waits. */
const quietMs = 150;

/** The first documents are answered before the index begins. */
const startMs = 300;

/**
 * @param files undefined where there are none: then the open documents are the workspace
 * @param given folders of the workspace: URIs. What is in none of them does not count
 */
export function trackWorkspace(
  connection: Connection,
  documents: Documents,
  files: WorkspaceFiles | undefined,
  capabilities: ClientCapabilities,
  given: readonly string[],
): Workspace {
  let folders = given;
  const listeners: (() => void)[] = [];
  /** The files as they are now; looked for again when one of them, or a setting, is another. */
  let current: WorkspaceView | undefined;
  const view = (): WorkspaceView => {
    current ??= index().view();
    return current;
  };
  const tell = (): void => {
    current = undefined;
    for (const listener of listeners) listener();
  };
  let busy = 0;
  const isBusy = (): boolean => performance.now() - busy < quietMs;
  const pause = async (): Promise<void> => {
    do {
      await new Promise<void>((resolve) => {
        if (isBusy()) setTimeout(resolve, quietMs);
        // A timer would wait a millisecond, which is long between two rounds of warming up.
        else RAL().timer.setImmediate(resolve);
      });
    } while (isBusy());
  };
  /** The documents that are open, by the one spelling of their URI. */
  const open = new Map<string, string>();
  /** What was answered below, which is asked for several times at every key, for each document. */
  const counting = new Map<string, boolean>();
  /** What is not saved yet is in no workspace: two drafts of one job are not two jobs. */
  const counts = (uri: string): boolean => {
    let known = counting.get(uri);
    if (known === undefined) {
      known = isBelow(uri, folders) && !language().isArchived(uri, documents.settingsFor(uri).policy);
      counting.set(uri, known);
    }
    return known;
  };
  let made: WorkspaceIndex | undefined;
  const index = (): WorkspaceIndex => {
    made ??= language().createIndex({
      files,
      analyze: (uri, languageId, text) => documents.judge({ uri, languageId, text }),
      opened: () => [...open.values()].flatMap((uri) => (counts(uri) ? (documents.get(uri)?.analysis ?? []) : [])),
      isOpen: (uri) => open.has(canonical(uri)),
      counts,
      pause,
      onChange: tell,
    });
    return made;
  };

  documents.open.onDidOpen(({ document: { uri } }) => {
    busy = performance.now();
    counting.clear();
    open.set(canonical(uri), uri);
    made?.leave(uri);
  });
  documents.open.onDidChangeContent(() => {
    busy = performance.now();
    tell();
  });
  documents.onClose((uri, last) => {
    open.delete(canonical(uri));
    if (last) index().keep(last);
    else index().changed([uri]);
    tell();
  });
  connection.onInitialized(() => {
    if (files) setTimeout(() => void index().scan(folders), startMs);
    if (files && capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration) {
      // Of a folder that comes or goes whole, nobody tells the files.
      const folders = { globPattern: '**/*', kind: WatchKind.Create | WatchKind.Delete };
      const watchers = [{ globPattern: watchedGlob }, folders];
      void connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
    }
    if (capabilities.workspace?.workspaceFolders)
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }: WorkspaceFoldersChangeEvent) => {
        const left = folders.filter((folder) => !removed.some(({ uri }) => uri === folder));
        folders = [...left, ...added.map(({ uri }) => uri)];
        counting.clear();
        // What is in no folder any more goes.
        current = undefined;
        index().rejudge();
        void index().scan(folders);
      });
  });

  const diagnosticsOf = ({ facts, problems, lines }: ClosedFile): Diagnostic[] =>
    merged(
      language().unanswered(problems, facts, view()),
      language().workspaceProblems(facts, view(), documents.settingsFor(facts.uri), documents.onFailure),
    ).map((problem) => toDiagnostic(lines, problem, placesIn));

  /** What the files as they were when somebody asked last make of an open document. */
  const judged = rememberedLast((analysis: Analysis, now: WorkspaceView) =>
    language().workspaceProblems(language().rememberedFacts(analysis), now, analysis.settings, documents.onFailure),
  );

  const placesIn = (uri: string): Places | undefined => {
    const one = canonical(uri);
    return documents.open.get(open.get(one) ?? uri) ?? index().closed.get(one)?.lines;
  };

  return {
    ownProblems: (analysis) =>
      counts(analysis.file.uri)
        ? language().unanswered(analysis.problems, language().rememberedFacts(analysis), view())
        : analysis.problems,
    answered: (analysis) =>
      counts(analysis.file.uri) ? language().answered(language().rememberedFacts(analysis), view()) : [],
    problemsOf(analysis) {
      if (!counts(analysis.file.uri)) return [];
      return judged(analysis, view());
    },
    declarationsFor: ({ file, language: { id } }) =>
      id === 'nomad-vars' ? language().declarations(canonical(file.uri), view()) : undefined,
    sameName: (analysis, offset) => language().sameNameAt(language().rememberedFacts(analysis), offset, view()),
    files: () => view().files,
    placesIn,
    closedDiagnostics(uri) {
      const file = index().closed.get(canonical(uri));
      return file && diagnosticsOf(file);
    },
    closed: () => index().closed.keys(),
    isOpen: (uri) => open.has(canonical(uri)),
    isKnown: (uri) => index().closed.has(canonical(uri)),
    changed: (changes) => index().changed(changes.map(({ uri }) => uri)),
    rejudge() {
      counting.clear();
      current = undefined;
      index().rejudge();
    },
    isComplete: () => index().isComplete(),
    pause,
    onChange: (listener) => listeners.push(listener),
  };
}

/** In the order of the text. */
export const merged = (own: readonly Problem[], others: readonly Problem[]): readonly Problem[] =>
  others.length === 0 ? own : [...own, ...others].sort((a, b) => a.start - b.start || a.end - b.end);
