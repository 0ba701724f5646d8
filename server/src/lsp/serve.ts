/** The language server on the transport that the process arguments name. */
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { filesIn, readText } from '../folder-files';
import { startServer } from '../server';
import { nodeFiles } from '../workspace/node-files';
import { makeRoomFor } from '../young-generation';

export function serve(): void {
  startServer(createConnection(ProposedFeatures.all), filesIn, readText, nodeFiles, makeRoomFor);
}
