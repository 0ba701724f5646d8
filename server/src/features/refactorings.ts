/** Changes that a person may want at a place where nothing is wrong. */
import type { Span } from '@hcl/parser';
import type { Analysis } from '../analysis';
import type { TextEdit } from '../problem';
import { cursorAt } from './cursor';
import { extractions } from './extract';
import { mountsElsewhere, serviceFor } from './new-blocks';
import { quoteChanges } from './quotes';

/** `extract`: a name for a value; `rewrite`: the same said otherwise; `insert`: something new. */
export type RefactoringKind = 'extract' | 'rewrite' | 'insert';

export interface Refactoring {
  readonly title: string;
  readonly kind: RefactoringKind;
  /** Do not overlap. */
  readonly edits: readonly TextEdit[];
}

/** @param selection where the cursor stands when it is empty */
export function refactorings(analysis: Analysis, selection: Span): readonly Refactoring[] {
  if (analysis.language.dialect !== 'job') return [];
  const cursor = cursorAt(analysis, selection.start);
  return [
    ...extractions(analysis, cursor, selection),
    ...quoteChanges(analysis, cursor),
    ...serviceFor(analysis, cursor),
    ...mountsElsewhere(analysis, cursor),
  ];
}
