/** A command as it is typed, as program and arguments. Pure. */

/** Blanks part arguments; quotes hold together, a backslash takes the next character as it is (not in single quotes). */
export function splitCommand(line: string): string[] {
  const words: string[] = [];
  const pattern = /\s*((?:[^\s"'\\]|\\.|"(?:[^"\\]|\\.)*"|'[^']*')+)/g;
  for (const [, word = ''] of line.matchAll(pattern)) {
    words.push(
      word.replace(/\\(.)|"((?:[^"\\]|\\.)*)"|'([^']*)'/g, (_, one?: string, double?: string, single?: string) =>
        double === undefined ? (one ?? single ?? '') : double.replace(/\\(.)/g, '$1'),
      ),
    );
  }
  return words;
}
