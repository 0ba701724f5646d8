/** Reads YAML as go-cty-yaml does: words such as `yes` are bools, timestamps become RFC 3339 text, merge keys merge. */

import {
  bool,
  ConversionError,
  convert,
  FunctionError,
  fromInteger,
  NULL,
  number,
  object,
  parseNumber,
  STRING,
  string,
  tuple,
  type Value,
} from '@hcl/parser';
import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  parseAllDocuments,
  type Scalar,
  type YAMLMap,
} from 'yaml';
import { decodeBase64 } from './bytes';
import { instantOf, rfc3339 } from './time';

/** @throws FunctionError */
export function readYaml(source: string): Value {
  const documents = parseAllDocuments(source, {
    schema: 'failsafe',
    uniqueKeys: false,
    version: '1.1',
    logLevel: 'silent',
  });
  if (!Array.isArray(documents) || documents.length === 0) throw new FunctionError('there is no YAML document');
  const [document, second] = documents;
  if (!document) throw new FunctionError('there is no YAML document');
  const [problem] = document.errors;
  if (problem) throw new FunctionError(`this is no YAML: ${problem.message.split('\n')[0]?.replace(/[:.]$/, '')}`);
  if (second) throw new FunctionError('only one YAML document is allowed');
  if (!document.contents && !/^---/m.test(source)) throw new FunctionError('there is no YAML document');
  return valueOfNode(document.contents, { document, open: new Set() });
}

interface Reading {
  readonly document: Document;
  /** Nodes that are being read, so that an alias inside its own anchor is found. */
  readonly open: Set<Node>;
}

const LONG = 'tag:yaml.org,2002:';

function valueOfNode(node: unknown, reading: Reading): Value {
  if (isAlias(node)) {
    const target = node.resolve(reading.document);
    if (!target) throw new FunctionError(`the YAML refers to *${node.source}, which is not defined before`);
    if (reading.open.has(target))
      throw new FunctionError(`the YAML refers to *${node.source} inside its own definition`);
    return valueOfNode(target, reading);
  }
  if (isScalar(node)) return valueOfScalar(node);
  if (!isMap(node) && !isSeq(node)) return NULL;
  const wanted = isMap(node) ? 'map' : 'seq';
  if (node.tag && node.tag !== LONG + wanted)
    throw new FunctionError(`the YAML tag ${shortTag(node.tag)} is not supported here`);
  reading.open.add(node);
  const value = isMap(node) ? readMapping(node, reading) : tuple(node.items.map((item) => valueOfNode(item, reading)));
  reading.open.delete(node);
  return value;
}

function readMapping(node: YAMLMap, reading: Reading): Value {
  const entries = new Map<string, Value>();
  for (const pair of node.items) {
    if (isScalar(pair.key) && isMergeKey(pair.key)) {
      for (const [name, value] of mergedEntries(valueOfNode(pair.value, reading))) entries.set(name, value);
    } else {
      entries.set(keyOf(pair.key), valueOfNode(pair.value, reading));
    }
  }
  return object(entries);
}

function isMergeKey(key: Scalar): boolean {
  return (!key.tag && key.value === '<<') || key.tag === `${LONG}merge`;
}

function mergedEntries(value: Value): [string, Value][] {
  if (value.kind === 'object') return [...value.entries];
  if (value.kind === 'tuple')
    return value.items.flatMap((item) => (item.kind === 'tuple' ? unmergeable() : mergedEntries(item)));
  return unmergeable();
}

function unmergeable(): never {
  throw new FunctionError('only mappings can be merged with << in YAML');
}

function keyOf(key: unknown): string {
  const value = key === null ? NULL : isScalar(key) ? resolve(key) : undefined;
  try {
    const name = value && convert(value, STRING);
    if (name?.kind === 'string') return name.value;
  } catch (error) {
    if (!(error instanceof ConversionError)) throw error;
  }
  throw new FunctionError('the keys of a YAML mapping must be strings');
}

