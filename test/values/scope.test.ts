/** Names that nobody declares: Nomad makes a text of the source around them. */

import assert from 'node:assert/strict';
import { type Attribute, evaluate, object, parse } from '@hcl/parser';
import { nomadScope } from '../../server/src/values/scope';

const empty = object(new Map());
const scope = nomadScope(
  new Map([
    ['var', empty],
    ['local', empty],
  ]),
);

function result(source: string): unknown {
  const text = `a = ${source}\nb = 1\n`;
  const { value, problems } = evaluate((parse(text).root.items[0] as Attribute).value, scope, text);
  return problems.length > 0 ? problems.map((p) => p.message) : 'value' in value ? value.value : value.kind;
}

describe('runtime references', () => {
  // Each pair was recorded from Nomad.
  const pairs: [source: string, value: string][] = [
    ['node.class', '${node.class}'],
    ['"${node.class}"', '${node.class}'],
    ['"${ node.unique.name }"', '${ node.unique.name }'],
    ['"x ${foo["a"]} y"', 'x ${foo["a"]} y'],
    ['"{ ${foo} }"', '{ ${foo} } }'],
    ['"${foo}}"', '${foo}}}'],
    ['"${foo}${bar}"', '${foo}${bar}'],
    ['upper("${node.class}")', '${NODE.CLASS}'],
    ['join(",", [foo, "x"])', '${foo},x'],
  ];
  for (const [source, value] of pairs) it(source, () => assert.equal(result(source), value));
});

describe('names that must be declared', () => {
  it('say how to declare them', () => {
    assert.deepEqual(result('var.port'), [
      'The variable "port" is not declared in this file. Add: variable "port" { … }.',
    ]);
    assert.deepEqual(result('local.port'), [
      'The local "port" is not declared in this file. Add it to a locals { … } block.',
    ]);
  });

  it('hint at what Nomad has in place of functions of Terraform', () => {
    assert.deepEqual(result('tostring(1)'), ['There is no function "tostring". Write convert(value, string).']);
    assert.deepEqual(result('uper("a")'), ['There is no function "uper". Did you mean "upper"?']);
  });
});
