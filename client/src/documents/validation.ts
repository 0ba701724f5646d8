/** What Nomad says about a job that it has validated, with the lines of the file. No editor needed. */
import { createLocator } from '../plan';
import { at, type Line, line, part, type Report, verdict } from '../troubleshoot/report';

export interface ValidationFacts {
  readonly jobId: string;
  /** Cluster and namespace. */
  readonly place: string;
  /** Text and address of the job file. */
  readonly source: string;
  readonly file: string;
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
}

export function validationReport({ jobId, place, source, file, errors, warnings }: ValidationFacts): Report {
  const locate = createLocator(source);
  const messageLine = (message: string): Line => {
    const group = /[Gg]roup "?([\w-]+)"?/.exec(message)?.[1];
    const task = /[Tt]ask (?!group\b)"?([\w-]+)"?/.exec(message)?.[1];
    const target = (task && locate('task', task, group)) || (group && locate('group', group)) || undefined;
    return line(1, message, ...at(file, target));
  };
  const head =
    errors.length > 0
      ? verdict('bad', `Nomad refuses job "${jobId}".`)
      : verdict('warning', `Job "${jobId}" is valid, with ${warnings.length === 1 ? 'a warning' : 'warnings'}.`);
  return {
    title: `Validate · ${jobId}`,
    place,
    lines: [head, ...part('Errors', errors.map(messageLine)), ...part('Warnings', warnings.map(messageLine))],
    actions: [{ title: '$(refresh) Validate again', command: 'nomad.job.validate', args: [{ file }] }],
  };
}
