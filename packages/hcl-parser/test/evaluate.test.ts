import assert from 'node:assert/strict';
import {
  FunctionError,
  type HclFunction,
  listOf,
  NUMBER,
  number,
  object,
  objectOf,
  type Scope,
  STRING,
  string,
  tuple,
  UNKNOWN,
  unknown,
  type Value,
} from '@hcl/parser';
import { evaluated, shown } from './support-evaluate';

const half: HclFunction = {
  parameters: [{ name: 'n', type: NUMBER }],
  variadic: { name: 'more', type: NUMBER },
  returns: NUMBER,
  call: ([n, extra]) => {
    if (extra) throw new FunctionError('one is enough', 1);
    if (n?.kind !== 'number' || typeof n.value !== 'number') throw new FunctionError('too precise');
    return number(n.value / 2);
  },
};

const scope: Scope = {
  variables: new Map<string, Value>([
    ['a', number(1)],
    ['items', tuple([object(new Map([['name', string('x')]])), object(new Map([['name', string('y')]]))])],
    ['mystery', UNKNOWN],
    ['text', unknown(STRING)],
    ['list', unknown(listOf(objectOf(new Map([['name', STRING]]))))],
  ]),
  functions: new Map([['half', half]]),
};

function value(source: string): string {
  const { value: result, problems } = evaluated(source, scope);
  assert.deepEqual(problems, [], source);
  return shown(result);
}

/** The problems of an expression: id and the text they mark. */
function problems(source: string, within: Scope = scope): string[] {
  return evaluated(source, within).problems.map((p) => `${p.id}: ${source.slice(p.start, p.end)}`);
}

describe('evaluation', () => {
  it('gives a single interpolation as it is, and everything else as text', () => {
    assert.equal(value('"${[a]}"'), 'tuple[1]');
    assert.equal(value('"${a}"'), '1');
    assert.equal(value('"${a} "'), '"1 "');
    assert.equal(value('"  ${~ a ~}  "'), '"1"');
    assert.equal(value('"%{ for i, x in ["p", "q"] }${i}${x}%{ endfor }%{ if a == 1 }!%{ endif }"'), '"0p1q!"');
  });

  it('goes through objects by name and through lists by position', () => {
    assert.equal(value('[for k, v in { b = 1, a = 2 } : "${k}${v}"]'), 'tuple["a2", "b1"]');
    assert.equal(value('{ for i, x in ["p", "q", "p"] : x => i... }'), 'object{p: tuple[0, 2], q: tuple[1]}');
    assert.equal(value('[for x in [1, 2, 3] : x if x != 2]'), 'tuple[1, 3]');
  });

  it('takes splats apart', () => {
    assert.equal(value('items[*].name'), 'tuple["x", "y"]');
    assert.equal(value('items.*.name[0]'), '"x"');
    assert.equal(value('a[*]'), 'tuple[1]');
    assert.equal(value('null[*]'), 'tuple[]');
    assert.equal(value('[[{ n = 1 }], [{ n = 2 }]][*][*].n'), 'tuple[tuple[1], tuple[2]]');
  });

  it('gives both branches of a conditional one type', () => {
    assert.equal(value('true ? 1 : "x"'), '"1"');
    assert.equal(value('false ? [1] : []'), 'list[]');
    assert.equal(value('true ? null : [1]'), 'null tuple');
    assert.deepEqual(problems('true ? [1] : { a = 1 }'), ['expression/conditional: [1] : { a = 1 }']);
    assert.equal(value('true ? 1 : a.no'), '1', 'what is wrong in the other branch does not matter');
    assert.deepEqual(problems('true ? 1 : items[*].no'), ['expression/conditional: 1 : items[*].no'], 'its type does');
  });

  it('reports one mistake once, at its place', () => {
    assert.deepEqual(problems('[for x in [1, 2, 3] : x.no]'), ['expression/attribute: .no']);
    assert.deepEqual(problems('"${nope}-${1 + null}"'), ['reference/undeclared: nope', 'expression/operand: 1 + null']);
    assert.deepEqual(problems('half(half("x") + 1)'), ['expression/function-argument: "x"']);
    assert.deepEqual(problems('half(1, 2)'), ['expression/function-argument: 2']);
    assert.deepEqual(problems('half()'), ['expression/function-argument: )']);
    assert.deepEqual(problems('haff(1)'), ['expression/function-unknown: haff']);
    assert.deepEqual(problems('half(0.5)'), ['expression/function-call: half(0.5)']);
    assert.deepEqual(problems('{ for x in ["p", "p"] : x => 1 }'), ['expression/for: x']);
    assert.deepEqual(problems('items[5].name'), ['expression/index: [5]']);
    assert.deepEqual(problems('{ (null) = 1 }'), ['expression/object-key: 1'], "Go's HCL points to the value");
  });

  it('puts a problem on the line that Go names', () => {
    assert.deepEqual(problems('half(<<EOT\nx\nEOT\n)'), ['expression/function-argument: x\n']);
    assert.deepEqual(problems('half(\n[\n1\n])'), ['expression/function-argument: [']);
  });

  it('is silent about what is not known, and not about what can never be', () => {
    for (const source of [
      'mystery.a[0] + 1',
      'half(mystery)',
      '"${text}!"',
      'mystery ? 1 : "x"',
      '[for x in mystery : x.y]',
      'list[*].name',
      '{ (text) = 1 }',
      'list[0].name',
      'half(mystery...)',
    ]) {
      assert.deepEqual(problems(source), [], source);
    }
    assert.deepEqual(problems('text.name'), ['expression/attribute: .name']);
    assert.deepEqual(problems('[for x in text : x]'), ['expression/for: text']);
    assert.deepEqual(problems('list[*].nope'), ['expression/attribute: .nope']);
    assert.deepEqual(problems('list + 1'), ['expression/operand: list']);
  });

  it('allows neither names nor functions without a scope', () => {
    assert.deepEqual(problems('[a, half(1)]', {}), ['reference/undeclared: a', 'expression/function-unknown: half']);
    assert.equal(shown(evaluated('[for x in [1, 2] : x * 2]').value), 'tuple[2, 4]');
  });

  it('asks the host for the value of an unknown root', () => {
    const host: Scope = { onUndefinedRoot: (traversal) => string(`<${traversal.root.name}>`) };
    assert.equal(shown(evaluated('"${nope.a[0]}!"', host).value), '"<nope>!"');
  });

  it('gives up on what would take forever, without a word', () => {
    const range = '[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]';
    const nested = `[for a in ${range} : [for b in ${range} : [for c in ${range} : [for d in ${range} : [for e in ${range} : 1]]]]]`;
    const before = performance.now();
    assert.equal(evaluated(nested).problems.length, 0);
    assert.ok(performance.now() - before < 5000);
    assert.deepEqual(evaluated(`${'['.repeat(20_000)}${']'.repeat(20_000)}`).problems, []);
    let doubling = 'a';
    for (let i = 0; i < 30; i++) doubling = `[for x in [${doubling}] : [x, x]][0]`;
    assert.deepEqual(problems(doubling), []);
  });
});
