/** Selection that grows, links to files, and names of the whole workspace. */
import { type Connection, type SelectionRange, SymbolKind } from 'vscode-languageserver';
import type { NameFact } from '../workspace/facts';
import { toRange } from './convert';
import { language } from './language';
import type { Answer } from './navigation';
import { runSafe } from './run-safe';
import type { Workspace } from './workspace';

/** @param workspace known once the client has introduced itself */
export function serveEditingAids(connection: Connection, answer: Answer, workspace: () => Workspace | undefined): void {
  connection.onSelectionRanges(({ textDocument, positions }) =>
    answer('Selection', textDocument.uri, [], (document, analysis) =>
      positions.map((position): SelectionRange => {
        const spans = language().selectionRanges(analysis, document.offsetAt(position));
        let outer: SelectionRange | undefined;
        for (const span of [...spans].reverse())
          outer = { range: toRange(document, span), ...(outer && { parent: outer }) };
        return outer ?? { range: { start: position, end: position } };
      }),
    ),
  );

  connection.onDocumentLinks(({ textDocument }) =>
    answer('Links', textDocument.uri, [], (document, analysis) =>
      language()
        .documentLinks(analysis)
        .flatMap(({ path, ...span }) => {
          const target = resolved(path, document.uri);
          return target ? [{ range: toRange(document, span), target }] : [];
        }),
    ),
  );

  connection.onWorkspaceSymbol(({ query }) => {
    const around = workspace();
    if (!around) return [];
    return runSafe(
      'Symbols',
      () =>
        language()
          .workspaceSymbols(around.files(), query)
          .flatMap(({ uri, kind, name, container, place }) => {
            const places = around.placesIn(uri);
            const range = places && toRange(places, place);
            return range
              ? [{ name, kind: kinds[kind], containerName: container, location: { uri: places.uri, range } }]
              : [];
          }),
      [],
      (message) => connection.console.error(message),
    );
  });
}

/** Relative paths count from the folder of the file; a document without a folder has none. */
function resolved(path: string, uri: string): string | undefined {
  try {
    return new URL(path.split('/').map(encodeURIComponent).join('/'), uri).href;
  } catch {
    return undefined;
  }
}

const kinds: Readonly<Record<NameFact['kind'], SymbolKind>> = {
  job: SymbolKind.Module,
  group: SymbolKind.Namespace,
  task: SymbolKind.Class,
  service: SymbolKind.Interface,
  variable: SymbolKind.Variable,
  volume: SymbolKind.Field,
  namespace: SymbolKind.Package,
  node_pool: SymbolKind.Array,
};
