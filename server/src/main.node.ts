/** The language server as a process: over standard input and output, node IPC, a socket or a pipe, as the arguments say. */
import { load } from './code-cache';

load<typeof import('./lsp/serve')>('serve.js').serve();
