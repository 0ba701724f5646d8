/** Properties that are worked out when they are first asked for. */

/**
 * Puts a value in the place of the getter that has worked it out, to be called by that getter. What the getter held on to
 * can then be forgotten.
 */
export function settle<T, K extends keyof T>(object: T, key: K, value: T[K]): T[K] {
  Object.defineProperty(object, key, { value, enumerable: true });
  return value;
}
