/** `nomad.job.new`: a job file from one of the whole jobs among the snippets, in the folder of its kind. */
import * as vscode from 'vscode';
import type { Cluster } from '../cluster';
import { fillSnippet } from '../storage/fill-snippet';
import { readSnippets } from '../storage/read-snippets';
import { explorerOf } from './explorer';
import { OTHER } from './job-file';
import { type JobTemplate, jobTemplates, type NewJobFolder, newJobFolders } from './new-job-folders';

export async function newJob(cluster: Cluster): Promise<void> {
  const snippets = await readSnippets(cluster, 'job');
  const template = await chooseTemplate(jobTemplates(snippets));
  if (!template) return;
  const home = vscode.workspace.workspaceFolders?.[0];
  const folder = home && (await chooseFolder(cluster, home, template.category));
  if (home && !folder) return;
  const id = await askForName(template);
  if (!id) return;
  const document = await create(folder && vscode.Uri.joinPath(folder, `${id}.nomad.hcl`));
  if (!document) return;
  const editor = await vscode.window.showTextDocument(document, { preview: false });
  const body = fillSnippet(snippets, template.prefix, { 1: id });
  if (body !== undefined) await editor.insertSnippet(new vscode.SnippetString(`${body}\n`));
}

async function chooseTemplate(templates: readonly JobTemplate[]): Promise<JobTemplate | undefined> {
  const items = templates.map((template) => ({ label: template.name, detail: template.description, template }));
  const options = { title: 'New job', placeHolder: 'What kind of job?', matchOnDetail: true };
  return (await vscode.window.showQuickPick(items, options))?.template;
}

/** Not asked where there is one folder only. */
async function chooseFolder(
  cluster: Cluster,
  { uri, name }: vscode.WorkspaceFolder,
  category: string | undefined,
): Promise<vscode.Uri | undefined> {
  const all = (await explorerOf(cluster)?.files()) ?? [];
  // Files of other workspace folders have paths of their own.
  const files = all.filter((file) => vscode.Uri.parse(file.uri).path === vscode.Uri.joinPath(uri, file.path).path);
  const folders = newJobFolders(files, category);
  const items = folders.map((folder) => ({
    label: folder.path === '' ? name : folder.path,
    description: describe(folder),
    folder,
  }));
  const options = { title: 'New job', placeHolder: 'In which folder?' };
  const chosen = items.length === 1 ? items[0] : await vscode.window.showQuickPick(items, options);
  return chosen && vscode.Uri.joinPath(uri, chosen.folder.path);
}

function describe({ path, category, count }: NewJobFolder): string {
  const jobs = count === 0 ? (path === '' ? '' : 'a new folder') : count === 1 ? '1 job file' : `${count} job files`;
  return [category !== OTHER && category !== path && category, jobs].filter(Boolean).join(' · ');
}

function askForName({ name }: JobTemplate): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: `New job (${name}): its name`,
    prompt: 'Name of the job and of its file. On the cluster it identifies the job for ever.',
    placeHolder: 'wiki',
    validateInput: (text) =>
      /^[\w.-]*$/.test(text) ? undefined : 'A name has letters, digits, dots, hyphens and underscores.',
  });
}

/** @param uri undefined where no folder is open: the document is on no disk then */
async function create(uri: vscode.Uri | undefined): Promise<vscode.TextDocument | undefined> {
  if (!uri) return vscode.workspace.openTextDocument({ language: 'nomad', content: '' });
  const edit = new vscode.WorkspaceEdit();
  edit.createFile(uri, { overwrite: false, ignoreIfExists: false });
  const exists = await Promise.resolve(vscode.workspace.fs.stat(uri)).catch(() => undefined);
  if (!exists && (await vscode.workspace.applyEdit(edit))) return vscode.workspace.openTextDocument(uri);
  const path = vscode.workspace.asRelativePath(uri);
  const why = exists ? `${path} is there already. Give the new job another name.` : `${path} could not be created.`;
  const open = exists ? ['Open It'] : [];
  if (await vscode.window.showErrorMessage(why, ...open)) await vscode.window.showTextDocument(uri);
  return undefined;
}
