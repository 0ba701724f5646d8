/** The language server: its capabilities, and for each LSP method the feature that answers. */

import {
  CodeActionKind,
  type Connection,
  ErrorCodes,
  FoldingRangeKind,
  type InitializeParams,
  type InitializeResult,
  ResponseError,
  SymbolKind,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis } from './analysis';
import type { DocumentSymbol } from './features/document-symbols';
import { trackCluster } from './lsp/cluster';
import { codeActions, fixAllKind } from './lsp/code-actions';
import { triggerCharacters, wantsCompletion } from './lsp/completion-trigger';
import { type FileChangeSupport, fileChangeSupport, toCompletionItem, toRange, toTextEdit } from './lsp/convert';
import { type Diagnostics, serveDiagnostics } from './lsp/diagnostics';
import { trackDocuments } from './lsp/documents';
import { serveEditingAids } from './lsp/editing-aids';
import { answerInsertStorage } from './lsp/insert-storage';
import { answerJobForApi, type FilesIn } from './lsp/job-for-api';
import { language } from './lsp/language';
import { serveNavigation } from './lsp/navigation';
import { type Policies, trackPolicies } from './lsp/policies';
import { runSafe } from './lsp/run-safe';
import { answerSpecValues } from './lsp/spec-values';
import { trackWorkspace, type Workspace } from './lsp/workspace';
import type { ReadText } from './policy-file';
import {
  type InsertStorageParams,
  type InsertStorageResult,
  insertStorage,
  type JobForApiParams,
  type JobForApiResult,
  jobForApi,
  type SpecValuesParams,
  type SpecValuesResult,
  specValues,
} from './protocol';
import { readSettings } from './settings';
import type { WorkspaceFiles } from './workspace/files';

/**
 * @param filesIn what functions such as `file()` may read; absent where there are no files
 * @param readText reads the policies of repositories; absent where there are no files
 * @param workspaceFiles the files of the workspace that are not open; absent where there are no files
 * @param makeRoomFor told of the length of each file before it is judged
 */
