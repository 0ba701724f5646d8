/** What stands above a job in the editor: plan it, run it, compare it with what runs; above a specification: create it. */
import * as vscode from 'vscode';
import { type BaseLanguageClient, State } from 'vscode-languageclient';
import { whyAskFor } from '../deploy/may-run';

/** Files of a plan or of the cluster are not meant to be run from. */
const SCHEMES = ['file', 'untitled', 'vscode-remote', 'vscode-vfs'];

/** @param server whose outline tells the jobs: a file may be open before it runs */
export function registerJobLenses(server: BaseLanguageClient): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const started = server.onDidChangeState(({ newState }) => {
    // Only then are its features there as well.
    if (newState === State.Running) void server.start().then(() => changed.fire());
  });
  const selector = (language: string) => SCHEMES.map((scheme) => ({ language, scheme }));
  const jobs = vscode.languages.registerCodeLensProvider(selector('nomad'), {
    onDidChangeCodeLenses: changed.event,
    async provideCodeLenses(document) {
      const symbols = await outlineOf(document.uri);
      return symbols
        .filter(({ detail }) => detail === 'job')
        .flatMap(({ selectionRange }) => lensesAt(document, selectionRange));
    },
  });
  return vscode.Disposable.from(
    changed,
    started,
    jobs,
    atTop(selector('nomad-volume'), '$(add) Create Volume', 'nomad.volume.create'),
    atTop(selector('nomad-variable'), '$(key) Write Variable', 'nomad.variable.put'),
  );
}

/** A file that is one thing as a whole. */
function atTop(selector: vscode.DocumentSelector, title: string, command: string): vscode.Disposable {
  const range = new vscode.Range(0, 0, 0, 0);
  return vscode.languages.registerCodeLensProvider(selector, {
    provideCodeLenses: ({ uri }) => [new vscode.CodeLens(range, { title, command, arguments: [uri] })],
  });
}

/** As the language server has it; empty while it does not run. */
async function outlineOf(uri: vscode.Uri): Promise<readonly vscode.DocumentSymbol[]> {
  const command = 'vscode.executeDocumentSymbolProvider';
  return (await vscode.commands.executeCommand<vscode.DocumentSymbol[] | undefined>(command, uri)) ?? [];
}

function lensesAt(document: vscode.TextDocument, { start }: vscode.Range): vscode.CodeLens[] {
  const { uri } = document;
  const range = new vscode.Range(start, start);
  const lens = (title: string, command: string, tooltip: string) =>
    new vscode.CodeLens(range, { title, command, tooltip, arguments: [uri] });
  const plan = lens('$(checklist) Plan', 'nomad.job.plan', 'Show what would change if this job were run');
  const compare = lens('$(diff) Compare', 'nomad.job.compare', 'Compare this file with the source of what runs');
  const more = lens('$(ellipsis) More', 'nomad.job.menu', 'Status, logs, diagnosis, restart, stop …');
  const kept = whyAskFor(document);
  if (kept?.kind === 'reference') {
    const why = 'By its name or the comment at its top. "Run" asks whether it is meant.';
    return [lens('$(book) Reference only: to be read, not to be run', '', why), plan, compare, more];
  }
  const first = kept ? 'It lies in a testing folder: ask, plan, ask, then run it' : 'Plan this job, ask, then run it';
  return [plan, lens(kept ? '$(play) Run…' : '$(play) Run', 'nomad.job.run', first), compare, more];
}
