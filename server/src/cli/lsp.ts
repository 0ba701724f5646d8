/** `nomad-jobs lsp --stdio`: the language server. */

import { serve } from '../lsp/serve';

export async function lsp(args: readonly string[]): Promise<number | undefined> {
  if (!args.some((arg) => /^--(stdio|node-ipc|socket=|pipe=)/.test(arg))) {
    process.stderr.write('nomad-jobs lsp: say how to talk: --stdio, --socket=PORT or --pipe=NAME.\n');
    return 2;
  }
  serve();
  return undefined;
}
