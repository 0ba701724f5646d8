/** Problems that a file has by itself and that another file answers: a variable without a default that gets its value there. */
import type { Problem } from '../problem';
import type { FileFacts } from './facts';
import { givesValue } from './same-name';
import { isJobFile, type WorkspaceView } from './view';

/** The variables without a default that other files give a value. */
export function answered(file: FileFacts, view: WorkspaceView): readonly string[] {
  if (!isJobFile(file) || view.variableFiles.length === 0) return [];
  return file.job.variables
    .filter(({ name, defaultText }) => defaultText === '' && givesValue(name, file, view))
    .map(({ name }) => name);
}

/** What is left of a file's own problems beside the other files. */
export function unanswered(problems: readonly Problem[], file: FileFacts, view: WorkspaceView): readonly Problem[] {
  if (!problems.some(({ id }) => id === 'variable/no-default')) return problems;
  const names = answered(file, view);
  const places = file.job?.variables.filter(({ name }) => names.includes(name)).map(({ place }) => place.start) ?? [];
  return problems.filter(({ id, start }) => id !== 'variable/no-default' || !places.includes(start));
}
