/** From offsets and plain answers to LSP's types: the only place where lines and characters exist. */
import type { Span } from '@hcl/parser';
import {
  type ClientCapabilities,
  type CodeAction,
  CodeActionKind,
  CompletionItemKind,
  type CreateFile,
  type Diagnostic,
  DiagnosticSeverity,
  DiagnosticTag,
  InsertTextFormat,
  type CompletionItem as LspCompletionItem,
  type TextEdit as LspTextEdit,
  type Range,
  type TextDocumentEdit,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { CompletionItem, ItemKind } from '../features/answers';
import type { FileChange, Fix, Problem, Severity, TextEdit } from '../problem';
import { ruleUrl } from '../rules/url';

/** A file in which offsets are places: a document, or what is left of one that is not open. */
export type Places = Pick<TextDocument, 'uri' | 'positionAt'>;

export const toRange = (document: Places, span: Span): Range => ({
  start: document.positionAt(span.start),
  end: document.positionAt(span.end),
});

export const toTextEdit = (document: Places, edit: TextEdit): LspTextEdit => ({
  range: toRange(document, edit),
  newText: edit.text,
});

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** @param placesIn finds other files, in which related places may be; those in unknown files are left out */
export function toDiagnostic(
  document: Places,
  problem: Problem,
  placesIn: (uri: string) => Places | undefined = () => undefined,
): Diagnostic {
  const tags = [
    problem.unnecessary && DiagnosticTag.Unnecessary,
    problem.deprecated && DiagnosticTag.Deprecated,
  ].filter((tag) => tag !== undefined && tag !== false);
  return {
    range: toRange(document, problem),
    severity: severities[problem.severity],
    source: 'nomad',
    code: problem.id,
    codeDescription: { href: ruleUrl(problem.id) },
    message: problem.message,
    ...(tags.length > 0 && { tags }),
    ...(problem.related && {
      relatedInformation: problem.related.flatMap((related) => {
        const { uri = document.uri, message } = related;
        const place = uri === document.uri ? document : placesIn(uri);
        return place ? [{ location: { uri, range: toRange(place, related) }, message }] : [];
      }),
    }),
  };
}

export function toCodeAction(document: TextDocument, problem: Problem, fix: Fix): CodeAction {
  return {
    title: fix.title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [toDiagnostic(document, problem)],
    ...(fix.preferred && { isPreferred: true }),
    edit: fix.files
      ? { documentChanges: documentChanges(document, fix, fix.files) }
      : { changes: changesOf(document, fix) },
  };
}

/** What a client can do with other files than the one that is open. */
export type FileChangeSupport = 'none' | 'edit' | 'create';

export function fileChangeSupport({ workspace }: ClientCapabilities): FileChangeSupport {
  const edits = workspace?.workspaceEdit;
  if (!edits?.documentChanges) return 'none';
  return edits.resourceOperations?.includes('create') ? 'create' : 'edit';
}

/** A fix that the client could carry out only in part is none. */
export const canApply = ({ files = [] }: Fix, support: FileChangeSupport): boolean =>
  files.every(({ before }) => support === 'create' || (support === 'edit' && before !== undefined));

const changesOf = (document: TextDocument, fix: Fix) => ({
  [document.uri]: fix.edits.map((edit) => toTextEdit(document, edit)),
});

function documentChanges(
  document: TextDocument,
  fix: Fix,
  files: readonly FileChange[],
): (TextDocumentEdit | CreateFile)[] {
  const { uri, version } = document;
  const own = { textDocument: { uri, version }, edits: fix.edits.map((edit) => toTextEdit(document, edit)) };
  const others = files.flatMap(({ uri, before, mustBeNew, edits }): (TextDocumentEdit | CreateFile)[] => {
    const other = TextDocument.create(uri, '', 0, before ?? '');
    const edit = { textDocument: { uri, version: null }, edits: edits.map((one) => toTextEdit(other, one)) };
    return before === undefined ? [{ kind: 'create', uri, options: { ignoreIfExists: !mustBeNew } }, edit] : [edit];
  });
  return [...others, ...(own.edits.length > 0 ? [own] : [])];
}

const itemKinds: Readonly<Record<ItemKind, CompletionItemKind>> = {
  attribute: CompletionItemKind.Property,
  block: CompletionItemKind.Class,
  value: CompletionItemKind.Value,
  reference: CompletionItemKind.Variable,
  function: CompletionItemKind.Function,
  keyword: CompletionItemKind.Keyword,
};

/** @param snippets whether the client can expand tab stops; otherwise they are taken out */
export function toCompletionItem(document: TextDocument, item: CompletionItem, snippets: boolean): LspCompletionItem {
  const snippet = item.snippet === true && snippets;
  const newText = item.snippet && !snippets ? plain(item.insert) : item.insert;
  return {
    label: item.label,
    kind: itemKinds[item.kind],
    detail: item.detail,
    sortText: `${String(Math.round(item.order * 100)).padStart(5, '0')}${item.label}`,
    documentation: item.documentation ? { kind: 'markdown', value: item.documentation } : undefined,
    insertTextFormat: snippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    textEdit: { range: toRange(document, item.replace), newText },
    ...(item.deprecated && { tags: [1] }),
    ...(item.again && { command: { title: 'Suggest', command: 'editor.action.triggerSuggest' } }),
  };
}

/** A snippet without its tab stops. */
const plain = (snippet: string): string =>
  snippet
    .replace(/\$\{\d+\|((?:\\.|[^\\,|])*)[^}]*\|\}/g, '$1')
    .replace(/\$\{\d+:((?:\\.|[^\\}])*)\}/g, '$1')
    .replace(/\$\{?\d+\}?/g, '')
    .replace(/\\([$}\\])/g, '$1');
