/**
 * Keeps V8's heap small. Left alone its young generation grows to 32 MiB while somebody types, for what the next collection
 * throws away: of an analysis little lives on. It grows with the longest file instead; the process then takes a third to a
 * half less memory, and answers as quickly. What loading leaves behind is collected once, soon after it: V8 would do that
 * among the first keys.
 */
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** What judging a file may leave behind before it is collected, for each letter: twice the tree and the instance. */
const bytesPerLetter = 1024;

/** By then the editor has its answer to `initialize`; the collection takes about 10 ms. */
const collectAfterMs = 60;

/** Electron may have sealed V8's flags; there the client starts the server with --max-semi-space-size. */
const mayChangeFlags = !process.versions.electron;

let collection: NodeJS.Timeout | undefined;
let size = 0;
let growing: boolean | undefined;

/** Asked before every key, of which setting a flag would be a hundredth. */
function setGrowing(on: boolean): void {
  if (!mayChangeFlags || on === growing) return;
  setFlagsFromString(`--semi-space-growth-factor=${on ? 2 : 1}`);
  growing = on;
}

/** Under the flags with which files are loaded: V8 takes a code cache only if it was made under the same. */
export function withoutGrowing<T>(work: () => T): T {
  setGrowing(false);
  return work();
}

/** As `withoutGrowing`; what loading leaves behind is collected when nobody waits. */
export function whileLoading<T>(load: () => T): T {
  try {
    return withoutGrowing(load);
  } finally {
    clearTimeout(collection);
    if (mayChangeFlags) collection = setTimeout(collect, collectAfterMs).unref();
  }
}

/** To be called before a file is judged. @param letters its length */
export function makeRoomFor(letters: number): void {
  const wanted = letters * bytesPerLetter;
  if (wanted > size) size = getHeapSpaceStatistics().find((space) => space.space_name === 'new_space')?.space_size ?? 0;
  setGrowing(wanted > size);
}

/** Only a context that is made while the flag is set has the function. */
function collect(): void {
  setFlagsFromString('--expose-gc');
  const gc: unknown = runInNewContext('gc');
  setFlagsFromString('--no-expose-gc');
  if (typeof gc === 'function') gc();
}
