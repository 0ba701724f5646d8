/** What a command is for, as menus, rows of the explorer, links and other commands name it. */
import * as vscode from 'vscode';

export interface Target {
  readonly jobId?: string;
  readonly namespace?: string;
  readonly group?: string;
  /** Full ID. */
  readonly allocId?: string;
  readonly task?: string;
  /** Full ID. */
  readonly nodeId?: string;
  /** A job file. */
  readonly file?: vscode.Uri;
}

/** @param argument a job file, a row of the explorer, or an object with the fields of `Target`; nothing gives nothing */
export function targetOf(argument: unknown): Target {
  if (argument instanceof vscode.Uri) return { file: argument };
  if (typeof argument !== 'object' || argument === null) return {};
  const fields = argument as Readonly<Record<string, unknown>>;
  const text = (name: string) => {
    const value = fields[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const file = text('file');
  return {
    jobId: text('jobId'),
    namespace: text('namespace'),
    group: text('group'),
    // Rows write it out.
    allocId: text('allocId') ?? text('allocationId'),
    task: text('task'),
    nodeId: text('nodeId'),
    file: file === undefined ? undefined : vscode.Uri.parse(file),
  };
}
