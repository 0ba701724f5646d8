/**
 * Specs as text: a file with what is expected written under the columns where it is expected.
 *
 *     port = "htpp"
 *     #      ^^^^^^ warning port/label-undefined: No port "htpp"
 *
 * An annotation is a comment that begins with carets; it speaks of the nearest line above that is not an annotation.
 * With a caret right behind it, the comment sign marks its own column too: `#^^^` under a name at the indentation.
 * The cursor is `<|>`, which is in no valid HCL.
 */
export interface Expected {
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly severity: string;
  readonly id: string;
  /** Text that the message must contain. */
  readonly message: string;
}

export interface Spec {
  /** The text without the annotations' meaning: annotations are comments, so it is the text as it stands. */
  readonly text: string;
  readonly expected: readonly Expected[];
}

const annotation = /^(\s*)#(\s*)(\^+)\s+(error|warning|information|hint)\s+([\w/-]+)(?::\s*(.*))?$/;

export function readSpec(text: string): Spec {
  const expected: Expected[] = [];
  let line = -1;
  text.split('\n').forEach((row, i) => {
    const match = annotation.exec(row.replace(/\r$/, ''));
    if (!match) {
      line = i;
      return;
    }
    const [, indent = '', space = '', carets = '', severity = '', id = '', message = ''] = match;
    // `#^^` marks from the column of the comment sign itself: what begins at the indentation could not be reached else.
    const start = indent.length + (space === '' ? 0 : 1 + space.length);
    const end = indent.length + 1 + space.length + carets.length;
    expected.push({ line, start, end, severity, id, message: message.trim() });
  });
  return { text, expected };
}

/** Takes `<|>` out of a text. Throws when there is not exactly one. */
export function readCursor(marked: string): { readonly text: string; readonly offset: number } {
  const offset = marked.indexOf('<|>');
  if (offset < 0 || marked.indexOf('<|>', offset + 1) >= 0) throw new Error('A text with a cursor has exactly one <|>');
  return { text: marked.slice(0, offset) + marked.slice(offset + 3), offset };
}
