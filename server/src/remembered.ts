/** Answers that are worked out once for each version of a file: many rules ask the same. */

/**
 * Carries the answers about itself, so that they go when it goes. Kept in a WeakMap of their own they would hold on to it:
 * a map that lives long counts as a use of what is in it until V8 collects everything, and old versions would pile up.
 */
export interface Remembering {
  answers?: Map<unknown, unknown>;
}

/** `compute` with a memory as long as its argument lives: an analysis, or a block of its instance. */
export const remembered =
  <Key extends Remembering, Answer>(compute: (key: Key) => Answer): ((key: Key) => Answer) =>
  (key) => {
    key.answers ??= new Map();
    const answer = key.answers.get(compute);
    if (answer !== undefined || key.answers.has(compute)) return answer as Answer;
    const made = compute(key);
    key.answers.set(compute, made);
    return made;
  };

/** The answer for the last `source` that was asked about, as long as the key lives: sources follow each other. */
export function rememberedLast<Key extends Remembering, Source, Answer>(
  compute: (key: Key, source: Source) => Answer,
): (key: Key, source: Source) => Answer {
  const last = remembered((_: Key): { known?: { readonly source: Source; readonly answer: Answer } } => ({}));
  return (key, source) => {
    const memory = last(key);
    if (memory.known?.source !== source) memory.known = { source, answer: compute(key, source) };
    return memory.known.answer;
  };
}
