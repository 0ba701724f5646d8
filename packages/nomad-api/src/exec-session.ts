/** A program inside a task, over a WebSocket (api/allocations_exec.go). */
import type { WebSocket } from 'ws';
import type { Circumstances } from './circumstances';
import { failureOfCancel } from './transport-failures';
import { failureOfClose } from './web-socket';

export type ExecStream = 'stdout' | 'stderr';

export interface ExecSession {
  /** Gives the program input: text, or bytes as they are. */
  write(data: string | Uint8Array): void;
  /** Ends its input. Without a terminal the exit code does not come before that. */
  closeInput(): void;
  /** Size of the terminal in characters. */
  resize(columns: number, rows: number): void;
  /** Leaves the program; Nomad ends it. */
  close(): void;
  /** The exit code; rejects with a `NomadError` when the program did not start or the connection is lost. */
  readonly exit: Promise<number>;
}

/** Nomad's own program does the same every ten seconds, so that proxies keep the connection. */
const HEARTBEAT = 10_000;
/** A big paste goes in pieces that every proxy takes. */
const PIECE = 32 * 1024;

interface Message {
  readonly stdout?: { readonly data?: string };
  readonly stderr?: { readonly data?: string };
  readonly exited?: boolean;
  readonly result?: { readonly exit_code?: number };
}

export function execSession(
  socket: WebSocket,
  at: Circumstances,
  onOutput: (data: Uint8Array, stream: ExecStream) => void,
): ExecSession {
  const { signal } = at.call;
  const send = (message: object) => {
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message));
  };
  let answered = true;
  const heart = setInterval(() => {
    // No answer to the ping before this one: nobody is there any more.
    if (!answered) return socket.terminate();
    answered = false;
    socket.ping();
    send({});
  }, HEARTBEAT);
  const exit = new Promise<number>((resolve, reject) => {
    const cancel = () => {
      reject(failureOfCancel(at));
      socket.close(1000);
    };
    signal?.addEventListener('abort', cancel, { once: true });
    socket.on('pong', () => {
      answered = true;
    });
    socket.on('message', (data) => {
      answered = true;
      const message = JSON.parse(data.toString()) as Message;
      for (const stream of ['stdout', 'stderr'] as const) {
        const text = message[stream]?.data;
        if (text) onOutput(Buffer.from(text, 'base64'), stream);
      }
      // A zero is left out.
      if (message.exited) resolve(message.result?.exit_code ?? 0);
    });
    socket.on('close', (code, reason) => {
      clearInterval(heart);
      signal?.removeEventListener('abort', cancel);
      reject(failureOfClose(code, reason.toString(), at));
    });
    if (signal?.aborted) cancel();
    socket.resume();
  });
  // Whoever only looks at the output need not handle it.
  exit.catch(() => {});
  return {
    write(data) {
      const bytes = Buffer.from(data as Uint8Array);
      for (let i = 0; i < bytes.length; i += PIECE) {
        send({ stdin: { data: bytes.subarray(i, i + PIECE).toString('base64') } });
      }
    },
    closeInput: () => send({ stdin: { close: true } }),
    resize: (width, height) => send({ tty_size: { height, width } }),
    close: () => socket.close(1000),
    exit,
  };
}
