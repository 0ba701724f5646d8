/** Open documents and their analyses: one analysis for each version, made when it is first asked for. */
import { type Connection, TextDocuments } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis } from '../analysis';
import { defaultSettings, type Settings } from '../settings';
import type { SourceFile } from '../source-file';
import { language } from './language';
import type { Policies } from './policies';

export interface Documents {
  readonly open: TextDocuments<TextDocument>;
  get(uri: string): { readonly document: TextDocument; readonly analysis: Analysis } | undefined;
  /** New settings: everything is judged anew. */
  setSettings(settings: Settings): void;
  /** Where the settings of one document come from, when it is not those of the editor alone. */
  setPolicies(policies: Pick<Policies, 'settingsFor'>): void;
  /** Something outside of the documents changed: everything is judged anew. */
  forget(): void;
  /** Judges a file that is not open as if it were. */
  judge(file: SourceFile): Analysis;
  /** The settings that hold for a file. */
  settingsFor(uri: string): Settings;
  /** Told of documents that are closed, with the analysis of their last version if there was one. */
  onClose(listener: (uri: string, last: Analysis | undefined) => void): void;
  /** Logs a rule that failed. */
  onFailure(rule: string, error: unknown): void;
}

export function trackDocuments(connection: Connection, makeRoomFor?: (letters: number) => void): Documents {
  const onFailure = (rule: string, error: unknown): void =>
    connection.console.error(
      `Rule ${rule} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
  const open = new TextDocuments(TextDocument);
  const analyses = new Map<string, { readonly version: number; readonly analysis: Analysis }>();
  let settings: Settings = defaultSettings;
  let policies: Pick<Policies, 'settingsFor'> = { settingsFor: (_uri, given) => given };
  const listeners: ((uri: string, last: Analysis | undefined) => void)[] = [];
  open.onDidClose(({ document }) => {
    const last = analyses.get(document.uri);
    analyses.delete(document.uri);
    const known = last?.version === document.version ? last.analysis : undefined;
    for (const listener of listeners) listener(document.uri, known);
  });
  const settingsFor = (uri: string): Settings => policies.settingsFor(uri, settings);
  const judge = (file: SourceFile): Analysis => {
    makeRoomFor?.(file.text.length);
    return language().analyze(file, settingsFor(file.uri), {}, onFailure);
  };
  open.listen(connection);
  return {
    open,
    get(uri) {
      const document = open.get(uri);
      if (!document) return undefined;
      let entry = analyses.get(uri);
      if (!entry || entry.version !== document.version) {
        const { languageId } = document;
        entry = {
          version: document.version,
          analysis: judge({ uri, languageId, text: document.getText() }),
        };
        analyses.set(uri, entry);
      }
      return { document, analysis: entry.analysis };
    },
    setSettings(next) {
      settings = next;
      analyses.clear();
    },
    setPolicies(next) {
      policies = next;
    },
    forget: () => analyses.clear(),
    judge,
    settingsFor,
    onClose: (listener) => listeners.push(listener),
    onFailure,
  };
}
