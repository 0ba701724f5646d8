import assert from 'node:assert/strict';
import { createFrameDecoder, type FrameOrHeartbeat } from '@nomad/api';
import { exchangesOf } from '../../../test/support/replay-files';

const recorded = ['logs', 'logs-rotation']
  .flatMap(exchangesOf)
  .filter(({ response }) => response.frames && response.chunks)
  .map(({ note, request, response }) => ({
    title: note ?? `${request.path} ${JSON.stringify(request.query)}`,
    bytes: (response.chunks ?? []).map(({ text }) => Buffer.from(text)),
    expected: (response.frames ?? []).map(({ Data = '', File = '', Offset = 0 }) =>
      File === '' ? 'heartbeat' : { data: Data, file: File, offset: Offset },
    ),
  }));

function decode(pieces: readonly Uint8Array[]) {
  const decoder = createFrameDecoder();
  const frames = pieces.flatMap((piece) => decoder.push(piece));
  const plain = (frame: FrameOrHeartbeat) =>
    frame === 'heartbeat'
      ? frame
      : { data: Buffer.from(frame.data).toString('base64'), file: frame.file, offset: frame.offset };
  return { frames: frames.map(plain), complete: decoder.complete };
}

describe('frames of logs', () => {
  it('has recordings to judge by', () => assert.ok(recorded.length >= 6, `${recorded.length} recordings`));

  for (const { title, bytes, expected } of recorded) {
    it(`decodes as recorded, byte by byte and in one piece: ${title}`, () => {
      const whole = Buffer.concat(bytes);
      for (const pieces of [bytes, [...whole].map((byte) => Buffer.of(byte)), [whole]]) {
        assert.deepEqual(decode(pieces), { frames: expected, complete: true });
      }
    });
  }

  it('knows when it was cut, and reads braces and quotes in names', () => {
    const text = JSON.stringify({ File: 'a"}{\\b', Offset: 3, Data: 'YWJj', FileEvent: 'file truncated' });
    const decoder = createFrameDecoder();
    for (const character of text.slice(0, -1)) assert.deepEqual(decoder.push(Buffer.from(character)), []);
    assert.equal(decoder.complete, false);
    const [frame] = decoder.push(Buffer.from('}'));
    assert.deepEqual(frame, { file: 'a"}{\\b', offset: 3, data: Buffer.from('abc'), fileEvent: 'file truncated' });
  });

  it('refuses plain text', () => {
    assert.throws(() => createFrameDecoder().push(Buffer.from('hello {}')), SyntaxError);
  });
});
