/** Answers that are worked out once for each version of a file: many rules ask the same. */

/** `compute` with a memory as long as its argument lives: an analysis, or a block of its instance. */
export function remembered<Key extends object, Answer extends object>(
  compute: (key: Key) => Answer,
): (key: Key) => Answer {
  const known = new WeakMap<Key, Answer>();
  return (key) => {
    let answer = known.get(key);
    if (!answer) {
      answer = compute(key);
      known.set(key, answer);
    }
    return answer;
  };
}
