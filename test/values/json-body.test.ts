/** Variable files in JSON: what is read, and where what cannot be read is marked. */
import assert from 'node:assert/strict';
import { parse } from '@hcl/parser';
import { parseVariableFile } from '../../server/src/values/json-body';
import { readVariables } from '../../server/src/values/variables';

const job = `variable "a" {
  default = "none"
}
variable "list" {
  type    = list(number)
  default = []
}
`;

function read(text: string) {
  const syntax = parseVariableFile(text);
  const { variables, problems } = readVariables(parse(job).root, job, { files: [{ uri: 'file:///x.json', syntax }] });
  return {
    errors: syntax.errors.map(({ start, end, message }) => `${text.slice(start, end)}: ${message}`),
    problems: problems.map(({ id, start, end }) => `${id} ${text.slice(start, end)}`),
    a: variables.get('a')?.value,
    list: variables.get('list')?.value,
  };
}

describe('variable files in JSON', () => {
  it('hold values of every kind, and comments', () => {
    const { errors, problems, a, list } = read('{"//": "ours", "a": "\\u00e9\\n${x}", "list": [1, 2.50, "3"]}\n');
    assert.deepEqual([errors, problems], [[], []]);
    assert.deepEqual(a, { kind: 'string', value: 'é\n${x}' });
    assert.equal(list?.kind === 'list' && list.items.length, 3);
  });

  it('are told of at their own places', () => {
    assert.deepEqual(read('{"list": ["x"], "other": 1}').problems, [
      'variable/type ["x"]',
      'variable/undeclared "other"',
    ]);
    assert.deepEqual(read('{"a": 1, "a": 2}').errors, ['"a": "a" is set twice. Remove one of them.']);
    assert.deepEqual(read('{"a": 1,}').errors, ['}: A text in double quotes is expected here, closed on its line.']);
    assert.match(read('{"a": b}').errors.join(), /^b: A JSON value is expected/);
    assert.match(read('{"a": 1').errors.join(), /^\{: This is not closed: "}" is missing/);
    assert.match(read('{"list": [1').errors.join(), /^\[: This is not closed: "]" is missing/);
    assert.match(read('{"a": 1 2}').errors.join(), /^2: "," or "}" is expected/);
    assert.match(read('{} x').errors.join(), /^x: There is more text/);
  });

  it('are in HCL when they begin with anything else', () => {
    assert.deepEqual(read('a = "x"\n').a, { kind: 'string', value: 'x' });
  });
});