export function startServer(
  connection: Connection,
  filesIn?: FilesIn,
  readText?: ReadText,
  workspaceFiles?: WorkspaceFiles,
  makeRoomFor?: (letters: number) => void,
): void {
  const documents = trackDocuments(connection, makeRoomFor);
  const cluster = trackCluster(connection, documents);
  let diagnostics: Diagnostics | undefined;
  let policies: Policies | undefined;
  let around: Workspace | undefined;
  let snippets = false;
  let fileChanges: FileChangeSupport = 'none';

  const tellFailure = (error: unknown): void => connection.console.error(`Warming up failed: ${String(error)}`);

  connection.onInitialize((params: InitializeParams): InitializeResult => {
    const { capabilities, initializationOptions } = params;
    const { textDocument, workspace } = capabilities;
    snippets = textDocument?.completion?.completionItem?.snippetSupport === true;
    documents.setSettings(readSettings((initializationOptions as { settings?: unknown } | undefined)?.settings));
    const pull = textDocument?.diagnostic !== undefined;
    const refreshable = workspace?.diagnostics?.refreshSupport === true;
    policies = trackPolicies(connection, readText, capabilities, rootsOf(params));
    documents.setPolicies(policies);
    around = cluster.around(trackWorkspace(connection, documents, workspaceFiles, capabilities, rootsOf(params)));
    diagnostics = serveDiagnostics(connection, documents, around, pull, refreshable);
    fileChanges = fileChangeSupport(capabilities);
    // While the editor reads the answer.
    const { pause } = around;
    setTimeout(() => language().warmUp(pause).catch(tellFailure), 0);
    return {
      serverInfo: { name: 'nomad-jobs' },
      capabilities: {
        textDocumentSync: TextDocumentSyncKind.Incremental,
        completionProvider: { triggerCharacters: [...triggerCharacters] },
        hoverProvider: true,
        definitionProvider: true,
        referencesProvider: true,
        documentSymbolProvider: true,
        documentHighlightProvider: true,
        renameProvider: { prepareProvider: true },
        signatureHelpProvider: { triggerCharacters: ['(', ','] },
        foldingRangeProvider: true,
        selectionRangeProvider: true,
        documentLinkProvider: {},
        workspaceSymbolProvider: true,
        documentFormattingProvider: true,
        documentRangeFormattingProvider: true,
        documentOnTypeFormattingProvider: { firstTriggerCharacter: '}', moreTriggerCharacter: ['\n'] },
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.Refactor, fixAllKind] },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
        ...(pull && {
          diagnosticProvider: {
            identifier: 'nomad',
            // A client that can be told asks again when another file made a difference, and not at every key.
            interFileDependencies: !refreshable,
            workspaceDiagnostics: workspaceFiles !== undefined,
          },
        }),
      },
    };
  });

  connection.onDidChangeConfiguration(({ settings }) => {
    documents.setSettings(readSettings((settings as { nomad?: unknown } | undefined)?.nomad));
    around?.rejudge();
    diagnostics?.refresh();
  });

  documents.open.onDidOpen(() => policies?.opened());
  connection.onDidChangeWatchedFiles(({ changes }) => {
    around?.changed(changes);
    if (!policies?.changed(changes)) return;
    documents.forget();
    around?.rejudge();
    diagnostics?.refresh();
  });

  /** Answers with `feature` for a document that is open, and with `fallback` for any other. */
  const answer = <T>(
    name: string,
    uri: string,
    fallback: T,
    feature: (document: TextDocument, analysis: Analysis) => T,
  ): T | ResponseError<void> => {
    if (!diagnostics) return new ResponseError(ErrorCodes.ServerNotInitialized, 'The server is not initialized yet');
    return runSafe(
      name,
      () => {
        const found = documents.get(uri);
        return found ? feature(found.document, found.analysis) : fallback;
      },
      fallback,
      (message) => connection.console.error(message),
    );
  };

  // In a variable file the names are those of the jobs beside it.
  const completions = (analysis: Analysis, offset: number) => {
    const declared = around?.declarationsFor(analysis);
    if (declared) return language().completeVariables(analysis, offset, declared);
    return language().completeThere(analysis, offset, cluster.facts(), () => around?.files() ?? []);
  };
  const hoverAt = (analysis: Analysis, offset: number) => {
    const declared = around?.declarationsFor(analysis);
    if (declared) return language().hoverVariable(analysis, offset, declared);
    return language().hoverThere(analysis, offset, cluster.facts());
  };
  connection.onCompletion(({ textDocument, position, context }) =>
    answer('Completion', textDocument.uri, [], (document, analysis) => {
      const offset = document.offsetAt(position);
      if (!wantsCompletion(analysis.text, offset, context?.triggerCharacter)) return [];
      return completions(analysis, offset).map((item) => toCompletionItem(document, item, snippets));
    }),
  );

  connection.onHover(({ textDocument, position }) =>
    answer('Hover', textDocument.uri, null, (document, analysis) => {
      const found = hoverAt(analysis, document.offsetAt(position));
      return found
        ? { contents: { kind: 'markdown' as const, value: found.markdown }, range: toRange(document, found) }
        : null;
    }),
  );

  serveNavigation(connection, answer, () => around);
  serveEditingAids(connection, answer, () => around);

  connection.onDocumentFormatting(({ textDocument }) =>
    answer('Formatting', textDocument.uri, [], (document, analysis) =>
      (language().formatEdits(analysis.text) ?? []).map((edit) => toTextEdit(document, edit)),
    ),
  );

  connection.onDocumentRangeFormatting(({ textDocument, range }) =>
    answer('Formatting', textDocument.uri, [], (document, analysis) => {
      const span = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
      return (language().formatEdits(analysis.text, span) ?? []).map((edit) => toTextEdit(document, edit));
    }),
  );

  connection.onDocumentOnTypeFormatting(({ textDocument, position }) =>
    answer('Formatting while typing', textDocument.uri, [], (document, analysis) => {
      const span = language().formatOnType(analysis, document.offsetAt(position));
      return span ? (language().formatEdits(analysis.text, span) ?? []).map((edit) => toTextEdit(document, edit)) : [];
    }),
  );

  connection.onSignatureHelp(({ textDocument, position }) =>
    answer('Signature help', textDocument.uri, null, (document, analysis) => {
      const help = language().signatureHelp(analysis, document.offsetAt(position));
      if (!help) return null;
      const { active, parameters, ...signature } = help;
      return {
        signatures: [{ ...signature, parameters: [...parameters] }],
        activeSignature: 0,
        activeParameter: active,
      };
    }),
  );

  connection.onCodeAction((params) =>
    answer('Code actions', params.textDocument.uri, [], (document, analysis) =>
      codeActions(document, analysis, params, {
        problemsOf: (given) => around?.problemsOf(given) ?? [],
        judge: (text) => documents.judge({ ...analysis.file, text }),
        fileChanges,
      }),
    ),
  );

  connection.onDocumentSymbol(({ textDocument }) =>
    answer('Outline', textDocument.uri, [], (document, analysis) =>
      language()
        .documentSymbols(analysis)
        .map((symbol) => toSymbol(document, symbol)),
    ),
  );

  connection.onFoldingRanges(({ textDocument }) =>
    answer('Folding', textDocument.uri, [], (document, analysis) =>
      language()
        .folds(analysis)
        .flatMap((fold) => {
          const { start, end } = toRange(document, fold);
          return end.line > start.line
            ? [{ startLine: start.line, endLine: end.line, kind: fold.kind && foldKinds[fold.kind] }]
            : [];
        }),
    ),
  );

  connection.onRequest(insertStorage, (params: InsertStorageParams) =>
    answer<InsertStorageResult>(
      'Insert storage',
      params.uri,
      { edits: [], refused: 'The language server does not know this document.' },
      (document, analysis) => answerInsertStorage(document, analysis, params),
    ),
  );

  connection.onRequest(jobForApi, (params: JobForApiParams) =>
    answer<JobForApiResult>(
      'Job for the API',
      params.uri,
      { problems: [], unset: [], flags: {} },
      (document, analysis) => answerJobForApi(document, analysis, params, filesIn),
    ),
  );

  connection.onRequest(specValues, ({ uri }: SpecValuesParams) =>
    answer<SpecValuesResult>('Values of a specification', uri, { problems: [] }, answerSpecValues),
  );

  connection.listen();
}

const rootsOf = ({ workspaceFolders, rootUri }: InitializeParams): readonly string[] =>
  workspaceFolders?.map(({ uri }) => uri) ?? (rootUri ? [rootUri] : []);

const foldKinds = { comment: FoldingRangeKind.Comment, region: FoldingRangeKind.Region };

const symbolKinds: Readonly<Record<string, SymbolKind>> = {
  job: SymbolKind.Module,
  group: SymbolKind.Namespace,
  task: SymbolKind.Class,
  service: SymbolKind.Interface,
  variable: SymbolKind.Variable,
  port: SymbolKind.Key,
  volume: SymbolKind.Field,
};

function toSymbol(document: TextDocument, symbol: DocumentSymbol): import('vscode-languageserver').DocumentSymbol {
  return {
    name: symbol.name,
    detail: symbol.detail,
    kind: symbolKinds[symbol.type] ?? SymbolKind.Struct,
    range: toRange(document, symbol.span),
    selectionRange: toRange(document, symbol.selection),
    children: symbol.children.map((child) => toSymbol(document, child)),
  };
}
