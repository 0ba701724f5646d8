/** The document of a plan: read-only text beside the job, with colours, links to its lines, and buttons above. */
import * as vscode from 'vscode';
import type { Cluster } from '../cluster';
import { destination, type PlannedJob } from '../cluster/submit';
import { createLocator, type MarkKind, type PlanDocument, planDocument } from '../plan';
import { columnBeside } from './column-beside';
import { untilText } from './until-text';

export const PLAN_SCHEME = 'nomad-plan';

export interface ShownPlan {
  readonly planned: PlannedJob;
  readonly document: PlanDocument;
  /** The job file. */
  readonly source: vscode.Uri;
  readonly cluster: string;
  /** It was run: a second time it would only be refused. */
  readonly submitted?: boolean;
}

export interface PlanView {
  /** Shows a plan beside its job file; the one before it for the same job gives way. */
  show(planned: PlannedJob, source: vscode.Uri): Promise<ShownPlan>;
  /** What a plan document shows. */
  find(uri: vscode.Uri): ShownPlan | undefined;
  /** Says on its document that a plan has been run. */
  markSubmitted(planned: PlannedJob): void;
}

const views = new WeakMap<Cluster, PlanView>();

/** The one view of a cluster's plans; its providers are registered when the first plan is shown. */
export function planView(cluster: Cluster): PlanView {
  const view = views.get(cluster) ?? createPlanView(cluster);
  views.set(cluster, view);
  return view;
}

/** The document for a plan, without showing it. */
export function describePlan(cluster: Cluster, planned: PlannedJob): PlanDocument {
  const { namespace = 'default', region } = destination(cluster.client(), planned.job);
  return planDocument(planned.plan, {
    jobId: planned.job.ID,
    cluster: cluster.place(),
    namespace,
    region,
    job: planned.job,
    version: planned.version,
    locate: createLocator(planned.submission.Source),
    variables: planned.variables,
    scaled: planned.scaled,
  });
}

function createPlanView(cluster: Cluster): PlanView {
  const shown = new Map<string, ShownPlan>();
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const lensesChanged = new vscode.EventEmitter<void>();
  const decorations = createDecorations();
  const selector = { scheme: PLAN_SCHEME };
  const documentOf = (uri: vscode.Uri) => shown.get(uri.toString())?.document;

  const decorate = (editor: vscode.TextEditor) => {
    const found = documentOf(editor.document.uri);
    if (!found || editor.document.getText() !== found.text) return;
    for (const [kind, type] of decorations) {
      const ranges = found.marks.flatMap((marks, line) =>
        marks.filter((mark) => mark.kind === kind).map(({ start, end }) => new vscode.Range(line, start, line, end)),
      );
      editor.setDecorations(type, ranges);
    }
  };
  const decorateAll = () => vscode.window.visibleTextEditors.forEach(decorate);

  cluster.onDispose(
    changed,
    ...decorations.values(),
    vscode.workspace.registerTextDocumentContentProvider(PLAN_SCHEME, {
      onDidChange: changed.event,
      provideTextDocumentContent: (uri) => documentOf(uri)?.text ?? 'This plan is gone. Plan the job again.',
    }),
    vscode.languages.registerDocumentLinkProvider(selector, {
      provideDocumentLinks: ({ uri }) => linksOf(shown.get(uri.toString())),
    }),
    vscode.languages.registerFoldingRangeProvider(selector, {
      provideFoldingRanges: ({ uri }) =>
        documentOf(uri)?.folds.map(({ start, end }) => new vscode.FoldingRange(start, end)) ?? [],
    }),
    lensesChanged,
    vscode.languages.registerCodeLensProvider(selector, {
      onDidChangeCodeLenses: lensesChanged.event,
      provideCodeLenses: ({ uri }) => lensesOf(uri, shown.get(uri.toString())),
    }),
    vscode.window.onDidChangeVisibleTextEditors(decorateAll),
    vscode.workspace.onDidChangeTextDocument(({ document }) => document.uri.scheme === PLAN_SCHEME && decorateAll()),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => shown.delete(uri.toString())),
  );

  return {
    async show(planned, source) {
      const document = describePlan(cluster, planned);
      const { namespace } = destination(cluster.client(), planned.job);
      // The folder makes it a document of language nomad-plan (manifest, filenamePatterns).
      const path = `/nomad-plan/Plan · ${planned.job.ID.replaceAll('/', ' ')}`;
      const query = `${cluster.address()} ${namespace ?? ''} ${source}`;
      const uri = vscode.Uri.from({ scheme: PLAN_SCHEME, path, query });
      const plan = { planned, document, source, cluster: cluster.label() };
      shown.set(uri.toString(), plan);
      changed.fire(uri);
      lensesChanged.fire();
      const opened = await vscode.workspace.openTextDocument(uri);
      await untilText(opened, document.text);
      const options = { viewColumn: columnBeside(uri), preserveFocus: false, preview: true };
      const editor = await vscode.window.showTextDocument(opened, options);
      decorate(editor);
      // The folds of the plan before this one would hide what they know nothing of.
      await vscode.commands.executeCommand('editor.unfoldAll');
      const selectionLines = document.folds.filter(({ folded }) => folded).map(({ start }) => start);
      if (selectionLines.length > 0) await vscode.commands.executeCommand('editor.fold', { selectionLines });
      return plan;
    },
    find: (uri) => shown.get(uri.toString()),
    markSubmitted(planned) {
      for (const [uri, plan] of shown) if (plan.planned === planned) shown.set(uri, { ...plan, submitted: true });
      lensesChanged.fire();
    },
  };
}

function linksOf(plan: ShownPlan | undefined): vscode.DocumentLink[] {
  if (!plan) return [];
  return plan.document.marks.flatMap((marks, line) =>
    marks
      .filter(({ target }) => target !== undefined)
      .map(({ start, end, target }) => {
        const link = new vscode.DocumentLink(
          new vscode.Range(line, start, line, end),
          plan.source.with({ fragment: `L${target}` }),
        );
        link.tooltip = 'Go to the line of the job file';
        return link;
      }),
  );
}

function lensesOf(uri: vscode.Uri, plan: ShownPlan | undefined): vscode.CodeLens[] {
  if (!plan) return [];
  const top = new vscode.Range(0, 0, 0, 0);
  const lens = (title: string, command: string, ...args: unknown[]) =>
    new vscode.CodeLens(top, { title, command, arguments: args });
  return [
    plan.submitted ? lens('$(check) Submitted', '') : lens('$(play) Run', 'nomad.job.run', uri),
    lens('$(refresh) Plan again', 'nomad.job.plan', uri),
    ...(plan.planned.version === undefined ? [] : [lens('$(diff) Open diff', 'nomad.job.compare', uri)]),
  ];
}

function createDecorations(): ReadonlyMap<MarkKind, vscode.TextEditorDecorationType> {
  const coloured = (color: string, more: vscode.DecorationRenderOptions = {}) =>
    vscode.window.createTextEditorDecorationType({ color: new vscode.ThemeColor(color), ...more });
  return new Map([
    ['title', vscode.window.createTextEditorDecorationType({ fontWeight: 'bold' })],
    ['added', coloured('gitDecoration.addedResourceForeground')],
    ['deleted', coloured('gitDecoration.deletedResourceForeground')],
    ['changed', coloured('gitDecoration.modifiedResourceForeground')],
    ['failed', coloured('editorError.foreground', { fontWeight: 'bold' })],
    ['warning', coloured('editorWarning.foreground', { fontWeight: 'bold' })],
    ['muted', coloured('descriptionForeground')],
  ]);
}
