/**
 * Decodes Nomad's framed streams (logs, files): JSON objects one after the other without a separator, cut anywhere by
 * the network (command/agent/fs_endpoint.go, client/structs `StreamFrame`).
 */

export interface Frame {
  /** File inside the allocation's directory: `alloc/logs/main.stdout.0`. */
  readonly file: string;
  /** Position in that file after the data. */
  readonly offset: number;
  readonly data: Uint8Array;
  /** What happened to the file: `file deleted`, `file truncated`. */
  readonly fileEvent?: string;
}

/** A frame, or a sign of life: `{}` each second when nothing comes. */
export type FrameOrHeartbeat = Frame | 'heartbeat';

export interface FrameDecoder {
  /** Takes the next piece of the stream, gives the frames that are complete now. */
  push(chunk: Uint8Array): FrameOrHeartbeat[];
  /** True when nothing of a frame is left over: a stream that ends otherwise was cut. */
  readonly complete: boolean;
}

/** @throws SyntaxError from `push` when the stream is no sequence of JSON objects */
export function createFrameDecoder(): FrameDecoder {
  const utf8 = new TextDecoder('utf-8');
  let rest = '';
  let scanned = 0;
  let depth = 0;
  let inString = false;
  return {
    get complete() {
      return rest.trim() === '';
    },
    push(chunk) {
      rest += utf8.decode(chunk, { stream: true });
      const frames: FrameOrHeartbeat[] = [];
      let start = 0;
      for (let i = scanned; i < rest.length; i++) {
        const character = rest[i];
        if (inString) {
          if (character === '\\') i++;
          else if (character === '"') inString = false;
        } else if (character === '"') inString = true;
        else if (character === '{') depth++;
        else if (character === '}' && --depth === 0) {
          frames.push(toFrame(JSON.parse(rest.slice(start, i + 1))));
          start = i + 1;
        } else if (depth === 0 && character !== undefined && character.trim() !== '') {
          throw new SyntaxError('not a stream of frames');
        }
        scanned = i + 1;
      }
      rest = rest.slice(start);
      scanned -= start;
      return frames;
    },
  };
}

interface RawFrame {
  readonly File?: string;
  readonly Offset?: number;
  readonly Data?: string;
  readonly FileEvent?: string;
}

function toFrame(raw: RawFrame): FrameOrHeartbeat {
  if (Object.keys(raw).length === 0) return 'heartbeat';
  return {
    file: raw.File ?? '',
    offset: raw.Offset ?? 0,
    data: Buffer.from(raw.Data ?? '', 'base64'),
    fileEvent: raw.FileEvent || undefined,
  };
}
