/** What features answer: plain data with offsets, no LSP types. */
import type { Span } from '@hcl/parser';

export interface Hover extends Span {
  readonly markdown: string;
}

export type ItemKind = 'attribute' | 'block' | 'value' | 'reference' | 'function' | 'keyword';

export interface CompletionItem {
  readonly label: string;
  readonly kind: ItemKind;
  /** A few words beside the label. */
  readonly detail?: string;
  readonly documentation?: string;
  /** What is put in place of `replace`; a snippet when `snippet` is set. */
  readonly insert: string;
  readonly snippet?: boolean;
  readonly replace: Span;
  /** Lower sorts first. */
  readonly order: number;
  readonly deprecated?: boolean;
  /** Ask for suggestions again after inserting: the cursor stands where values are offered. */
  readonly again?: boolean;
}
