/** Answers that are worked out once for each version of a file: many rules ask the same. */

/** `compute` with a memory as long as its argument lives: an analysis, or a block of its instance. */
export function remembered<Key extends object, Answer>(compute: (key: Key) => Answer): (key: Key) => Answer {
  const known = new WeakMap<Key, Answer>();
  return (key) => {
    const answer = known.get(key);
    if (answer !== undefined || known.has(key)) return answer as Answer;
    const made = compute(key);
    known.set(key, made);
    return made;
  };
}
