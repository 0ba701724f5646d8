/** Which characters open the list of completions by themselves, and where. */
import { lineStart } from '../text-edits';

export const triggerCharacters: readonly string[] = ['"', '.', '{', '=', ' '];

/**
 * Whether somebody who typed `trigger` in front of `offset` wants to see what is possible: a space or a brace says so
 * in few places, and not where lines are indented.
 */
export function wantsCompletion(text: string, offset: number, trigger: string | undefined): boolean {
  const before = text.slice(lineStart(text, offset), offset);
  if (trigger === ' ') return /(?:[=,[(:?]|[$%]\{~?)\s$|\{\{(?:(?!\}\}).)*\s$/.test(before);
  if (trigger === '{') return /[${%]\{$/.test(before);
  return true;
}
