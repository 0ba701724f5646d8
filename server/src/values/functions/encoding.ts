/** Functions that encode and decode: base64, URL, JSON, CSV, YAML. */

import { DYNAMIC, FunctionError, isWhollyKnown, STRING, string, unknown, type Value } from '@hcl/parser';
import { jsonText, readJson } from '../cty-json';
import { decodeBase64, encodeBase64, utf8 } from './bytes';
import { readCsv } from './csv';
import { argument, type Implementations, textOf } from './define';
import { readYaml } from './yaml-read';
import { yamlText } from './yaml-write';

export const encodingFunctions: Implementations = {
  base64decode: { call: ([str]) => string(decodedText(textOf(str))) },
  base64encode: { call: ([str]) => string(encodeBase64(new TextEncoder().encode(textOf(str)))) },
  csvdecode: { returns: () => DYNAMIC, call: ([str]) => readCsv(textOf(str)) },
  jsondecode: { returns: () => DYNAMIC, call: ([str]) => readJson(textOf(str)) },
  jsonencode: writer(jsonText),
  urlencode: { call: ([str]) => string(queryEscaped(textOf(str))) },
  yamldecode: { returns: () => DYNAMIC, call: ([src]) => readYaml(textOf(src)) },
  yamlencode: writer(yamlText),
};

function writer(write: (value: Value) => string): Implementations[string] {
  return {
    takesUnknown: true,
    takesDynamic: true,
    call: (args) => {
      const value = argument(args, 0);
      return isWhollyKnown(value) ? string(write(value)) : unknown(STRING);
    },
  };
}

function decodedText(text: string): string {
  const bytes = decodeBase64(text);
  if (!bytes) throw new FunctionError('this is no base64 (is the padding with = complete?)');
  const decoded = utf8(bytes);
  if (decoded === undefined) throw new FunctionError('the decoded bytes are no UTF-8 text');
  return decoded;
}

/** Go's `url.QueryEscape`. */
function queryEscaped(text: string): string {
  let result = '';
  for (const byte of new TextEncoder().encode(text)) {
    const character = String.fromCharCode(byte);
    if (/[A-Za-z0-9\-_.~]/.test(character)) result += character;
    else result += byte === 0x20 ? '+' : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return result;
}