/** Block scalars are read like plain ones and then made text again: `|-` with `1.50` gives `1.5`. */
function valueOfScalar(node: Scalar): Value {
  const value = resolve(node);
  return node.type === 'PLAIN' || node.tag || value.kind === 'string' ? value : convert(value, STRING);
}

const WORDS = new Map<string, Value>([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map((w): [string, Value] => [
    w,
    bool(true),
  ]),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map((w): [string, Value] => [
    w,
    bool(false),
  ]),
  ...['', '~', 'null', 'Null', 'NULL'].map((w): [string, Value] => [w, NULL]),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map((w): [string, Value] => [w, number(Infinity)]),
  ...['-.inf', '-.Inf', '-.INF'].map((w): [string, Value] => [w, number(-Infinity)]),
]);
const INTEGER = /^(?:[-+]?\d+|0o[0-7]+|0x[0-9a-fA-F]+)$/;
const FLOAT = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;

function resolve(node: Scalar): Value {
  const source = String(node.value ?? '');
  const tag = node.tag?.startsWith(LONG) ? node.tag.slice(LONG.length) : node.tag;
  const special = /^[-+0-9yYnNtTfFoO~.]|^$/.test(source);
  if (special && tag !== 'str' && tag !== 'binary') {
    if (node.type === 'QUOTE_SINGLE' || node.type === 'QUOTE_DOUBLE') return string(source);
    const word = WORDS.get(source);
    if (word) return word;
    if (!tag && /^\.(?:nan|NaN|NAN)$/.test(source)) throw new FunctionError('NaN in YAML has no value here');
    if (/^[-+0-9]/.test(source)) {
      const time = !tag || tag === 'timestamp' ? timestamp(source) : undefined;
      if (time) return string(time);
      if (INTEGER.test(source) || FLOAT.test(source)) return yamlNumber(source);
    } else if (source.startsWith('.')) {
      const value = parseNumber(source);
      if (value !== undefined) return number(value);
    }
  }
  return tagged(source, tag);
}

function tagged(source: string, tag: string | undefined): Value {
  switch (tag) {
    case undefined:
    case '':
    case 'str':
      return string(source);
    case 'binary':
      if (!decodeBase64(source)) throw new FunctionError(`a YAML value tagged !!binary is no base64`);
      return string(source);
    case 'null':
      return NULL;
    case 'int':
    case 'float':
      return yamlNumber(source);
    case 'bool': {
      const word = WORDS.get(source);
      if (word?.kind === 'bool') return word;
      break;
    }
    case 'timestamp': {
      const time = timestamp(source);
      if (time) return string(time);
      break;
    }
    default:
      throw new FunctionError(`the YAML tag ${shortTag(tag)} is not supported`);
  }
  throw new FunctionError(`${JSON.stringify(source)} in the YAML is no ${tag}`);
}

function yamlNumber(source: string): Value {
  const plain = source.replaceAll('_', '');
  const decimal = parseNumber(plain);
  if (decimal !== undefined) return number(decimal);
  const based = /^([-+]?)(0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+)$/.exec(plain);
  if (!based) throw new FunctionError(`${JSON.stringify(source)} in the YAML is no number`);
  const magnitude = BigInt((based[2] ?? '').toLowerCase());
  return number(fromInteger(based[1] === '-' ? -magnitude : magnitude));
}

const TIMESTAMP =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:([Tt ])(\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,]\d+)?(Z|[-+]\d\d:\d\d)?)?$/;

/** The time in RFC 3339; undefined when the text is none of YAML's timestamps that Go's package reads. */
function timestamp(source: string): string | undefined {
  const match = TIMESTAMP.exec(source);
  if (!match) return undefined;
  const [, year, month, day, mark, hour = '0', minute = '0', second = '0', zone] = match;
  if (mark !== undefined && (mark === ' ') !== (zone === undefined)) return undefined;
  const instant = instantOf([year, month, day, hour, minute, second].map(Number), zone ?? 'Z');
  return instant && rfc3339(instant);
}

function shortTag(tag: string): string {
  return tag.replace(LONG, '!!');
}
