/** Logs of a task: the last part of it, or everything that comes. */
import { type Call, type CallOptions, calling } from '../call';
import { createFrameDecoder, type FrameOrHeartbeat } from '../frames';
import type { Transport } from '../transport';

export type LogType = 'stdout' | 'stderr';

export interface LogOptions extends CallOptions {
  readonly task: string;
  readonly type: LogType;
}

export interface TailOptions extends LogOptions {
  /** At most so many bytes from the end. Default 8192. */
  readonly bytes?: number;
}

export interface FollowOptions extends LogOptions {
  /** Count `offset` from the start or from the end; `end` with 0 gives the whole log, as Nomad has it. */
  readonly origin?: 'start' | 'end';
  readonly offset?: number;
}

export interface LogsApi {
  /** The end of a log, as text. `not-found` while the task has not started and after its directory is gone. */
  tail(allocation: string, options: TailOptions): Promise<string>;
  /**
   * What is written from now on, with a heartbeat each second. Never ends by itself, not even when the task has ended:
   * watch the allocation, and stop by breaking out of the loop or by `signal`.
   */
  follow(allocation: string, options: FollowOptions): AsyncIterable<FrameOrHeartbeat>;
}

/** Nomad sends a heartbeat each second: so much silence means that the connection is dead. */
const SILENCE = 15_000;

export function logsApi(transport: Transport): LogsApi {
  const callFor = (allocation: string, options: LogOptions, query: Call['query']): Call => ({
    ...calling(options),
    method: 'GET',
    path: `/v1/client/fs/logs/${encodeURIComponent(allocation)}`,
    purpose: `read ${options.type} of task "${options.task}" in allocation ${allocation.slice(0, 8)}`,
    needs: 'read-logs or read-fs',
    query: { task: options.task, type: options.type, ...query },
  });
  return {
    async tail(allocation, options) {
      const query = { origin: 'end', offset: options.bytes ?? 8192, plain: true };
      const answer = await transport.send({ ...callFor(allocation, options, query), text: true });
      // The first character may be cut: its leftover bytes decode to U+FFFD.
      return (answer.data as string).replace(/^\uFFFD+/, '');
    },
    async *follow(allocation, options) {
      const query = { origin: options.origin ?? 'end', offset: options.offset ?? 1, follow: true };
      const decoder = createFrameDecoder();
      for await (const chunk of await transport.open(callFor(allocation, options, query), SILENCE)) {
        yield* decoder.push(chunk);
      }
    },
  };
}
