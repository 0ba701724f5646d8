/** The directory of an allocation: `alloc`, and one folder for each task. Always through the servers, never at the node itself. */
import { type Call, type CallOptions, calling } from '../call';
import { createFrameDecoder, type FrameOrHeartbeat } from '../frames';
import type { Transport } from '../transport';
import type { FileInfo } from '../types';

export interface FilesApi {
  /** What is in a directory, by name. `not-found` for a directory that is not there, or is no longer. */
  list(allocation: string, path: string, options?: CallOptions): Promise<readonly FileInfo[]>;
  stat(allocation: string, path: string, options?: CallOptions): Promise<FileInfo>;
  /**
   * A file, or so many bytes of it from an offset. Nomad refuses what is in `secrets/`.
   * @param options.length at most; everything when left out
   */
  read(
    allocation: string,
    path: string,
    options?: CallOptions & { readonly offset?: number; readonly length?: number },
  ): Promise<Uint8Array>;
  /** A file from an offset on, and then what is added; never ends by itself. Heartbeats as with logs. */
  follow(
    allocation: string,
    path: string,
    options?: CallOptions & { readonly origin?: 'start' | 'end'; readonly offset?: number },
  ): AsyncIterable<FrameOrHeartbeat>;
}

/** Nomad sends a heartbeat each second: so much silence means that the connection is dead. */
const SILENCE = 15_000;

export function filesApi(transport: Transport): FilesApi {
  const callFor = (what: string, verb: string, allocation: string, path: string, options: CallOptions = {}): Call => ({
    ...calling(options),
    method: 'GET',
    path: `/v1/client/fs/${what}/${encodeURIComponent(allocation)}`,
    purpose: `${verb} ${path === '' || path === '/' ? 'the directory' : `"${path}"`} of allocation ${allocation.slice(0, 8)}`,
    needs: 'read-fs',
    ifRefused: 'Some files of an allocation may not be read through Nomad.',
    query: { path },
  });
  async function* frames(call: Call, query: Call['query']): AsyncGenerator<FrameOrHeartbeat> {
    const decoder = createFrameDecoder();
    const opened = await transport.open({ ...call, query: { ...call.query, ...query } }, SILENCE);
    for await (const chunk of opened) yield* decoder.push(chunk);
  }
  return {
    async list(allocation, path, options) {
      const { data } = await transport.send(callFor('ls', 'list', allocation, path, options));
      return (data ?? []) as FileInfo[];
    },
    async stat(allocation, path, options) {
      return (await transport.send(callFor('stat', 'look at', allocation, path, options))).data as FileInfo;
    },
    /* By the stream: `cat` and `readat` answer 200 with an error's text as the content (command/agent/fs_endpoint.go). */
    async read(allocation, path, { offset = 0, length = Number.POSITIVE_INFINITY, ...options } = {}) {
      const parts: Uint8Array[] = [];
      let left = length;
      const call = callFor('stream', 'read', allocation, path, options);
      for await (const frame of frames(call, { follow: false, offset: offset > 0 ? offset : undefined })) {
        if (frame === 'heartbeat') continue;
        parts.push(frame.data.subarray(0, left));
        left -= frame.data.length;
        if (left <= 0) break;
      }
      return Buffer.concat(parts);
    },
    follow(allocation, path, { origin, offset, ...options } = {}) {
      // It follows unless told otherwise.
      return frames(callFor('stream', 'follow', allocation, path, options), { origin, offset });
    },
  };
}
