/** The extension in a browser without a remote machine: the language server is a web worker. */

import { type ExtensionContext, Uri } from 'vscode';
import { BrowserMessageReader, BrowserMessageWriter, LanguageClient } from 'vscode-languageclient/browser';
import { activateCommon, deactivateCommon } from './activate';

type Port = ConstructorParameters<typeof BrowserMessageReader>[0];
// A browser's own; the rest of the client is compiled without the browser's types.
declare const Worker: new (script: string) => Port;

export function activate(context: ExtensionContext) {
  const script = Uri.joinPath(context.extensionUri, 'dist/server.web.js').toString(true);
  // Not the worker itself: the extension host's own kind of worker is no instance of Worker, and the client asks for one.
  const connect = async () => {
    const worker = new Worker(script);
    return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
  };
  return activateCommon(context, (options) => new LanguageClient('nomad', 'Nomad', connect, options)).api;
}

export const deactivate = deactivateCommon;
