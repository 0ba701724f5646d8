/**
 * The repository's policy for each open document: the nearest `.nomad-lint.json` above it, read once and again when it
 * changes. What is wrong in such a file is marked in it.
 */
import {
  type ClientCapabilities,
  type Connection,
  type Diagnostic,
  DidChangeWatchedFilesNotification,
  type FileEvent,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { policyFileName } from '../policy';
import { type FoundPolicy, nearestPolicy, policyHome, type ReadText } from '../policy-file';
import { policyProblems } from '../policy-problems';
import { type Settings, withPolicy } from '../settings';
import { toDiagnostic } from './convert';

export interface Policies {
  /** The settings that hold for a document. */
  settingsFor(uri: string, settings: Settings): Settings;
  /** Whether one of the changes is of a policy; what was known is forgotten then. */
  changed(changes: readonly FileEvent[]): boolean;
  /** A client that does not tell of changes opens a document: it may have changed policies before. */
  opened(): void;
}

/** @param read undefined where there are no files: then there are settings only */
export function trackPolicies(
  connection: Connection,
  read: ReadText | undefined,
  capabilities: ClientCapabilities,
  roots: readonly string[],
): Policies {
  if (!read) return { settingsFor: (_uri, settings) => settings, changed: () => false, opened: () => {} };
  const known = new Map<string, FoundPolicy | undefined>();
  const marked = new Set<string>();
  /** By the policy's place: one object for all documents and versions, with which others remember what follows from it. */
  const joined = new Map<string, { settings: Settings; found: FoundPolicy | undefined; result: Settings }>();
  const watched = capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
  if (watched) {
    connection.onInitialized(() => {
      const watchers = [{ globPattern: `**/${policyFileName}` }];
      connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
    });
  }
  const mark = (found: FoundPolicy): void => {
    const diagnostics = diagnosticsOf(found);
    if (diagnostics.length === 0 && !marked.has(found.uri)) return;
    marked.add(found.uri);
    connection.sendDiagnostics({ uri: found.uri, diagnostics });
  };
  return {
    settingsFor(uri, settings) {
      const before = known.size;
      const found = nearestPolicy(uri, read, known);
      if (found && known.size > before) mark(found);
      const home = found?.uri ?? policyHome(uri, roots);
      if (home === undefined) return settings;
      const same = joined.get(home);
      if (same?.settings === settings && same.found === found) return same.result;
      const result = found ? withPolicy(settings, found) : { ...settings, policyFile: { uri: home } };
      joined.set(home, { settings, found, result });
      return result;
    },
    changed(changes) {
      const ours = changes.filter(({ uri }) => uri.endsWith(`/${policyFileName}`));
      if (ours.length === 0) return false;
      known.clear();
      for (const { uri } of ours) if (marked.delete(uri)) connection.sendDiagnostics({ uri, diagnostics: [] });
      return true;
    },
    opened() {
      if (!watched) known.clear();
    },
  };
}

function diagnosticsOf({ uri, text, file }: FoundPolicy): Diagnostic[] {
  const document = TextDocument.create(uri, 'json', 0, text);
  return policyProblems(text, file).map((problem) => toDiagnostic(document, problem));
}
