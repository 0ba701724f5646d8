/** Shows reports: read-only text beside what one works on, with colours, links, and buttons above. */
import * as vscode from 'vscode';
import type { Cluster } from '../cluster';
import { columnBeside } from '../commands/column-beside';
import { untilText } from '../commands/until-text';
import { type Kind, type Link, type RenderedReport, type Report, render } from './report';

const SCHEME = 'nomad-report';

interface Shown {
  readonly report: Report;
  readonly rendered: RenderedReport;
}

export interface ReportView {
  /** Shows a report; one with the same title and place gives way. */
  show(report: Report): Promise<void>;
}

const views = new WeakMap<Cluster, ReportView>();

/** The one view of a cluster's reports; its providers are registered when the first one is shown. */
export function reportView(cluster: Cluster): ReportView {
  const view = views.get(cluster) ?? createReportView(cluster);
  views.set(cluster, view);
  return view;
}

function createReportView(cluster: Cluster): ReportView {
  const shown = new Map<string, Shown>();
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const decorations = createDecorations();
  const selector = { scheme: SCHEME };
  const find = (uri: vscode.Uri) => shown.get(uri.toString());

  const decorate = (editor: vscode.TextEditor) => {
    const found = find(editor.document.uri);
    if (!found || editor.document.getText() !== found.rendered.text) return;
    for (const [kind, type] of decorations) {
      const marks = found.rendered.kinds.filter(({ value }) => value === kind);
      editor.setDecorations(type, marks.map(rangeOf));
    }
  };
  const decorateAll = () => vscode.window.visibleTextEditors.forEach(decorate);

  cluster.onDispose(
    changed,
    ...decorations.values(),
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
      onDidChange: changed.event,
      provideTextDocumentContent: (uri) => find(uri)?.rendered.text ?? 'This report is gone. Ask again.',
    }),
    vscode.languages.registerDocumentLinkProvider(selector, {
      provideDocumentLinks: ({ uri }) => (find(uri)?.rendered.links ?? []).map(linkOf),
    }),
    vscode.languages.registerCodeLensProvider(selector, {
      provideCodeLenses: ({ uri }) =>
        (find(uri)?.report.actions ?? []).map(
          ({ title, command, args }) =>
            // Below the headline: above it they would push it out of sight when they come.
            new vscode.CodeLens(new vscode.Range(1, 0, 1, 0), { title, command, arguments: [...args] }),
        ),
    }),
    vscode.window.onDidChangeVisibleTextEditors(decorateAll),
    vscode.workspace.onDidChangeTextDocument(({ document }) => document.uri.scheme === SCHEME && decorateAll()),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => shown.delete(uri.toString())),
  );

  return {
    async show(report) {
      const rendered = render(report);
      // The folder makes it a document of language nomad-report (manifest, filenamePatterns).
      const path = `/nomad-report/${report.title.replaceAll('/', ' ')}`;
      const uri = vscode.Uri.from({ scheme: SCHEME, path, query: report.place });
      shown.set(uri.toString(), { report, rendered });
      changed.fire(uri);
      const document = await vscode.workspace.openTextDocument(uri);
      try {
        await untilText(document, rendered.text);
        decorate(await vscode.window.showTextDocument(document, { viewColumn: columnBeside(uri), preview: true }));
      } catch (error) {
        // Who opens another editor at that moment wants to see that one.
        cluster.output.info(`${report.title} is not shown: ${error instanceof Error ? error.message : String(error)}`);
      }
    },
  };
}

function linkOf(mark: RenderedReport['links'][number]): vscode.DocumentLink {
  const link = new vscode.DocumentLink(rangeOf(mark), targetOf(mark.value));
  link.tooltip = 'command' in mark.value ? 'Do this' : 'url' in mark.value ? 'Open' : 'Go to the line';
  return link;
}

function targetOf(link: Link): vscode.Uri {
  if ('url' in link) return vscode.Uri.parse(link.url);
  if ('command' in link) {
    return vscode.Uri.parse(`command:${link.command}?${encodeURIComponent(JSON.stringify(link.args))}`);
  }
  return vscode.Uri.parse(link.file).with(link.line === undefined ? {} : { fragment: `L${link.line}` });
}

function rangeOf({ line, start, end }: { readonly line: number; readonly start: number; readonly end: number }) {
  return new vscode.Range(line, start, line, end);
}

function createDecorations(): ReadonlyMap<Kind, vscode.TextEditorDecorationType> {
  const coloured = (color: string, more: vscode.DecorationRenderOptions = {}) =>
    vscode.window.createTextEditorDecorationType({ color: new vscode.ThemeColor(color), ...more });
  return new Map<Kind, vscode.TextEditorDecorationType>([
    ['title', vscode.window.createTextEditorDecorationType({ fontWeight: 'bold' })],
    ['good', coloured('testing.iconPassed', { fontWeight: 'bold' })],
    ['bad', coloured('editorError.foreground', { fontWeight: 'bold' })],
    ['warning', coloured('editorWarning.foreground')],
    ['muted', coloured('descriptionForeground')],
    ['code', coloured('textPreformat.foreground')],
  ]);
}
