/** Decodes the event stream: one JSON object a line, cut anywhere by the network; `{}` is a sign of life. */
import type { NomadEvent } from './types';

export interface EventDecoder {
  /** Takes the next piece of the stream, gives the events that are complete now. */
  push(chunk: Uint8Array): NomadEvent[];
}

/** @throws SyntaxError from `push` when a line is no JSON */
export function createEventDecoder(): EventDecoder {
  const utf8 = new TextDecoder('utf-8');
  let rest = '';
  return {
    push(chunk) {
      const lines = (rest + utf8.decode(chunk, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      return lines.filter((line) => line.trim() !== '').flatMap((line) => (JSON.parse(line) as Batch).Events ?? []);
    },
  };
}

interface Batch {
  readonly Events?: NomadEvent[] | null;
}
