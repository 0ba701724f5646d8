/** The event stream: what changes in the cluster, as it changes. */
import { type Call, type CallOptions, calling } from '../call';
import { isNomadError, NomadError } from '../errors';
import { createEventDecoder } from '../event-decoder';
import { pause } from '../pause';
import type { Transport } from '../transport';
import type { NomadEvent } from '../types';

export interface EventStreamOptions extends CallOptions {
  /** Milliseconds until the first sign of life; without one Nomad has refused. Default 5000. */
  readonly limit?: number;
  /** `Job`, `Job:web`, `Allocation:*`, …; all topics that the token may see when left out. */
  readonly topics?: readonly string[];
  /** Start with the events of this index; without it the server's buffer is replayed from its oldest. */
  readonly index?: number;
  /** Told when the connection is lost; it is opened again, and events may have been missed: read lists anew. */
  readonly onInterruption?: (error: NomadError) => void;
  /** Told when the stream is there, the first time and after each interruption. */
  readonly onOpen?: () => void;
  /** Milliseconds between two tries to connect again. Default: 1, 2, 5, then 15 seconds. */
  readonly pauses?: readonly number[];
}

export interface EventsApi {
  /**
   * Events, each once. Never ends by itself: break out of the loop, or use `signal`.
   *
   * @throws NomadError, `forbidden` too: Nomad answers 200 and then nothing when the token may not see a topic
   */
  stream(options?: EventStreamOptions): AsyncIterable<NomadEvent>;
}

/** Nomad sends `{}` at once and then each 30 seconds (command/agent/event_endpoint.go). */
const SILENCE = 45_000;
const FIRST_SIGN = 5_000;
const PAUSES = [1_000, 2_000, 5_000, 15_000];

export function eventsApi(transport: Transport): EventsApi {
  return {
    async *stream({ topics, onInterruption, onOpen, pauses = PAUSES, ...options }: EventStreamOptions = {}) {
      let { index } = options;
      /** What was given of the newest index: a stream that is opened again begins with all of it. */
      let given = new Set<string>();
      let failures = 0;
      let everOpen = false;
      const opened = () => {
        everOpen = true;
        failures = 0;
        onOpen?.();
      };
      for (;;) {
        try {
          for await (const event of connection(transport, { ...options, topics, index }, opened)) {
            if (event.Index !== index) given = new Set();
            index = event.Index;
            const key = JSON.stringify([event.Topic, event.Type, event.Key, event.FilterKeys]);
            if (given.has(key)) continue;
            given.add(key);
            yield event;
          }
        } catch (error) {
          // Never there at all is not an interruption.
          if (!everOpen || !isNomadError(error, 'unreachable', 'timeout', 'no-leader')) throw error;
          onInterruption?.(error);
        }
        await pause(pauses[Math.min(failures++, pauses.length - 1)] ?? 0, options.signal);
      }
    },
  };
}

/** The events of one connection, until it breaks. */
async function* connection(
  transport: Transport,
  { topics, index, limit = FIRST_SIGN, ...options }: EventStreamOptions,
  onOpen: () => void,
): AsyncGenerator<NomadEvent> {
  const refused = new AbortController();
  const timer = setTimeout(() => refused.abort(), limit);
  const call: Call = {
    ...calling(options),
    signal: options.signal ? AbortSignal.any([options.signal, refused.signal]) : refused.signal,
    method: 'GET',
    path: '/v1/event/stream',
    purpose: 'follow events',
    needs: 'read-job, or node read for nodes',
    query: { topic: topics, index },
  };
  const decoder = createEventDecoder();
  let alive = false;
  try {
    for await (const chunk of await transport.open(call, SILENCE)) {
      clearTimeout(timer);
      if (!alive) onOpen();
      alive = true;
      yield* decoder.push(chunk);
    }
  } catch (error) {
    if (!refused.signal.aborted || options.signal?.aborted) throw error;
    throw new NomadError({
      kind: 'forbidden',
      address: transport.address,
      summary: `Nomad at ${transport.address} sends no events, which is how it refuses them.`,
      advice: `The token may lack what it needs: ${call.needs}.`,
    });
  } finally {
    clearTimeout(timer);
  }
  throw new NomadError({
    kind: 'unreachable',
    address: transport.address,
    summary: `The stream of events from ${transport.address} has ended.`,
  });
}
