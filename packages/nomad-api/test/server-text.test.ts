import assert from 'node:assert/strict';
import { readableServerText, readParseDiagnostics, unsetVariables } from '@nomad/api';
import { exchangesOf, recordedPlans } from '../../../test/support/replay-files';

describe("Nomad's own words", () => {
  it('are one sentence when there is one error', () => {
    const plan = recordedPlans().find(({ name }) => name === 'unknown-node-pool');
    assert.equal(readableServerText(plan?.body as string), 'job "plan-pool" is in nonexistent node pool "nowhere".');
  });

  it('are a list when there are several, each with the headings it stands under', () => {
    const plan = recordedPlans().find(({ name }) => name === 'validation-errors');
    assert.deepEqual(
      readableServerText(plan?.body as string)
        .trim()
        .split('\n'),
      [
        "• Task group app validation failed: Nomad can't restart the TaskGroup 3 times in an interval of 1m0s with a delay of 10m0s",
        '• Task group app validation failed: Task main validation failed: minimum MemoryMB value is 10; got 1',
        '• job priority must be between [1, 100]',
      ],
    );
  });

  it('stay as they are when they are no list', () => {
    assert.equal(readableServerText('No path to region'), 'No path to region.');
    assert.equal(readableServerText(''), '');
  });
});

describe('diagnostics of jobs/parse', () => {
  const texts = exchangesOf('jobs-parse')
    .map(({ response }) => response.bodyText ?? '')
    .filter((text) => text.startsWith('Failed to parse job'));

  it('are all read, with the places that Nomad gives', () => {
    for (const text of texts) {
      const places = [...text.matchAll(/input\.hcl:(\d+),(\d+)-/g)].filter(
        ({ index }) => !text.slice(0, index).endsWith('was at '),
      );
      const found = readParseDiagnostics(text).filter(({ line }) => line !== undefined);
      assert.deepEqual(
        found.map(({ line, column }) => `${line},${column}`),
        places.map((place) => `${place[1]},${place[2]}`),
        text,
      );
    }
    assert.ok(texts.length >= 10);
  });

  it('have a summary, a detail and an end', () => {
    assert.deepEqual(readParseDiagnostics(texts.find((text) => text.includes('4,16-5,1')) ?? ''), [
      {
        line: 4,
        column: 16,
        endLine: 5,
        endColumn: 1,
        summary: 'Invalid expression',
        detail: 'Expected the start of an expression, but found an invalid expression token.',
        inVariables: false,
      },
    ]);
  });

  it('tell places in the job from places in the variables', () => {
    const inVariables = texts.filter((text) => readParseDiagnostics(text).some((one) => one.inVariables));
    assert.equal(inVariables.length, 2);
    for (const text of inVariables) assert.match(text, /var content|value for message/);
  });

  it('name the variables that are not set', () => {
    assert.deepEqual(texts.flatMap(unsetVariables), ['message', 'x']);
  });
});
