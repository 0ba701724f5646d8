import assert from 'node:assert/strict';
import { parseJson, stringifyJson } from '@nomad/api';

describe('JSON with all digits', () => {
  it('sends back what it read, digit for digit', () => {
    const text =
      '{"SubmitTime":1795420794098848123,"Big":-9223372036854775808,"U":18446744073709551615,"Small":7,"F":0.25,"E":1e+21,"S":"1795420794098848123"}';
    assert.equal(stringifyJson(parseJson(text)), text);
  });

  it('gives numbers where a number is exact', () => {
    assert.deepEqual(parseJson('[1795420794, 9007199254740991, 9007199254740993]'), [
      1795420794,
      9007199254740991,
      9007199254740993n,
    ]);
  });

  it('leaves strings alone, whatever they hold', () => {
    const value = { text: 'a "quoted" 12345678901234567890, [12345678901234567890]', path: 'C:\\12345678901234567890' };
    assert.deepEqual(parseJson(JSON.stringify({ ...value, n: 0 })), { ...value, n: 0 });
  });

  it('reads strings of many megabytes', () => {
    const text = 'line "of" text\n'.repeat(600_000);
    assert.equal((parseJson(JSON.stringify([text])) as string[])[0], text);
  });

  it('refuses what is no JSON', () => {
    assert.throws(() => parseJson('{"a":'), SyntaxError);
  });
});
