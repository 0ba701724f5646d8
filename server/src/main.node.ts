/** The language server as a process: over standard input and output, node IPC, a socket or a pipe, as the arguments say. */
import { serve } from './lsp/serve';

serve();
