/** Things in lists by what they have in common. */

/** Appends to the list of a key. */
export function addTo<Key, Value>(groups: Map<Key, Value[]>, key: Key, value: Value): void {
  const group = groups.get(key);
  if (group) group.push(value);
  else groups.set(key, [value]);
}

/** In the order of the things. */
export function groupBy<Key, Value>(things: Iterable<Value>, keyOf: (thing: Value) => Key): Map<Key, Value[]> {
  const groups = new Map<Key, Value[]>();
  for (const thing of things) addTo(groups, keyOf(thing), thing);
  return groups;
}
