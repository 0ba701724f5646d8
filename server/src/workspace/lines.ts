/** Offsets of a text as lines and characters, without the text. */

export interface Lines {
  readonly uri: string;
  positionAt(offset: number): { readonly line: number; readonly character: number };
}

export function linesIn(uri: string, text: string): Lines {
  const starts = [0];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)) starts.push(i + 1);
  }
  const { length } = text;
  return {
    uri,
    positionAt(offset) {
      const within = Math.max(0, Math.min(offset, length));
      let [low, high] = [0, starts.length];
      while (high - low > 1) {
        const middle = (low + high) >> 1;
        if ((starts[middle] as number) <= within) low = middle;
        else high = middle;
      }
      return { line: low, character: within - (starts[low] as number) };
    },
  };
}
