/** Answers `nomad/insertStorage`. */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis } from '../analysis';
import type { InsertStorageParams, InsertStorageResult } from '../protocol';
import { toTextEdit } from './convert';
import { language } from './language';

export function answerInsertStorage(
  document: TextDocument,
  analysis: Analysis,
  { position, storage }: InsertStorageParams,
): InsertStorageResult {
  const found = language().insertStorage(analysis, document.offsetAt(position), storage);
  if ('refused' in found) return { edits: [], ...found };
  return { edits: found.edits.map((edit) => toTextEdit(document, edit)) };
}
