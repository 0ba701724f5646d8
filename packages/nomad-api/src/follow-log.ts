/** One log that goes on over lost connections, each byte once. */
import type { NomadClient } from './client';
import type { LogType } from './endpoints/logs';
import { isNomadError, type NomadError } from './errors';
import type { Frame } from './frames';
import { pause } from './pause';

export interface FollowLogOptions {
  readonly namespace?: string;
  readonly region?: string;
  readonly signal: AbortSignal;
  readonly task: string;
  readonly type: LogType;
  /** Bytes of the past; everything that is kept when left out. */
  readonly past?: number;
  /** Milliseconds before it is tried again. Default 2000. */
  readonly tick?: number;
  /** Told when the connection is lost and will be tried again. */
  readonly onInterruption?: (error: NomadError) => void;
}

/** After an interruption so much of the end is read again, and what was given left out. */
const OVERLAP = 256 * 1024;

/**
 * Calls `onData` with what is written, until `signal` is aborted. A task that has not started is waited for.
 *
 * @throws NomadError, `cancelled` on `signal`
 */
export async function followLog(
  client: NomadClient,
  allocation: string,
  options: FollowLogOptions,
  onData: (data: Uint8Array) => void,
): Promise<never> {
  const { past, tick = 2_000, onInterruption, ...log } = options;
  let last: Frame | undefined;
  for (;;) {
    // Zero from the end would be everything.
    const bytes = last ? OVERLAP : past === undefined ? undefined : Math.max(1, past);
    const place = bytes === undefined ? { origin: 'start', offset: 0 } : { origin: 'end', offset: bytes };
    try {
      for await (const frame of client.logs.follow(allocation, { ...log, ...(place as { origin: 'start' | 'end' }) })) {
        if (frame === 'heartbeat' || frame.data.length === 0) continue;
        const data = unseen(frame, last);
        if (data.length === 0) continue;
        last = frame;
        onData(data);
      }
    } catch (error) {
      const waits = isNomadError(error, 'not-found') && /not started yet/.test(error.serverText ?? '');
      if (!waits && !isNomadError(error, 'unreachable', 'timeout', 'no-leader')) throw error;
      if (!waits) onInterruption?.(error);
    }
    await pause(tick, log.signal);
  }
}

/** The part of a frame that was not in the frames up to the last one. Logs go on in a file with the next number. */
export function unseen(frame: Frame, last: Frame | undefined): Uint8Array {
  if (!last || numberOf(frame) > numberOf(last)) return frame.data;
  if (numberOf(frame) < numberOf(last)) return frame.data.subarray(0, 0);
  const start = frame.offset - frame.data.length;
  return frame.data.subarray(Math.min(frame.data.length, Math.max(0, last.offset - start)));
}

function numberOf({ file }: Frame): number {
  return Number(/\.(\d+)$/.exec(file)?.[1] ?? 0);
}
