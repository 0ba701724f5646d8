/** Makes Nomad's error texts readable: nested lists of go-multierror, and the diagnostics of `/v1/jobs/parse`. */

/**
 * The messages of a go-multierror text (`2 errors occurred:\n\t* …`, also nested) or of a plan's warnings, each with
 * the headings above it: `Task group app validation failed: …`.
 */
export function serverMessages(text: string): readonly string[] {
  return flatten(readTree(itemsOf(text)));
}

/** The same as a text: one message ends with a full stop, several stand one a line. */
export function readableServerText(text: string): string {
  const messages = serverMessages(text);
  if (messages.length > 1) return `${messages.map((message) => `\n• ${message}`).join('')}\n`;
  const [only = ''] = messages;
  return only === '' || /[.!?]$/.test(only) ? only : `${only}.`;
}

interface Message {
  readonly text: string;
  readonly children: readonly Message[];
}

/** The text's items: a line that starts with `*` is a new one, any other belongs to the one before. */
function itemsOf(text: string): string[] {
  const items: string[] = [];
  for (const line of text.split('\n')) {
    const words = line.trim();
    if (words === '') continue;
    if (items.length === 0 || words.startsWith('* ')) items.push(words.replace(/^\* /, ''));
    else items[items.length - 1] += ` ${words}`;
  }
  return items;
}

/** Indentation does not tell the depth (Nomad flattens it), but each heading says how many follow. */
function readTree(items: string[]): Message[] {
  const messages: Message[] = [];
  let next = 0;
  const read = (): Message => {
    const text = items[next++] ?? '';
    const heading = /^(.*?)(\d+) (?:errors? occurred|warnings?):$/.exec(text);
    if (!heading) return { text, children: [] };
    const children: Message[] = [];
    for (let left = Number(heading[2]); left > 0 && next < items.length; left--) children.push(read());
    return { text: (heading[1] ?? '').trim(), children };
  };
  while (next < items.length) messages.push(read());
  return messages;
}

function flatten(messages: readonly Message[], above = ''): string[] {
  return messages.flatMap(({ text, children }) => {
    const here = [above, text].filter(Boolean).join(' ');
    return children.length > 0 ? flatten(children, here) : [here];
  });
}

/** A place and a text in a job file that Nomad could not read. Lines and columns count from 1. */
export interface ParseDiagnostic {
  readonly summary: string;
  readonly detail: string;
  /** Absent where Nomad gives no place, as for a variable that is not set. */
  readonly line?: number;
  readonly column?: number;
  readonly endLine?: number;
  readonly endColumn?: number;
  /** True when the place is in the variables that were sent along, not in the job. */
  readonly inVariables: boolean;
}

/**
 * Reads the text of a 400 from `/v1/jobs/parse` (jobspec2, hcl.Diagnostics): `input.hcl:4,16-5,1: Summary; detail`
 * a line, `<nil>:` without a place.
 */
export function readParseDiagnostics(serverText: string): readonly ParseDiagnostic[] {
  const diagnostics: ParseDiagnostic[] = [];
  const inVariables = serverText.includes('unable to parse var content');
  const lines = serverText.replace(/^Failed to parse job: (unable to parse var content: )?/, '').split('\n');
  for (const line of lines) {
    const match = /^(?:<nil>|[^:\s]+:(\d+),(\d+)-(?:(\d+),)?(\d+)): ([^;]*)(?:; (.*))?$/.exec(line);
    if (!match) continue;
    const [, startLine, startColumn, endLine, endColumn, summary = '', detail = ''] = match;
    diagnostics.push({
      summary,
      detail: detail.replace(/, and \d+ other diagnostic\(s\)$/, ''),
      line: number(startLine),
      column: number(startColumn),
      endLine: number(endLine ?? startLine),
      endColumn: number(endColumn),
      inVariables: inVariables || /^The value for \w+ is not compatible/.test(detail),
    });
  }
  return diagnostics;
}

/** The variables that Nomad misses, from the same text. The list may be cut: ask again after setting these. */
export function unsetVariables(serverText: string): readonly string[] {
  return [...serverText.matchAll(/Unset variable "([^"]+)"/g)].map((match) => match[1] ?? '');
}

function number(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}
