import assert from 'node:assert/strict';
import { parse, typeExpressionOf, typeOf, type Value } from '@hcl/parser';
import { jsonText } from '../../server/src/values/cty-json';
import { readVariables, type VariableInputs, type Variables } from '../../server/src/values/variables';

function read(text: string, inputs: VariableInputs = {}): Variables {
  const syntax = parse(text);
  assert.deepEqual(syntax.errors, []);
  return readVariables(syntax.root, text, inputs);
}

/** `line: id` of each problem; those in variable files with their name. */
function problems(text: string, inputs: VariableInputs = {}): string[] {
  return read(text, inputs).problems.map((p) => {
    const source = inputs.files?.find((file) => file.uri === p.uri)?.syntax.text ?? text;
    return `${p.uri ? `${p.uri} ` : ''}${source.slice(0, p.start).split('\n').length}: ${p.id}`;
  });
}

/** A variable's value as JSON, or `unknown <type>`. */
function valueOf(variables: Variables, name: string): string {
  const value = variables.variables.get(name)?.value ?? assert.fail(name);
  return value.kind === 'unknown' ? `unknown ${typeExpressionOf(typeOf(value))}` : jsonText(value);
}

const file = (text: string) => ({ uri: 'x.vars.hcl', syntax: parse(text) });

describe('variables', () => {
  it('have the value that comes last: default, environment, file, flag', () => {
    const text = 'variable "a" { default = "default" }\n';
    const environment = { NOMAD_VAR_a: 'environment', NOMAD_VAR_undeclared: 'ignored' };
    const files = [file('a = "first"\n'), file('a = "file"\n')];
    assert.equal(valueOf(read(text), 'a'), '"default"');
    assert.equal(valueOf(read(text, { environment }), 'a'), '"environment"');
    assert.equal(valueOf(read(text, { environment, files }), 'a'), '"file"');
    assert.equal(valueOf(read(text, { environment, files, flags: ['a=1', 'a=flag=x'] }), 'a'), '"flag=x"');
  });

  it('read text from outside by their type', () => {
    const text = `
variable "text" {}
variable "number" { type = number }
variable "bool" { type = bool }
variable "list" { type = list(string) }
variable "object" { type = object({ a = number }) }
variable "inferred" { default = ["a"] }
`;
    const flags = [
      'text=[1]',
      'number=5',
      'bool=true',
      'list=["a",\n2]',
      'object={ a = "1", b = 2 }',
      'inferred=["b"]',
    ];
    const variables = read(text, { flags });
    assert.deepEqual(variables.problems, []);
    assert.deepEqual(
      ['text', 'number', 'bool', 'list', 'object', 'inferred'].map((name) => valueOf(variables, name)),
      ['"[1]"', '5', 'true', '["a","2"]', '{"a":1}', '["b"]'],
    );
    assert.deepEqual(problems(text, { flags: ['number=x', 'bool=maybe', 'list=[a]', 'inferred=["a", "b"]'] }), [
      '3: variable/type',
      '4: variable/type',
      '5: variable/type',
      '7: variable/type',
    ]);
  });

  it('without a value are unknown of their type, and named', () => {
    const variables = read('variable "a" { type = list(number) }\nvariable "b" { default = null }\n');
    assert.equal(valueOf(variables, 'a'), 'unknown list(number)');
    assert.deepEqual(variables.withoutValue, ['a']);
    assert.deepEqual(variables.problems, []);
  });

  it('are declared once, with an exact type and a plain default', () => {
    const text = `
variable "a" { default = var.b }
variable "b" { default = upper("x") }
variable "c" { type = any }
variable "d" {
  type    = number
  default = "x"
}
variable "a" {}
variables { d = 1 }
variable "1x" {}
variable "e" { type = "string" }
variable "f" { type = object({ a = optional(string) }) }
`;
    assert.deepEqual(problems(text), [
      '2: reference/undeclared',
      '3: expression/function-unknown',
      '4: variable/type',
      '7: variable/type',
      '9: variable/duplicate',
      '10: variable/duplicate',
      '11: variable/name',
      '12: variable/type',
      '13: variable/type',
    ]);
  });

  it('that are set but not declared are problems where they are set', () => {
    const files = [file('a = 1\n\nb = 2\nvariable "c" {}\n')];
    assert.deepEqual(problems('variable "a" {}\n', { files, flags: ['z=1'] }), [
      'x.vars.hcl 3: variable/undeclared',
      'x.vars.hcl 4: variable/block-in-file',
      '1: variable/undeclared',
    ]);
  });

  it('are checked by their own rules, at the value that breaks them', () => {
    const text = `
variable "port" {
  type    = number
  default = 80
  validation {
    condition     = var.port > 1024
    error_message = "Use a high port."
  }
}
`;
    assert.deepEqual(problems(text), ['4: variable/validation']);
    assert.deepEqual(problems(text, { files: [file('port = 8080')] }), []);
    assert.deepEqual(problems(text, { files: [file('\nport = 22')] }), ['x.vars.hcl 2: variable/validation']);
    assert.match(read(text, { flags: ['port=1'] }).problems[0]?.message ?? '', /-var.*"port".*Use a high port\./);
    assert.deepEqual(problems(text.replace('var.port >', 'var.other >')), [
      '6: variable/validation',
      '6: variable/validation',
    ]);
    assert.deepEqual(problems(text.replace('Use a high port.', ' ')).slice(0, 1), ['7: variable/validation']);
  });
});

describe('locals', () => {
  it('refer to each other in any order, before or after; the last of one name wins', () => {
    const { locals, problems: found } = read(
      'locals { a = "${local.b}!" }\nlocals {\n b = local.c\n c = 1\n}\nlocals { c = 2 }\n',
    );
    assert.deepEqual(found, []);
    assert.deepEqual(
      [...locals].map(([name, value]) => `${name} ${jsonText(value)}`),
      ['a "2!"', 'b 2', 'c 2'],
    );
  });

  it('in a circle are each marked, and what needs them: Nomad names any of them', () => {
    const text = 'locals {\n a = local.b\n b = local["c"]\n c = local.a\n d = local.d\n e = local.a\n}\n';
    assert.deepEqual(problems(text).sort(), [
      '2: reference/cycle',
      '3: reference/cycle',
      '4: reference/cycle',
      '5: reference/cycle',
      '6: reference/failed',
    ]);
  });

  it('that fail are missing for those that need them, unless these can do without', () => {
    const text = 'locals {\n a = var.no\n b = local.a + 1\n c = local.no\n d = try(local.a, 1)\n}\n';
    assert.deepEqual(problems(text), ['2: variable/undeclared', '3: reference/failed', '4: reference/undeclared']);
  });

  it('may be taken as a whole', () => {
    const { locals, problems: found } = read('locals {\n all = keys(local)\n b = 1\n}\n');
    assert.deepEqual(found, []);
    assert.deepEqual([...locals.keys()], ['all', 'b']);
  });

  it('of a chain without an end are unknown where the stack would not do, and known before', () => {
    const count = 20_000;
    const chain = Array.from({ length: count }, (_, i) => ` l${i} = ${i + 1 < count ? `local.l${i + 1}` : '"end"'}`);
    const { locals, problems: found } = read(`locals {\n${chain.join('\n')}\n}\n`);
    assert.deepEqual(found, []);
    assert.equal(locals.get('l0')?.kind, 'unknown');
    assert.equal(jsonText(locals.get(`l${count - 1}`) as Value), '"end"');
  });
});
