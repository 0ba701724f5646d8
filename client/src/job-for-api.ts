/** Asks the language server for the job of a document: `nomad/jobForApi`. */
import { languages, type TextDocument, type Uri, workspace } from 'vscode';
import { type BaseLanguageClient, State } from 'vscode-languageclient';
import { type JobForApiParams, type JobForApiResult, jobForApi } from '../../server/src/protocol';
import { documentSelector } from './client';

/** Undefined when the server does not run, or does not see documents of this kind. */
export type AskForJob = (
  document: TextDocument,
  variables: JobForApiParams['variables'],
) => Promise<JobForApiResult | undefined>;

export function createAskForJob(client: BaseLanguageClient): AskForJob {
  return async (document, variables) => {
    if (client.state === State.Starting) await client.start().catch(() => {});
    if (!client.isRunning() || languages.match(documentSelector, document) === 0) return undefined;
    const uri = client.code2ProtocolConverter.asUri(document.uri);
    const params: JobForApiParams = { uri, variables, folders: foldersFor(document.uri) };
    return client.sendRequest<JobForApiResult>(jobForApi, params);
  };
}

/** Where relative paths may count from: the folder of the file itself, then the one that is open. */
function foldersFor(uri: Uri): string[] {
  const own = uri.scheme === 'untitled' ? [] : [parentOf(uri.fsPath)];
  const open = workspace.getWorkspaceFolder(uri) ?? workspace.workspaceFolders?.[0];
  return [...new Set([...own, ...(open ? [open.uri.fsPath] : [])])];
}

function parentOf(path: string): string {
  return path.replace(/[\\/][^\\/]*$/, '') || '/';
}
