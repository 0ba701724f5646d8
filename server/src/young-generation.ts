/**
 * Keeps V8's young generation small. Left alone it grows to 32 MiB while somebody types, for what the next collection
 * throws away: of an analysis little lives on. Growing only while the server's own files are loaded it stays at 8 MiB;
 * the process then takes a third to a half less memory, and answers as quickly.
 */
import { setFlagsFromString } from 'node:v8';

/** Electron may have sealed V8's flags; there the client starts the server with --max-semi-space-size. */
const setFactor = (factor: 1 | 2): void => {
  if (!process.versions.electron) setFlagsFromString(`--semi-space-growth-factor=${factor}`);
};

/** Runs `load` with V8's own flags, under which a code cache is made and accepted; after it nothing grows any more. */
export function whileGrowing<T>(load: () => T): T {
  setFactor(2);
  try {
    return load();
  } finally {
    setFactor(1);
  }
}
