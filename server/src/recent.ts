/** A memory for answers about texts that come again with every version of a file, of a bounded size. */

/**
 * `compute` with a memory for its last answers: between `size` and twice as many.
 * @param keyOf what the answer depends on
 */
export function recently<Args extends readonly unknown[], Answer>(
  size: number,
  keyOf: (...args: Args) => string,
  compute: (...args: Args) => Answer,
): (...args: Args) => Answer {
  let recent = new Map<string, Answer>();
  let older: ReadonlyMap<string, Answer> = new Map();
  return (...args) => {
    const key = keyOf(...args);
    if (recent.has(key)) return recent.get(key) as Answer;
    const answer = older.has(key) ? (older.get(key) as Answer) : compute(...args);
    if (recent.size >= size) {
      older = recent;
      recent = new Map();
    }
    recent.set(key, answer);
    return answer;
  };
}
