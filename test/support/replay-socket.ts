/** Plays the transcript of a recorded WebSocket: says what Nomad said, and waits for what the client had sent. */
import assert from 'node:assert/strict';
import type { WebSocket } from 'ws';

export interface TranscriptEntry {
  readonly atMs: number;
  /** As seen from the client. */
  readonly dir: 'send' | 'recv';
  readonly json?: unknown;
  readonly close?: { readonly code: number; readonly reason?: string };
}

/**
 * @param ended as it was recorded: `socket closed` by the server, or the recorder stopped
 * @param onSurprise told of a message that the client had not sent when it was recorded
 */
export async function playTranscript(
  socket: WebSocket,
  transcript: readonly TranscriptEntry[],
  ended: unknown,
  onSurprise: (text: string) => void,
): Promise<void> {
  const messages: unknown[] = [];
  let wake = () => {};
  socket.on('message', (data) => {
    const message: unknown = JSON.parse(data.toString());
    // A heartbeat comes when it comes.
    if (JSON.stringify(message) !== '{}') messages.push(message);
    wake();
  });
  const next = async (): Promise<unknown> => {
    while (messages.length === 0 && socket.readyState === socket.OPEN) {
      await new Promise<void>((resolve) => {
        wake = resolve;
        socket.once('close', () => resolve());
      });
    }
    return messages.shift();
  };
  for (const { dir, json, close } of transcript) {
    if (dir === 'recv' && close) return socket.close(close.code, close.reason);
    if (dir === 'recv') socket.send(JSON.stringify(json));
    if (dir === 'recv' || close || JSON.stringify(json) === '{}') continue;
    const message = await next();
    try {
      assert.deepEqual(message, json);
    } catch {
      onSurprise(`${JSON.stringify(message)} instead of ${JSON.stringify(json)}`);
    }
  }
  if (ended === 'socket closed') socket.close(1000);
}
