/** Expressions and all functions of job files, held against what Nomad made of them (test/fixtures/functions.json). */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Attribute, ConversionError, convert, evaluate, parse, type Scope, STRING } from '@hcl/parser';
import { functionTable } from '../../server/src/values/functions';
import { signatures, signatureText } from '../../server/src/values/functions/signatures';
import { readVariables } from '../../server/src/values/variables';

interface Recorded {
  readonly group: string;
  readonly expr: string;
  readonly json?: string;
  readonly string?: string;
  readonly jsonErrorLines?: readonly number[];
  readonly stringErrorLines?: readonly number[];
}

const recorded = JSON.parse(readFileSync(join(process.cwd(), 'test/fixtures/functions.json'), 'utf8')) as {
  readonly preamble: string;
  readonly expressions: readonly Recorded[];
};

describe("Nomad's expressions", () => {
  const { scope } = readVariables(parse(recorded.preamble).root, recorded.preamble, { access: 'disabled' });

  for (const group of new Set(recorded.expressions.map((entry) => entry.group))) {
    it(group, () => {
      const wrong = recorded.expressions
        .filter((entry) => entry.group === group)
        .flatMap((entry) => [
          ...difference(entry.expr, `v = jsonencode(\n${entry.expr}\n)\n`, 2, scope, entry.json, entry.jsonErrorLines),
          ...difference(entry.expr, `v = ${entry.expr}\n`, 1, scope, entry.string, entry.stringErrorLines),
        ]);
      assert.deepEqual(wrong, []);
    });
  }
});

describe('odd values', () => {
  const scope: Scope = { variables: new Map(), functions: functionTable('disabled') };
  // What Nomad 2.0 makes of them.
  const odd: Readonly<Record<string, string>> = {
    'ceil(-0)': '0',
    'floor(-0)': '0',
    'max(-0, 0)': '-0',
    '-0 % 5': '-0',
    '-0 % -5': '0',
    '0 * -1': '-0',
    'strlen("क्त")': '2',
    'strrev("क्तa")': '"aतक्"',
    'substr("กำa", 0, 1)': '"กำ"',
    'upper("ᾳ ß ﬁ")': '"ᾼ ß ﬁ"',
    'title("ა ǆ ß")': '"ა ǅ ß"',
    'pow(1.1, 3)': '1.3310000000000004',
    'cidrsubnet("10.0.0.0/8", 4, -3)': '"0.48.0.0/12"',
    'cidrsubnet("10.1.2.0/24", -4, 1)': '"10.1.18.0/20"',
    'cidrsubnet("10.0.0.0/8", -9, 0)': '"\\u003cnil\\u003e"',
  };
  for (const [expr, expected] of Object.entries(odd)) {
    it(expr, () => assert.deepEqual(difference(expr, `v = jsonencode(${expr})\n`, 1, scope, expected), []));
  }
});

describe('the table of functions', () => {
  it('has an implementation for every signature', () => {
    assert.equal(signatures.size, 83);
    assert.deepEqual([...functionTable(undefined).keys()].sort(), [...signatures.keys()].sort());
  });

  it('explains every function and shows an example that holds', () => {
    const scope: Scope = { variables: new Map(), functions: functionTable('disabled') };
    for (const { name, example, description } of signatures.values()) {
      assert.ok(description.length > 10, name);
      const [call = '', result] = example.split(/(?<=\)) = /);
      assert.ok(call.startsWith(`${name}(`), example);
      if (result === undefined || /file|path|var\.|basename|dirname/.test(example)) continue;
      const text = `v = jsonencode(${call}) == jsonencode(${result})\n`;
      const { value, problems } = evaluate((parse(text).root.items[0] as Attribute).value, scope, text);
      assert.deepEqual({ value, problems }, { value: { kind: 'bool', value: true }, problems: [] }, example);
    }
  });

  it('writes signatures', () => {
    const signature = signatures.get('join') ?? assert.fail();
    assert.equal(signatureText(signature), 'join(separator string, lists... list(string)) string');
  });
});

/** What is unlike Nomad: another value, or no problem on any of the lines of its errors. */
function difference(
  expr: string,
  text: string,
  firstLine: number,
  scope: Scope,
  value: string | undefined,
  errorLines: readonly number[] = [],
): unknown[] {
  const { root, errors } = parse(text);
  const node = (root.items[0] as Attribute).value;
  const result = evaluate(node, scope, text);
  const problems: { start: number; message: string }[] = [...errors, ...result.problems];
  let got: string | undefined;
  if (problems.length === 0) {
    try {
      const converted = convert(result.value, STRING);
      if (converted.kind === 'string') got = converted.value;
      else problems.push({ start: node.start, message: converted.kind });
    } catch (error) {
      if (!(error instanceof ConversionError)) throw error;
      problems.push({ start: node.start, message: error.message });
    }
  }
  const lines = problems.map(({ start }) => text.slice(0, start).split('\n').length - firstLine + 1);
  const same = value === undefined ? lines.some((line) => errorLines.includes(line)) : got === value;
  return same ? [] : [{ expr, wanted: value ?? { errorLines }, got: got ?? problems }];
}
