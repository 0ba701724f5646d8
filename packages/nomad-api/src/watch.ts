/** Blocking queries: one object, again each time it changes. */
import type { Answer, ReadOptions } from './call';
import { isNomadError, type NomadError } from './errors';
import { pause } from './pause';

export interface WatchOptions {
  readonly namespace?: string;
  readonly region?: string;
  readonly signal?: AbortSignal;
  /** Milliseconds that one query blocks. Default 60 000. */
  readonly wait?: number;
  /** Give the object also when a query ends without a change: a tick at least each `wait`. */
  readonly ticks?: boolean;
  /** Milliseconds to go on after the connection or the leader was lost. Default 60 000; 0: fail at once. */
  readonly patience?: number;
  /** Told each time that a query failed and will be asked again. */
  readonly onInterruption?: (error: NomadError) => void;
}

/**
 * Reads an object, then again whenever its `ModifyIndex` moves. Never ends by itself: break out of the loop.
 * A lost connection is waited for; any other failure is thrown.
 */
export async function* watch<T extends { readonly ModifyIndex: number }>(
  read: (options: ReadOptions) => Promise<Answer<T>>,
  options: WatchOptions = {},
): AsyncGenerator<T> {
  const { namespace, region, signal, wait = 60_000, patience = 60_000 } = options;
  let index = 0;
  let seen: number | undefined;
  let lostAt: number | undefined;
  for (;;) {
    let answer: Answer<T>;
    try {
      answer = await read({ namespace, region, signal, index, wait: index === 0 ? undefined : wait });
      lostAt = undefined;
    } catch (error) {
      if (!isNomadError(error, 'unreachable', 'no-leader', 'timeout')) throw error;
      lostAt ??= Date.now();
      // Never there at all is not an interruption.
      if (seen === undefined || Date.now() - lostAt >= patience) throw error;
      options.onInterruption?.(error);
      await pause(1_000, signal);
      index = 0;
      continue;
    }
    const { data } = answer;
    // Lists and tables share an index: an answer does not mean that this object has changed.
    if (data.ModifyIndex !== seen || (options.ticks && index !== 0)) yield data;
    seen = data.ModifyIndex;
    if (answer.index === 0) await pause(1_000, signal);
    // An index that goes down means that the state was restored: begin anew (Nomad's advice for blocking queries).
    index = answer.index < index ? 0 : answer.index;
  }
}
