/** Nomad's diagnostics of a job file as one message. Pure. */
import { readParseDiagnostics } from '@nomad/api';

export function parseProblemText(file: string, serverText: string): string {
  const [first, ...others] = readParseDiagnostics(serverText);
  if (!first) return `Nomad cannot read ${file}: ${serverText.trim()}`;
  const place = first.inVariables
    ? 'in the values of its variables'
    : first.line === undefined
      ? ''
      : `at line ${first.line}`;
  const more = others.length > 0 ? ` (and ${others.length} more)` : '';
  const why = /filesystem function disabled/.test(first.detail)
    ? 'The cluster reads the job file here, and it cannot read files of this machine: functions such as file() do not work yet.'
    : [first.summary, first.detail].filter(Boolean).map(sentence).join(' ');
  return `Nomad cannot read ${file}${place ? ` ${place}` : ''}: ${why}${more}`;
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
