/** The job files of the workspace, found when they are first asked for and kept up to date after that. */
import * as vscode from 'vscode';
import { policyFileName } from '../../../server/src/policy';
import { isArchived } from '../../../server/src/policy-paths';
import { describeJobFile, type JobFile } from './job-file';
import { type KnownPolicies, policyOf } from './policy-of';

const PATTERN = '**/*.{nomad.hcl,nomad}';
const LEFT_OUT = '**/{node_modules,.git}/**';
const OF_OTHERS = /\/(?:node_modules|\.git)(?:\/|$)/;
const MOST_FILES = 10_000;
const MOST_BYTES = 1_000_000;
const AT_ONCE = 50;

export interface JobFiles extends vscode.Disposable {
  all(): Promise<readonly JobFile[]>;
  readonly onDidChange: vscode.Event<void>;
}

export function findJobFiles(): JobFiles {
  const changed = new vscode.EventEmitter<void>();
  let found: Promise<readonly JobFile[]> | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const forget = () => {
    clearTimeout(timer);
    // A checkout changes many at once.
    timer = setTimeout(() => {
      if (found) changed.fire();
      found = undefined;
    }, 500);
  };
  const watchers = [PATTERN, `**/${policyFileName}`].map((pattern) =>
    vscode.workspace.createFileSystemWatcher(pattern),
  );
  // Of a folder that comes or goes whole, nobody tells the files.
  const folders = vscode.workspace.createFileSystemWatcher('**/*', false, true, false);
  const went = async (folder: vscode.Uri) => {
    const files = (await found) ?? [];
    if (files.some(({ uri }) => uri.startsWith(`${folder}/`))) forget();
  };
  const came = async (uri: vscode.Uri) => {
    if (!found || OF_OTHERS.test(uri.path)) return;
    const about = await Promise.resolve(vscode.workspace.fs.stat(uri)).catch(() => undefined);
    if (about?.type === vscode.FileType.Directory) forget();
  };
  const subscriptions = vscode.Disposable.from(
    changed,
    folders,
    folders.onDidCreate(came),
    folders.onDidDelete(went),
    ...watchers.flatMap((watcher) => [
      watcher,
      watcher.onDidCreate(forget),
      watcher.onDidChange(forget),
      watcher.onDidDelete(forget),
    ]),
    vscode.workspace.onDidChangeWorkspaceFolders(forget),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('nomad.policy')) forget();
    }),
  );
  return {
    onDidChange: changed.event,
    all() {
      found ??= search();
      return found;
    },
    dispose() {
      clearTimeout(timer);
      subscriptions.dispose();
    },
  };
}

async function search(): Promise<readonly JobFile[]> {
  const policies: KnownPolicies = new Map();
  const uris = await vscode.workspace.findFiles(PATTERN, LEFT_OUT, MOST_FILES);
  const files: JobFile[] = [];
  for (let start = 0; start < uris.length; start += AT_ONCE) {
    const some = uris.slice(start, start + AT_ONCE);
    const described = await Promise.all(some.map((uri) => describe(uri, policies)));
    files.push(...described.filter((file) => file !== undefined));
  }
  return files;
}

async function describe(uri: vscode.Uri, policies: KnownPolicies): Promise<JobFile | undefined> {
  const policy = policyOf(uri, policies);
  if (isArchived(uri.toString(), policy)) return undefined;
  try {
    const bytes = await vscode.workspace.fs.readFile(uri);
    if (bytes.length > MOST_BYTES) return undefined;
    const text = new TextDecoder().decode(bytes);
    const path = vscode.workspace.asRelativePath(uri, false);
    return describeJobFile({ uri: uri.toString(), path, text }, policy);
  } catch {
    // Gone since it was found, or not readable: then there is nothing to show of it.
    return undefined;
  }
}
