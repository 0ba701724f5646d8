/** Reads CSV as Go's `encoding/csv` does: strict quotes, blank lines skipped, as many fields in every record. */

import { FunctionError, list, object, objectOf, STRING, string, type Value } from '@hcl/parser';

/** A list of objects; the first record names the attributes. @throws FunctionError */
export function readCsv(text: string): Value {
  const [header, ...rows] = records(text);
  if (!header) throw new FunctionError('there is no header line');
  const names = header.fields.map((name) => string(name).value);
  const duplicate = names.find((name, i) => names.indexOf(name) !== i);
  if (duplicate !== undefined) throw new FunctionError(`the column "${duplicate}" is there twice`);
  const element = objectOf(new Map(names.map((name) => [name, STRING])));
  const items = rows.map(({ fields, line }) => {
    if (fields.length !== names.length) {
      throw new FunctionError(`line ${line} of the CSV has ${fields.length} fields, and the header ${names.length}`);
    }
    return object(new Map(fields.map((field, i) => [names[i] as string, string(field)])));
  });
  return list(element, items);
}

interface CsvRecord {
  readonly fields: readonly string[];
  readonly line: number;
}

function records(text: string): CsvRecord[] {
  const source = text.replaceAll('\r\n', '\n').replace(/\r$/, '');
  const found: CsvRecord[] = [];
  let at = 0;
  let line = 1;
  while (at < source.length) {
    if (source[at] === '\n') {
      at++;
      line++;
      continue;
    }
    const start = line;
    const fields: string[] = [];
    let more = true;
    while (more) {
      const { field, end } = source[at] === '"' ? quotedField(source, at, line) : plainField(source, at, line);
      line += source.slice(at, end).split('\n').length - 1;
      fields.push(field);
      more = source[end] === ',';
      at = end + 1;
      if (!more && source[end] === '\n') line++;
    }
    found.push({ fields, line: start });
  }
  return found;
}

function plainField(source: string, start: number, line: number): { field: string; end: number } {
  let end = start;
  while (end < source.length && source[end] !== ',' && source[end] !== '\n') end++;
  const field = source.slice(start, end);
  if (field.includes('"')) throw new FunctionError(`line ${line} of the CSV has a " inside a field without quotes`);
  return { field, end };
}

function quotedField(source: string, start: number, line: number): { field: string; end: number } {
  let field = '';
  let at = start + 1;
  for (;;) {
    const quote = source.indexOf('"', at);
    if (quote < 0) throw new FunctionError(`the quoted field in line ${line} of the CSV is not closed`);
    field += source.slice(at, quote);
    const next = source[quote + 1];
    if (next === undefined || next === ',' || next === '\n') return { field, end: quote + 1 };
    if (next !== '"') throw new FunctionError(`line ${line} of the CSV has a " inside a quoted field; write it twice`);
    field += '"';
    at = quote + 2;
  }
}
