/** What a command of the troubleshooting kind is about: a row of the explorer, a link's arguments, or the active job file. */
import * as vscode from 'vscode';
import { writtenJob } from '../commands/choose-document';

export interface JobTarget {
  readonly id: string;
  readonly namespace?: string;
  /** The job's file, where it is known. */
  readonly file?: vscode.Uri;
}

/** Fields that rows and links have. */
interface Row {
  readonly kind?: string;
  readonly jobId?: string;
  readonly namespace?: string;
  readonly file?: string;
  readonly service?: string;
  readonly volume?: { readonly type: string; readonly name: string };
}

/** @returns undefined where nothing says which job */
export async function jobTarget(target: unknown): Promise<JobTarget | undefined> {
  const row = rowOf(target);
  if (row?.jobId)
    return { id: row.jobId, namespace: row.namespace, file: row.file ? vscode.Uri.parse(row.file) : undefined };
  const document = await documentTarget(target);
  const written = document && writtenJob(document.getText());
  return written && { ...written, file: document.uri };
}

/** The job file that is meant: a row's, a menu's, or the one in the active editor. */
export async function documentTarget(target: unknown): Promise<vscode.TextDocument | undefined> {
  const row = rowOf(target);
  const uri = target instanceof vscode.Uri ? target : row?.file ? vscode.Uri.parse(row.file) : undefined;
  if (uri) return vscode.workspace.openTextDocument(uri);
  if (row) return undefined;
  const document = vscode.window.activeTextEditor?.document;
  return document?.languageId === 'nomad' ? document : undefined;
}

export function rowOf(target: unknown): Row | undefined {
  return typeof target === 'object' && target !== null && !(target instanceof vscode.Uri) ? (target as Row) : undefined;
}
