/** Open documents and their analyses: one analysis for each version, made when it is first asked for. */
import { type Connection, TextDocuments } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis } from '../analysis';
import { defaultSettings, type Settings } from '../settings';
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
}

export function trackDocuments(connection: Connection): Documents {
  const onFailure = (rule: string, error: unknown): void =>
    connection.console.error(
      `Rule ${rule} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
  const open = new TextDocuments(TextDocument);
  const analyses = new Map<string, { readonly version: number; readonly analysis: Analysis }>();
  let settings: Settings = defaultSettings;
  let policies: Pick<Policies, 'settingsFor'> = { settingsFor: (_uri, given) => given };
  open.onDidClose(({ document }) => analyses.delete(document.uri));
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
          analysis: language().analyze(
            { uri, languageId, text: document.getText() },
            policies.settingsFor(uri, settings),
            {},
            onFailure,
          ),
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
  };
}
