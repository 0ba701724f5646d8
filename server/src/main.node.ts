/** The language server as a process: over standard input and output, node IPC, a socket or a pipe, as the arguments say. */
import { useCompileCache } from './compile-cache';

useCompileCache();
// Required, not imported: a file of its own, which the cache covers.
(require('./lsp/serve') as typeof import('./lsp/serve')).serve();
