/**
 * Keeps what V8 makes of the server's files beside them, so that only the first start compiles them. Needs Node 22.1;
 * with an older one, or in a folder that may not be written to, every start is a first one.
 */
import module from 'node:module';
import { join } from 'node:path';

/** Long enough for the first file to be judged: what has run by then is in the cache. */
const flushAfterMs = 10_000;

/** Covers the files that are required from now on. */
export function useCompileCache(): void {
  module.enableCompileCache?.(join(__dirname, '.compile-cache'));
  // An editor may end the server without a word; what it had compiled would be lost.
  setTimeout(() => module.flushCompileCache?.(), flushAfterMs).unref();
}
