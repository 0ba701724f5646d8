/** What the editor says about the extension itself: one item in the status bar, one in the language's own menu. */

import {
  DiagnosticSeverity,
  type Disposable,
  Disposable as Disposables,
  LanguageStatusSeverity,
  languages,
  MarkdownString,
  StatusBarAlignment,
  type TextDocument,
  ThemeColor,
  window,
} from 'vscode';
import { documentSelector } from './client';

/** How the language server is. */
export type ServerState = 'starting' | 'running' | 'stopped';

/** The cluster that commands talk to, as the status bar names it. */
export interface ClusterLabel {
  /** Such as `lab · default`. */
  readonly text: string;
  /** One that asks before anything changes; shown in red. */
  readonly production: boolean;
  /** One where nothing is changed; shown with a lock. */
  readonly readOnly: boolean;
  /** What the editor knows of it, and since when. */
  readonly known?: string;
}

export interface Status extends Disposable {
  setServer(state: ServerState): void;
  /** @param cluster undefined when there is none */
  setCluster(cluster: ClusterLabel | undefined): void;
}

/** Shows `Nomad`, with the active file's errors and warnings and, when there is one, the cluster. */
export function createStatus(): Status {
  const item = window.createStatusBarItem('nomad.status', StatusBarAlignment.Left, 10);
  item.name = 'Nomad';
  const language = languages.createLanguageStatusItem('nomad.server', documentSelector);
  language.name = 'Nomad';
  let server: ServerState = 'starting';
  let cluster: ClusterLabel | undefined;
  let clusters = false;

  const update = () => {
    const document = window.activeTextEditor?.document;
    const problems = document ? countProblems(document) : 0;
    item.text = [
      cluster ? `Nomad: ${cluster.text}` : 'Nomad',
      cluster?.readOnly ? '$(lock)' : '',
      server === 'stopped' ? '$(error)' : problems > 0 ? `$(warning) ${problems}` : '',
    ]
      .filter(Boolean)
      .join(' ');
    item.backgroundColor = cluster?.production ? new ThemeColor('statusBarItem.errorBackground') : undefined;
    item.tooltip = tooltip(server, problems, cluster, clusters);
    const place = cluster ? `, cluster ${cluster.text}${cluster.production ? ', production' : ''}` : '';
    item.accessibilityInformation = { label: `${item.name}${place}, ${plural(problems, 'problem')} in this file` };
    item.command =
      server === 'stopped'
        ? 'nomad.server.restart'
        : cluster
          ? 'nomad.cluster.switch'
          : problems > 0
            ? 'workbench.actions.view.problems'
            : 'nomad.output.show';

    language.text = 'Nomad';
    language.busy = server === 'starting';
    language.detail = {
      starting: 'starting',
      running: 'language server is running',
      stopped: 'language server has stopped',
    }[server];
    language.severity = server === 'stopped' ? LanguageStatusSeverity.Error : LanguageStatusSeverity.Information;
    language.command =
      server === 'stopped'
        ? { command: 'nomad.server.restart', title: 'Restart' }
        : { command: 'nomad.output.show', title: 'Output' };

    const relevant = document !== undefined && languages.match(documentSelector, document) > 0;
    if (relevant || cluster) item.show();
    else item.hide();
  };

  const subscriptions = Disposables.from(
    item,
    language,
    window.onDidChangeActiveTextEditor(update),
    languages.onDidChangeDiagnostics(({ uris }) => {
      const active = window.activeTextEditor?.document.uri.toString();
      if (uris.some((uri) => uri.toString() === active)) update();
    }),
  );
  update();
  return {
    setServer(state) {
      server = state;
      update();
    },
    setCluster(label) {
      cluster = label;
      clusters = true;
      update();
    },
    dispose: () => subscriptions.dispose(),
  };
}

/** Errors and warnings of ours in a file; information and hints are advice, not problems. */
function countProblems(document: TextDocument): number {
  return languages
    .getDiagnostics(document.uri)
    .filter(({ source, severity }) => source === 'nomad' && severity <= DiagnosticSeverity.Warning).length;
}

/** @param clusters whether this extension host can talk to any */
function tooltip(
  server: ServerState,
  problems: number,
  cluster: ClusterLabel | undefined,
  clusters: boolean,
): MarkdownString {
  const marks = cluster ? [cluster.production && 'production', cluster.readOnly && 'read only'].filter(Boolean) : [];
  const lines = [
    server === 'stopped'
      ? 'The language server has stopped. Click to start it again.'
      : `${plural(problems, 'problem')} in this file${problems > 0 ? ': [show](command:workbench.actions.view.problems)' : ''}`,
    cluster
      ? `Commands talk to **${escaped(cluster.text)}**${marks.length > 0 ? ` (${marks.join(', ')})` : ''}: [switch](command:nomad.cluster.switch)`
      : `No cluster is chosen${clusters ? ': [choose one](command:nomad.cluster.switch)' : ''}`,
    ...(cluster?.known ? [`The editor knows its ${escaped(cluster.known)}`] : []),
  ];
  const text = new MarkdownString(lines.join('\n\n'));
  text.isTrusted = { enabledCommands: ['workbench.actions.view.problems', 'nomad.cluster.switch'] };
  return text;
}

/** A name that somebody chose, without what Markdown would read in it. */
function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+!<>|~-]/g, '\\$&');
}

function plural(count: number, noun: string): string {
  return `${count === 0 ? 'No' : count} ${noun}${count === 1 ? '' : 's'}`;
}
