// Places in a text to ask at, and the place to type at.

/** @returns at most `count` places of attribute names and block types, spread over the text, as offsets */
export function placesIn(text, count) {
  const all = [...text.matchAll(/^ +[a-z_]{3,}(?= *=| .*\{$| \{$)/gm)].map(
    (match) => match.index + match[0].length - 1,
  );
  return Array.from(
    { length: Math.min(count, all.length) },
    (_, i) => all[Math.floor(((i + 0.5) * all.length) / count)],
  );
}

/** The end of an attribute's name in the middle of the text: a letter typed there makes it unknown. */
export function typingPlace(text) {
  const name = /^ +[a-z_]{3,}(?= *= )/m.exec(text.slice(text.length / 2));
  return Math.floor(text.length / 2) + name.index + name[0].length;
}

/** An offset as LSP counts: lines, and UTF-16 units in the line. */
export function toPosition(text, offset) {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length - 1, character: offset - (before.lastIndexOf('\n') + 1) };
}
