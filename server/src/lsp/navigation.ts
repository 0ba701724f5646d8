/** Definitions, references, highlights and renames: names of a file, and those that several files say. */
import type { Span } from '@hcl/parser';
import {
  type Connection,
  type Location,
  LSPErrorCodes,
  ResponseError,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis } from '../analysis';
import type { TextEdit as ChangedText } from '../problem';
import type { NamePlace } from '../workspace/same-name';
import { canonical } from '../workspace/uri';
import { type Places, toRange, toTextEdit } from './convert';
import { language } from './language';
import type { Workspace } from './workspace';

/** Answers for a document that is open with what `feature` finds, and for any other with `fallback`. */
export type Answer = <T>(
  name: string,
  uri: string,
  fallback: T,
  feature: (document: TextDocument, analysis: Analysis) => T,
) => T | ResponseError<void>;

/** @param workspace known once the client has introduced itself */
export function serveNavigation(connection: Connection, answer: Answer, workspace: () => Workspace | undefined): void {
  connection.onDefinition(({ textDocument, position }) =>
    answer('Definition', textDocument.uri, [], (document, analysis) => {
      const offset = document.offsetAt(position);
      const own = language().definition(analysis, offset);
      if (own.length > 0) return own.map((span) => locate(document, span));
      return elsewhere(document, workspace()?.sameName(analysis, offset)?.declarations ?? []);
    }),
  );

  connection.onReferences(({ textDocument, position, context }) =>
    answer('References', textDocument.uri, [], (document, analysis) => {
      const offset = document.offsetAt(position);
      const own = language().references(analysis, offset, context.includeDeclaration);
      const same = workspace()?.sameName(analysis, offset);
      const places = [...(context.includeDeclaration ? (same?.declarations ?? []) : []), ...(same?.uses ?? [])];
      // What the file itself says of its own names is told above.
      const others = own.length > 0 ? places.filter(({ uri }) => uri !== canonical(document.uri)) : places;
      return [...own.map((span) => locate(document, span)), ...elsewhere(document, others)];
    }),
  );

  connection.onDocumentHighlight(({ textDocument, position }) =>
    answer('Highlights', textDocument.uri, [], (document, analysis) =>
      language()
        .references(analysis, document.offsetAt(position), true)
        .map((span) => ({ range: toRange(document, span) })),
    ),
  );

  connection.onPrepareRename(({ textDocument, position }) =>
    answer('Rename', textDocument.uri, null, (document, analysis) => {
      const offset = document.offsetAt(position);
      const span = language().renameRange(analysis, offset) ?? variableAt(analysis, offset)?.here;
      return span ? toRange(document, span) : null;
    }),
  );

  connection.onRenameRequest(({ textDocument, position, newName }) =>
    answer<WorkspaceEdit | ResponseError<void> | null>('Rename', textDocument.uri, null, (document, analysis) => {
      const offset = document.offsetAt(position);
      const same = variableAt(analysis, offset);
      const edits = same
        ? language().renamed(same.kind, newName, [...same.declarations, ...same.uses])
        : language().rename(analysis, offset, newName);
      if ('message' in edits) return new ResponseError(LSPErrorCodes.RequestFailed, edits.message);
      const changes: Record<string, TextEdit[]> = {};
      for (const edit of edits as readonly (ChangedText & { readonly uri?: string })[]) {
        const place = edit.uri === undefined ? document : placesOf(document, edit.uri);
        // Half a rename is worse than none.
        if (!place) return new ResponseError(LSPErrorCodes.RequestFailed, 'One of the files is not known any more.');
        changes[place.uri] = [...(changes[place.uri] ?? []), toTextEdit(place, edit)];
      }
      return { changes };
    }),
  );

  const variableAt = (analysis: Analysis, offset: number) => {
    const same = workspace()?.sameName(analysis, offset);
    return same?.kind === 'variable' ? same : undefined;
  };
  const placesOf = (document: TextDocument, uri: string): Places | undefined =>
    uri === canonical(document.uri) ? document : workspace()?.placesIn(uri);
  const elsewhere = (document: TextDocument, places: readonly NamePlace[]): Location[] =>
    places.flatMap(({ uri, ...span }) => {
      const place = placesOf(document, uri);
      return place ? [locate(place, span)] : [];
    });
}

const locate = (place: Places, span: Span): Location => ({ uri: place.uri, range: toRange(place, span) });
