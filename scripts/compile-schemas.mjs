// Compiles schemas/ for the server: every schema by its id (for completion, hover and binding), and ajv's standalone
// validators (for judging), so that nothing is compiled when the server starts.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import Ajv from 'ajv';
import standaloneCode from 'ajv/dist/standalone/index.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const folder = join(root, 'schemas');
const out = join(root, 'server/src/schema');
/** The files beside the schemas are data of another kind. */
const isSchema = (content) => /(^|\/)profile\.json$/.test(content.$schema ?? '');

const files = (dir) =>
  readdirSync(dir, { withFileTypes: true }).flatMap((e) =>
    e.isDirectory() ? files(join(dir, e.name)) : e.name.endsWith('.json') ? [join(dir, e.name)] : [],
  );
const schemas = {};
for (const file of files(folder).sort()) {
  const id = relative(folder, file).replaceAll('\\', '/');
  const schema = JSON.parse(readFileSync(file, 'utf8'));
  if (!isSchema(schema)) continue;
  if (schema.$id !== id) throw new Error(`${id}: its $id is "${schema.$id}"; it must be its path below schemas/`);
  schemas[id] = schema;
}

const units = { ns: 1, us: 1e3, ms: 1e6, s: 1e9, m: 60e9, h: 3600e9 };
const nanoseconds = (text) =>
  [...text.matchAll(/([\d.]+)(ns|us|ms|s|m|h)/g)].reduce((sum, [, n, unit]) => sum + Number(n) * units[unit], 0) *
  (text.startsWith('-') ? -1 : 1);

/**
 * What ajv judges. The keywords of our own are judged by schema/relations.ts. Types are not among it: values were
 * converted to the schema's type before, and without them the validators are a third as long.
 */
const judged = new Set(
  '$id $ref $defs properties additionalProperties required items minItems maxItems enum const pattern minimum maximum exclusiveMinimum minLength maxLength'.split(
    ' ',
  ),
);
function forAjv(schema) {
  if (typeof schema !== 'object' || schema === null) return schema;
  const result = {};
  for (const [key, value] of Object.entries(schema)) {
    if (!judged.has(key)) continue;
    if (key === 'properties' || key === '$defs') {
      result[key] = Object.fromEntries(Object.entries(value).map(([name, s]) => [name, forAjv(s)]));
    } else if (key === 'items' || key === 'additionalProperties') {
      const inner = forAjv(value);
      if (typeof inner !== 'object' || Object.keys(inner).length > 0) result[key] = inner;
    } else result[key] = value;
  }
  if (schema.format === 'duration') {
    // Durations arrive as nanoseconds.
    delete result.pattern;
    if (schema.formatMinimum) result.minimum = nanoseconds(schema.formatMinimum);
    if (schema.formatMaximum) result.maximum = nanoseconds(schema.formatMaximum);
    if (schema.formatExclusiveMinimum) result.exclusiveMinimum = nanoseconds(schema.formatExclusiveMinimum);
    if (schema.enum) delete result.enum;
  }
  return result;
}

const ajv = new Ajv({
  allErrors: true,
  strict: true,
  strictTypes: false,
  // The sentences are our own (schema/messages.ts).
  messages: false,
  // Only what is shorter than a call is copied to where it is referred to.
  inlineRefs: 5,
  code: { source: true, lines: false, optimize: 2 },
});
for (const schema of Object.values(schemas)) ajv.addSchema(forAjv(schema));
// Whatever no other file refers to is a root: the file types, and the drivers that a task selects by name.
const isRoot = (id) => !id.startsWith('blocks/');
const names = Object.fromEntries(
  Object.keys(schemas)
    .filter(isRoot)
    .map((id, i) => [`v${i}`, id]),
);
const code = standaloneCode(ajv, names);
mkdirSync(out, { recursive: true });
const table = Object.entries(names).map(([name, id]) => `${JSON.stringify(id)}: exports.${name}`);
writeFileSync(join(out, 'validators.generated.js'), `${code}\nexports.validators = { ${table.join(', ')} };\n`);
writeFileSync(
  join(out, 'schemas.generated.js'),
  `exports.schemas = JSON.parse(${JSON.stringify(JSON.stringify(schemas))});\n`,
);
