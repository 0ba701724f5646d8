/** Completion in texts with a language of their own: templates, and the tags of services. */
import type { Analysis } from '../analysis';
import type { CompletionItem } from './answers';
import type { Cursor } from './cursor';
import { templateItems } from './template-completion';
import { tagItems } from './traefik-tags';

/** Undefined when the cursor stands in no such text. */
export const textItems = (analysis: Analysis, cursor: Cursor): readonly CompletionItem[] | undefined =>
  templateItems(analysis, cursor) ?? tagItems(analysis, cursor);
