/** The repairs at a place, and "fix all": those of the whole file that need nobody to choose. */
import { type CodeAction, CodeActionKind, type CodeActionParams, CodeActionTriggerKind } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis } from '../analysis';
import type { RefactoringKind } from '../features/refactorings';
import type { Problem } from '../problem';
import { canApply, type FileChangeSupport, toCodeAction, toTextEdit } from './convert';
import { language } from './language';

/** What an editor asks for on save: `"editor.codeActionsOnSave": { "source.fixAll.nomad": "explicit" }`. */
export const fixAllKind = `${CodeActionKind.SourceFixAll}.nomad`;

const refactorKinds: Readonly<Record<RefactoringKind, CodeActionKind>> = {
  extract: CodeActionKind.RefactorExtract,
  rewrite: CodeActionKind.RefactorRewrite,
  insert: CodeActionKind.Refactor,
};

export interface CodeActionSources {
  /** What other files make of the document. */
  readonly problemsOf: (analysis: Analysis) => readonly Problem[];
  /** Judges the document with another text. */
  readonly judge: (text: string) => Analysis;
  readonly fileChanges: FileChangeSupport;
}

export function codeActions(
  document: TextDocument,
  analysis: Analysis,
  { range, context }: Pick<CodeActionParams, 'range' | 'context'>,
  { problemsOf, judge, fileChanges }: CodeActionSources,
): CodeAction[] {
  const wanted = (kind: string): boolean =>
    context.only?.some((only) => only === '' || kind === only || kind.startsWith(`${only}.`)) ?? kind !== fixAllKind;
  const [start, end] = [document.offsetAt(range.start), document.offsetAt(range.end)];
  const fixes = wanted(CodeActionKind.QuickFix)
    ? [...analysis.problems, ...problemsOf(analysis)]
        .filter((problem) => problem.start <= end && start <= problem.end)
        .flatMap((problem) =>
          (problem.fixes ?? [])
            .filter((fix) => canApply(fix, fileChanges))
            .map((fix) => toCodeAction(document, problem, fix)),
        )
    : [];
  // The light bulb is for what is wrong: it does not follow the cursor through every value.
  const unasked = context.triggerKind === CodeActionTriggerKind.Automatic && start === end;
  const changes = (unasked ? [] : language().refactorings(analysis, { start, end }))
    .filter(({ kind }) => wanted(refactorKinds[kind]))
    .map(({ title, kind, edits }) => ({
      title,
      kind: refactorKinds[kind],
      edit: { changes: { [document.uri]: edits.map((edit) => toTextEdit(document, edit)) } },
    }));
  const found = [...fixes, ...changes];
  return wanted(fixAllKind) ? [...found, ...fixAllAction(document, analysis, judge)] : found;
}

function fixAllAction(document: TextDocument, analysis: Analysis, judge: CodeActionSources['judge']): CodeAction[] {
  const { fixAll, editBetween } = language();
  const result = fixAll(analysis.text, (text) => (text === analysis.text ? analysis : judge(text)).problems);
  const edit = editBetween(analysis.text, result.text);
  if (!edit) return [];
  return [
    {
      title: result.count === 1 ? 'Fix the problem that has one safe repair' : `Fix ${result.count} problems`,
      kind: fixAllKind,
      edit: { changes: { [document.uri]: [toTextEdit(document, edit)] } },
    },
  ];
}
