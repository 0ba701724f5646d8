/** Rename: a port, volume, task, variable or local, where it is declared and everywhere it is used. */
import type { Span } from '@hcl/parser';
import type { Analysis } from '../analysis';
import type { TextEdit } from '../problem';
import type { SymbolKind } from '../schema/types';
import { nameUnder, references } from './definition';
import { environmentWord } from './port-names';

export interface RenameError {
  readonly message: string;
}

/** The name under the cursor, without quotes; undefined when nothing can be renamed there. */
export function renameRange(analysis: Analysis, offset: number): Span | undefined {
  const target = nameUnder(analysis, offset);
  return target && bare(analysis.text, target.span);
}

/** The edits of a rename; an error when the new name cannot be one. */
export function rename(analysis: Analysis, offset: number, name: string): readonly TextEdit[] | RenameError {
  const target = nameUnder(analysis, offset);
  if (!target)
    return {
      message: 'There is no name of this file here: put the cursor on a port, volume, task, variable or local.',
    };
  const wrong = cannotBe(target.kind, name);
  if (wrong) return wrong;
  const isPort = target.kind === 'port';
  return references(analysis, offset, true).map((span) => ({
    ...bare(analysis.text, lastPart(analysis.text, span)),
    // In names of environment variables a label is written otherwise, and never in quotes.
    text: isPort && analysis.text[span.start] !== '"' ? environmentWord(name) : name,
  }));
}

/** The edits that give all places of a name another one; an error when the new name cannot be one. */
export function renamed<Place extends Span>(
  kind: SymbolKind,
  name: string,
  places: readonly Place[],
): readonly (Place & TextEdit)[] | RenameError {
  return cannotBe(kind, name) ?? places.map((place) => ({ ...place, text: name }));
}

function cannotBe(kind: SymbolKind, name: string): RenameError | undefined {
  const identifier = kind === 'variable' || kind === 'local';
  if (identifier && !/^[\p{ID_Start}_][\p{ID_Continue}-]*$/u.test(name)) {
    return {
      message: `"${name}" cannot be the name of a ${kind}: it starts with a letter or an underscore, then letters, digits, underscores and dashes.`,
    };
  }
  if (name === '' || /["\\\n]|\$\{|%\{/.test(name))
    return { message: `"${name}" cannot be a name: it is empty or holds quotes, line breaks or templates.` };
  return undefined;
}

/** The name within `var.name`; other spans are names already. */
function lastPart(text: string, span: Span): Span {
  const dot = /^(?:var|local)\s*\.\s*/.exec(text.slice(span.start, span.end));
  return dot ? { start: span.start + dot[0].length, end: span.end } : span;
}

const bare = (text: string, { start, end }: Span): Span =>
  text[start] === '"' ? { start: start + 1, end: end - 1 } : { start, end };
