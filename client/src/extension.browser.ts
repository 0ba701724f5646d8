/** The extension in a browser without a remote machine: the language server is a web worker. */

import { type ExtensionContext, Uri } from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import { activateCommon, deactivateCommon } from './activate';

// A browser's own; the rest of the client is compiled without the browser's types.
declare const Worker: new (script: string) => Worker;
interface Worker {
  postMessage(message: unknown): void;
}

export function activate(context: ExtensionContext) {
  const script = Uri.joinPath(context.extensionUri, 'dist/server.web.js').toString(true);
  return activateCommon(
    context,
    (options) => new LanguageClient('nomad', 'Nomad', () => Promise.resolve(new Worker(script)), options),
  );
}

export const deactivate = deactivateCommon;
