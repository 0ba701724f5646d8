import assert from 'node:assert/strict';
import {
  type Attribute,
  add,
  ConversionError,
  convert,
  divide,
  equalValues,
  formatNumber,
  listOf,
  mapOf,
  multiply,
  NUMBER,
  number,
  parse,
  parseNumber,
  readType,
  STRING,
  set,
  setOf,
  string,
  type Type,
  toDouble,
  tuple,
  typeExpressionOf,
  UNKNOWN,
  unify,
} from '@hcl/parser';
import { evaluated, shown } from './support-evaluate';

function type(source: string): Type {
  const text = `type = ${source}\n`;
  return readType((parse(text).root.items[0] as Attribute).value, 'constraint').type;
}

/** The value of an expression converted to a type, or why that is not possible. */
function converted(source: string, wanted: string): string {
  try {
    return shown(convert(evaluated(source).value, type(wanted)));
  } catch (error) {
    if (error instanceof ConversionError) return `! ${error.message}`;
    throw error;
  }
}

describe('numbers', () => {
  const parsed = (text: string) => parseNumber(text) ?? assert.fail(`${text} is a number`);

  it('are exact where doubles are not', () => {
    assert.equal(formatNumber(add(parsed('0.1'), parsed('0.2'))), '0.3');
    assert.equal(formatNumber(multiply(parsed('12345678901234567890'), 10)), '123456789012345678900');
    assert.equal(formatNumber(parsed('1e30')), `1${'0'.repeat(30)}`);
    assert.equal(formatNumber(parsed('9007199254740993')), '9007199254740993');
  });

  it('are rounded to 512 bits and printed with as few digits as tell them apart', () => {
    const third = divide(1, 3);
    assert.equal(formatNumber(third), `0.${'3'.repeat(154)}5`);
    assert.equal(formatNumber(multiply(third, 3)), '1');
    assert.equal(toDouble(third), 1 / 3);
  });

  it('are read as Go reads them', () => {
    for (const [text, value] of Object.entries({
      '007': '7',
      '.5': '0.5',
      '5.': '5',
      '+1e2': '100',
      '-0': '-0',
      Inf: '+Inf',
    })) {
      assert.equal(formatNumber(parsed(text)), value, text);
    }
    for (const text of ['', '.', 'e5', '0x10', '1_000', ' 1', 'NaN']) assert.equal(parseNumber(text), undefined, text);
  });

  it('too large to be worth computing are unknown', () => {
    assert.equal(shown(evaluated('1e999999999').value), 'unknown number');
  });
});

describe('conversion', () => {
  it('makes numbers and bools of text, and text of both', () => {
    assert.equal(converted('"8080"', 'number'), '8080');
    assert.equal(converted('1.50', 'string'), '"1.5"');
    assert.equal(converted('"1"', 'bool'), 'true');
    assert.equal(
      converted('"True"', 'bool'),
      '! a bool is needed, and "True" is none (write it in lower case: "true")',
    );
    assert.equal(converted('1', 'bool'), '! a bool is needed, not a number');
  });

  it('makes collections of tuples and objects', () => {
    assert.equal(converted('[1, "a", true]', 'list(string)'), 'list["1", "a", "true"]');
    assert.equal(converted('["b", "a", "b"]', 'set(string)'), 'set["a", "b"]');
    assert.equal(converted('{ a = 1 }', 'map(string)'), 'map{a: "1"}');
    assert.equal(converted('[1, "a"]', 'list(any)'), 'list["1", "a"]');
    assert.equal(converted('[1, [2]]', 'list(any)'), '! all elements must be of one type');
    assert.equal(converted('[1, "x"]', 'list(number)'), '! a number is needed, and "x" is none');
  });

  it('drops attributes that are not asked for and misses those that are', () => {
    assert.equal(converted('{ a = "1", b = 2 }', 'object({ a = number })'), 'object{a: 1}');
    assert.equal(converted('{ a = 1 }', 'object({ a = number, b = string })'), '! the attribute "b" is missing');
    assert.equal(converted('{}', 'object({ a = optional(string) })'), 'object{a: null string}');
  });

  it('keeps null and unknown what they are', () => {
    assert.equal(converted('null', 'list(string)'), 'null list');
    assert.equal(shown(convert(UNKNOWN, NUMBER)), 'unknown number');
    assert.equal(shown(convert(tuple([UNKNOWN, string('a')]), listOf(STRING))), 'list[unknown string, "a"]');
  });
});

describe('unification', () => {
  const unified = (...sources: string[]) => {
    const found = unify(sources.map(type));
    return found && typeExpressionOf(found);
  };

  it('prefers text, lists and maps', () => {
    assert.equal(unified('number', 'string'), 'string');
    assert.equal(unified('number', 'bool'), undefined);
    assert.equal(unified('tuple([number])', 'tuple([string])'), 'tuple([string])');
    assert.equal(unified('tuple([number])', 'tuple([number, string])'), 'list(string)');
    assert.equal(unified('object({ a = number })', 'object({ b = number })'), 'map(number)');
    assert.equal(unified('list(string)', 'tuple([number])'), 'list(string)');
    assert.equal(unified('set(string)', 'list(string)'), 'list(string)');
    assert.equal(unified('tuple([number])', 'set(string)'), 'set(string)');
    assert.equal(unified('tuple([number])', 'set(string)', 'list(string)'), 'list(string)');
    assert.equal(unified('object({})', 'tuple([])'), undefined);
  });
});

describe('equality', () => {
  it('is by type and value; unknowns leave it open', () => {
    assert.equal(equalValues(number(1), string('1')), false);
    assert.equal(equalValues(tuple([number(1)]), tuple([UNKNOWN])), undefined);
    assert.equal(equalValues(tuple([number(1), UNKNOWN]), tuple([number(2), UNKNOWN])), false);
    assert.equal(
      equalValues(set(NUMBER, [number(2), number(1)]), set(NUMBER, [number(1), number(2), number(1)])),
      true,
    );
  });

  it('does not see in which form of Unicode a text is written', () => {
    assert.equal(equalValues(string('e\u0301'), string('\u00e9')), true);
  });
});

describe('types', () => {
  it('are read from type expressions', () => {
    assert.deepEqual(type('map(set(string))'), mapOf(setOf(STRING)));
    assert.equal(typeExpressionOf(type('object({ a = tuple([bool, any]) })')), 'object({ a = tuple([bool, any]) })');
  });
});
