/** Answers `nomad/specValues`. */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis } from '../analysis';
import type { SpecValuesResult } from '../protocol';
import { toDiagnostic } from './convert';

export function answerSpecValues(document: TextDocument, { instance, problems }: Analysis): SpecValuesResult {
  const errors = problems.filter(({ severity }) => severity === 'error');
  return {
    // What is not known has no place in JSON and is left out: specifications hold constants only.
    values: errors.length === 0 ? { ...instance.json } : undefined,
    problems: errors.map((problem) => toDiagnostic(document, problem)),
  };
}
