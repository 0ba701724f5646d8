/**
 * Every recorded exchange, one after the other, through the client's own transport: what was answered arrives as it was,
 * what was refused becomes a message. One that nobody has used fails the last test.
 */
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { createFrameDecoder, isNomadError, type NomadError, stringifyJson } from '@nomad/api';
import { failureOfAnswer } from '../../packages/nomad-api/src/answer-failures';
import type { Call } from '../../packages/nomad-api/src/call';
import { createEventDecoder } from '../../packages/nomad-api/src/event-decoder';
import { execSession } from '../../packages/nomad-api/src/exec-session';
import { unseen } from '../../packages/nomad-api/src/follow-log';
import { createTransport, type Transport } from '../../packages/nomad-api/src/transport';
import { failureOfTransport } from '../../packages/nomad-api/src/transport-failures';
import { type Exchange, exchangesOf, recordedScenarios } from '../support/replay-files';
import { type ReplayServer, startReplay } from '../support/replay-server';
import type { TranscriptEntry } from '../support/replay-socket';

const scenarios = recordedScenarios();
const METHODS = ['GET', 'POST', 'PUT', 'DELETE'];

/** Names the cluster, and says what to do. */
function isGood(error: unknown, address: string): NomadError {
  assert.ok(isNomadError(error), `${error}`);
  assert.ok(error.message.includes(address), error.message);
  assert.ok(error.advice, error.message);
  assert.doesNotMatch(error.message, /undefined|\[object/);
  return error;
}

describe('every recorded exchange', function () {
  this.timeout(60_000);
  const used = new Set<string>();

  for (const scenario of scenarios) {
    it(scenario, async () => {
      const all = exchangesOf(scenario);
      for (const [i, exchange] of all.entries()) {
        // Alone: some requests were made several times, with another answer each.
        let at = 0;
        const server = await startReplay([scenario], { byToken: true, only: () => at++ === i });
        try {
          await use(exchange, server, `${scenario} ${i}: ${exchange.request.method} ${exchange.request.path}`);
          used.add(`${scenario} ${i}`);
        } finally {
          await server.close();
        }
      }
      assert.ok(all.length > 0);
    });
  }

  it('is used', () => {
    const all = scenarios.flatMap((scenario) => exchangesOf(scenario).map((_, i) => `${scenario} ${i}`));
    assert.ok(all.length > 700);
    assert.deepEqual(
      all.filter((one) => !used.has(one)),
      [],
    );
  });
});

/** @returns as what it was used */
async function use(exchange: Exchange, server: ReplayServer, name: string): Promise<string> {
  const { request, response } = exchange;
  const token = request.headers?.['X-Nomad-Token'];
  const transport = createTransport({ address: server.address, token: () => token }, { pauses: [] });
  const { namespace, region, ...query } = request.query as Readonly<Record<string, string | undefined>>;
  const method = request.method as 'GET';
  const call = { method, path: request.path, query, namespace, region, purpose: 'do it' } as const;
  try {
    if (response.error) return noAnswer(response.error, server.address, call);
    if (response.transcript) return await program(exchange, transport, call, name);
    if (response.chunks) return await stream(exchange, transport, call, name);
    const shape = (response as { framesShape?: FrameShape[] }).framesShape;
    if (shape) return rotation(shape);
    if (request.bodyText !== undefined || !METHODS.includes(request.method) || isOdd(request.headers)) {
      return notOfOurs(exchange, server.address, call);
    }
    return await answer(exchange, transport, { ...call, body: request.body }, name);
  } finally {
    await transport.close();
  }
}

/** Headers that the client does not send. */
function isOdd(headers: Exchange['request']['headers']): boolean {
  return Object.keys(headers ?? {}).some((name) => name !== 'X-Nomad-Token');
}

async function answer({ response }: Exchange, transport: Transport, call: Call, name: string): Promise<string> {
  const text = response.body === undefined;
  // Without retries, and without a namespace of the client's own.
  const sending = transport.send({ ...call, exact: true, text, limit: 5_000 });
  if ((response.status ?? 0) >= 200 && (response.status ?? 0) < 300) {
    const { data, index } = await sending;
    assert.equal(index, Number(response.headers?.['x-nomad-index'] ?? 0), name);
    if (text) assert.equal(data, response.bodyText ?? '', name);
    else assert.equal(stringifyJson(data), stringifyJson(response.body), name);
    return 'answer';
  }
  const error = isGood(
    await sending.then(
      () => assert.fail(name),
      (reason: unknown) => reason,
    ),
    transport.address,
  );
  assert.equal(error.status, response.status, name);
  return error.kind;
}

/** What no client of ours sends: its answer is understood all the same. */
function notOfOurs({ response }: Exchange, address: string, call: Call): string {
  const { status = 0, bodyText = '', bodyBase64, body } = response;
  if (status >= 300) return isGood(failureOfAnswer(status, bodyText, circumstances(address, call)), address).kind;
  if (bodyBase64) assert.doesNotThrow(() => JSON.parse(gunzipSync(Buffer.from(bodyBase64, 'base64')).toString()));
  else assert.ok(body !== undefined || bodyText === '', 'a body that is JSON, or none');
  return 'answer';
}

function noAnswer({ code, message }: { code: string; message: string }, address: string, call: Call): string {
  const error = Object.assign(new Error(message), { code });
  return isGood(failureOfTransport(error, circumstances(address, call)), address).kind;
}

async function stream({ response }: Exchange, transport: Transport, call: Call, name: string): Promise<string> {
  const expected = (response.chunks ?? []).map(({ text }) => text).join('');
  if ((response.status ?? 200) >= 300) {
    isGood(await transport.open(call).catch((error: unknown) => error), transport.address);
    return 'refused';
  }
  let text = '';
  const stop = new AbortController();
  if (Array.isArray(call.query?.topic)) {
    // The replay knows one topic at a time; what was sent is decoded all the same.
    text = expected;
  } else {
    const timer = setTimeout(() => stop.abort(), expected === '' ? 100 : 5_000);
    try {
      for await (const chunk of await transport.open({ ...call, signal: stop.signal })) {
        text += Buffer.from(chunk).toString('latin1');
        if (Buffer.from(text, 'latin1').toString('utf8').length >= expected.length) break;
      }
    } catch (error) {
      assert.ok(isNomadError(error, 'cancelled', 'unreachable'), `${name}: ${error}`);
    } finally {
      clearTimeout(timer);
    }
    text = Buffer.from(text, 'latin1').toString('utf8');
  }
  assert.equal(text, expected, name);
  if (call.path === '/v1/event/stream') events(text);
  else if (response.frames) frames(text, response.frames, name);
  return 'stream';
}

/** Cut anywhere, it is the same. */
function events(text: string): void {
  const bytes = Buffer.from(text);
  const whole = [...createEventDecoder().push(bytes)];
  const decoder = createEventDecoder();
  const halves: unknown[] = [];
  for (let i = 0; i < bytes.length; i += 4_093) halves.push(...decoder.push(bytes.subarray(i, i + 4_093)));
  assert.deepEqual(halves, whole);
}

function frames(text: string, recorded: NonNullable<Exchange['response']['frames']>, name: string): void {
  const bytes = Buffer.from(text);
  const decoder = createFrameDecoder();
  const found = [...bytes].flatMap((_, i) => decoder.push(bytes.subarray(i, i + 1)));
  assert.deepEqual(
    found.map((frame) => (frame === 'heartbeat' ? '' : Buffer.from(frame.data).toString('base64'))),
    recorded.map(({ Data }) => Data ?? '').slice(0, found.length),
    name,
  );
  // The recorder may have left in the middle of a frame.
  assert.ok(recorded.length - found.length <= 1, name);
}

interface FrameShape {
  readonly File: string;
  readonly Offset: number;
  readonly bytes: number;
}

/** A log that goes on in the next file: read anew from its end, nothing of it comes twice. */
function rotation(shape: readonly FrameShape[]): string {
  const made = shape.map(({ File, Offset, bytes }) => ({ file: File, offset: Offset, data: new Uint8Array(bytes) }));
  for (const [i, last] of made.entries()) {
    const left = made.reduce((sum, frame) => sum + unseen(frame, last).length, 0);
    const expected = made.slice(i + 1).reduce((sum, { data }) => sum + data.length, 0);
    assert.equal(left, expected);
  }
  return 'rotation';
}

/** A program in a task: what it wrote, and how it ended. */
async function program({ response }: Exchange, transport: Transport, call: Call, name: string): Promise<string> {
  const { transcript = [], ended } = response;
  const { socket, at } = await transport.connect({ ...call, needs: 'alloc-exec' });
  const written = { stdout: '', stderr: '' };
  const session = execSession(socket, at, (data, from) => {
    written[from] += Buffer.from(data).toString('latin1');
  });
  for (const { dir, json } of transcript) if (dir === 'send' && json !== undefined) socket.send(JSON.stringify(json));
  const said = (from: 'stdout' | 'stderr') =>
    transcript.map((one) => Buffer.from(outputOf(one)?.[from]?.data ?? '', 'base64').toString('latin1')).join('');
  const exited = transcript.map(outputOf).find((one) => one?.exited);
  const closed = transcript.find(({ dir, close }) => dir === 'recv' && close)?.close;
  const end = session.exit.catch((error: unknown) => error);
  // The recorder may have left first.
  const outcome = await Promise.race([end, sleep(exited || closed ? 5_000 : 300)]);
  if (exited) assert.equal(outcome, exited.result?.exit_code ?? 0, name);
  else if (closed)
    assert.equal(
      isGood(outcome, transport.address).serverText,
      closed.reason?.replace(RPC, '').trim() || undefined,
      name,
    );
  else assert.ok(outcome === undefined || isNomadError(outcome), `${name}: ${outcome} ${ended}`);
  for (const from of ['stdout', 'stderr'] as const) assert.equal(written[from], said(from), name);
  session.close();
  return 'program';
}

const RPC = /^rpc error: code = \w+ desc = /;

interface Output {
  readonly stdout?: { readonly data?: string };
  readonly stderr?: { readonly data?: string };
  readonly exited?: boolean;
  readonly result?: { readonly exit_code?: number };
}

function outputOf({ dir, json }: TranscriptEntry): Output | undefined {
  return dir === 'recv' ? (json as Output | undefined) : undefined;
}

function circumstances(address: string, call: Call) {
  return { call, address, secure: true, hasToken: false, hasClientCertificate: false, limit: 1 } as const;
}
