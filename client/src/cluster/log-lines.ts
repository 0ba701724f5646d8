/** Puts pieces of many logs together to whole lines, each with where it comes from. Pure. */
import { TextDecoder } from 'node:util';

/** The colours of the sources, as numbers of a terminal's palette; one after the other. */
const COLOURS = [36, 33, 35, 32, 34, 96, 93, 95, 92, 94];

export interface LogSource {
  /** One log: a stream of a task of an allocation. */
  readonly key: string;
  /** What stands before its lines; nothing for none. */
  readonly label: string;
  readonly stderr: boolean;
}

export interface LogLines {
  /** Takes the next piece of a log, gives what can be written: whole lines. */
  push(source: LogSource, data: Uint8Array): string;
  /** What is left of lines without an end: for when nothing more has come for a while. */
  flush(): string;
}

/**
 * Lines end as terminals want it. Lines of stderr begin with a red bar; the colours of the programs themselves are kept,
 * and end with the line.
 */
export function createLogLines(): LogLines {
  const open = new Map<string, { readonly source: LogSource; readonly decoder: TextDecoder; rest: string }>();
  const colours = new Map<string, number>();
  const prefix = ({ label, stderr }: LogSource): string => {
    if (!colours.has(label)) colours.set(label, COLOURS[colours.size % COLOURS.length] as number);
    const bar = stderr ? '\x1b[31m┃\x1b[0m ' : '';
    return label === '' ? bar : `\x1b[${colours.get(label)}m${label}\x1b[0m ${bar || '│ '}`;
  };
  const lines = (source: LogSource, texts: readonly string[]) =>
    texts.map((text) => `${prefix(source)}${text.replace(/\r$/, '')}\x1b[0m\r\n`).join('');
  return {
    push(source, data) {
      const known = open.get(source.key) ?? { source, decoder: new TextDecoder('utf-8'), rest: '' };
      open.set(source.key, known);
      const parts = (known.rest + known.decoder.decode(data, { stream: true })).split('\n');
      known.rest = parts.pop() ?? '';
      return lines(source, parts);
    },
    flush() {
      let text = '';
      for (const known of open.values()) {
        if (known.rest !== '') text += lines(known.source, [known.rest]);
        known.rest = '';
      }
      return text;
    },
  };
}
