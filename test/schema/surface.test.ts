/**
 * The schemas of the job file, held to their dialect, to what Nomad's own structs say, and to what a person needs.
 *
 * The fixture `surface.json` was read from Nomad's `hcl` struct tags (`api/jobs.go Job` downwards) and from what its
 * decoder adds (`jobspec2/types.config.go`, `jobspec2/hcl_conversions.go`); a job file written from it was accepted by
 * the real parser at every path.
 */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import Ajv from 'ajv/dist/2020';
import { languages } from '../../server/src/languages';
import type { Schema } from '../../server/src/schema/types';

const folder = join(process.cwd(), 'schemas');
/** The files beside the schemas are data of another kind. */
const isSchema = ([, schema]: [string, Schema]) =>
  /(^|\/)profile\.json$/.test((schema as { $schema?: string }).$schema ?? '');
const schemas = new Map<string, Schema>(
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.json'))
    .map((path): [string, Schema] => [path, read(path) as Schema])
    .filter(isSchema),
);
/** The files that describe a job file; the others (drivers, other file types) have tests of their own. */
const jobFiles = [...schemas].filter(([path]) => path === 'job.json' || path.startsWith('blocks/'));
const { nomad, blocks: surface } = JSON.parse(readFileSync('test/fixtures/surface.json', 'utf8')) as {
  readonly nomad: string;
  readonly blocks: Readonly<Record<string, SurfaceBlock>>;
};

interface SurfaceBlock {
  readonly labels?: readonly string[];
  readonly repeatable?: boolean;
  readonly attributeForm?: boolean;
  /** Set for a free-form block: the type of its values. */
  readonly values?: string;
  readonly nested?: boolean;
  readonly attributes?: Readonly<Record<string, string | SurfaceAttribute>>;
}

interface SurfaceAttribute {
  readonly type: string;
  readonly required?: boolean;
  readonly enum?: readonly string[];
  readonly since?: string;
  readonly deprecated?: boolean;
}

describe('schemas: the dialect', () => {
  const conforms = new Ajv({ allErrors: true, strictTypes: false, validateFormats: false }).compile(
    read('profile.json'),
  );

  for (const [path, schema] of schemas) {
    it(`${path} keeps to it`, () => {
      const told = conforms(schema)
        ? []
        : conforms.errors?.map((e) => `${e.instancePath} ${e.message} ${JSON.stringify(e.params)}`);
      assert.deepEqual(told, []);
      assert.equal(schema.$id, path);
    });
  }

  it('refuses a keyword that is not in it', () => {
    const schema = { ...schemas.get('blocks/port.json'), properties: { to: { anyOf: [{ type: 'string' }] } } };
    assert.equal(conforms(schema), false);
  });

  it('refers to files that exist, and to every file', () => {
    const used = new Set(languages.map(({ schema }) => schema));
    for (const [path, schema] of schemas) {
      visit(schema, (part) => {
        const reference = part.$ref;
        if (typeof reference !== 'string' || reference.startsWith('#')) return;
        const target = relative(folder, join(folder, dirname(path), reference.split('#')[0] as string)).replaceAll(
          '\\',
          '/',
        );
        assert.ok(existsSync(join(folder, target)), `${path}: ${reference}`);
        used.add(target);
      });
    }
    assert.deepEqual(
      jobFiles.map(([path]) => path).filter((path) => !used.has(path)),
      [],
    );
  });

  it('says in words what a text must be like, wherever there is a pattern', () => {
    for (const [path, schema] of schemas) {
      visit(schema, ({ pattern, patternErrorMessage }) => {
        if (typeof pattern === 'string') assert.match(String(patternErrorMessage), /^[A-Z].*\.$/, `${path} ${pattern}`);
      });
    }
  });

  it('has patterns that compile', () => {
    for (const [, schema] of schemas)
      visit(schema, (part) => typeof part.pattern === 'string' && new RegExp(part.pattern, 'u'));
  });
});

/** Where the schemas say something else than the structs, and why. `path.attribute`, without the path's parents. */
const otherType: Readonly<Record<string, string>> = {
  'affinity.weight':
    'number: the decoder (hcldec) takes fractions and cuts them, jobspec2/hcl_conversions.go affinitySpec',
  'target.percent': 'number: as device.count',
  'spread.weight': 'number: as device.count',
  'device.count': 'number: what does not fit an unsigned whole number is told by a rule with its reason',
};
const otherEnum: Readonly<Record<string, string>> = {
  'network.mode': 'an open set: cni/<name> and the modes of drivers; offered as examples',
  'volume.access_mode': 'depends on the type (x-nomad-enum-by), and for csi Nomad checks no value',
  'constraint.operator': 'a short form beside it replaces it, so a rule judges it: offered as examples',
  'affinity.operator': 'as in constraint',
  'reschedule.delay_function': 'judged by a rule, and only while rescheduling is on',
  'volume.attachment_mode': 'no value is checked, neither for host nor for csi',
};
const freeFormWithKnownKeys: Readonly<Record<string, string>> = {
  'artifact.options': 'keys of go-getter, offered; others are accepted',
  'secret.config': 'keys of the providers nomad and vault, offered; others are accepted',
};
const noSchema: Readonly<Record<string, string>> = {
  dynamic: 'stands wherever blocks stand; has a file of its own and is bound by code',
};

describe(`schemas: the surface of Nomad ${nomad}`, () => {
  const placed = new Map(walk('', 'job.json'));

  it('has every block, and no other', () => {
    const expected = Object.keys(surface).filter((path) => !(path in noSchema));
    assert.deepEqual([...placed.keys()].sort(), expected.sort());
    assert.equal(expected.length, 303);
  });

  it('has every attribute, and no other', () => {
    for (const [path, { schema }] of placed) {
      const known = ending(path, 2) in freeFormWithKnownKeys ? [] : attributesOf(schema).map(([name]) => name);
      assert.deepEqual(known.sort(), Object.keys(surface[path]?.attributes ?? {}).sort(), path);
    }
  });

  it('gives every attribute the type that the parser converts to', () => {
    for (const [path, name, attribute, property] of attributePairs()) {
      if (ending(`${path}.${name}`, 2) in otherType) continue;
      assert.equal(typeName(property), typeOfSurface(attribute.type), `${path}.${name}`);
    }
  });

  it('requires what the parser requires', () => {
    for (const [path, name, attribute, , schema] of attributePairs()) {
      if (attribute.required) assert.ok(schema.required?.includes(name), `${path}.${name}`);
    }
  });

  it('allows the values that Nomad names, and at most "" besides', () => {
    for (const [path, name, attribute, property] of attributePairs()) {
      if (ending(`${path}.${name}`, 2) in otherEnum) continue;
      const named = (values: readonly unknown[] = []) => [...new Set([...values, ''])].sort();
      // The label decides which of the types a scaling block in a task may have; horizontal is refused by the parser.
      const expected = path.endsWith('task.scaling')
        ? attribute.enum?.filter((v) => v !== 'horizontal')
        : attribute.enum;
      assert.deepEqual(named(property.enum), named(expected), `${path}.${name}`);
    }
  });

  it('tells what is new and what is deprecated', () => {
    for (const [path, name, attribute, property] of attributePairs()) {
      assert.equal(property['x-nomad-since'], attribute.since, `${path}.${name}: since`);
      assert.equal(property.deprecated, attribute.deprecated, `${path}.${name}: deprecated`);
    }
  });

  it('writes every block as the parser reads it: labels, how often, as an attribute, free-form', () => {
    for (const [path, { schema, property }] of placed) {
      const expected = surface[path] as SurfaceBlock;
      const block = property['x-nomad-block'];
      assert.deepEqual(
        block?.labels.map((label) => label.name),
        expected.labels ?? [],
        `${path}: labels`,
      );
      assert.equal(property.maxItems === undefined, expected.repeatable === true, `${path}: repeatable`);
      assert.equal(block?.attribute === true, expected.attributeForm === true, `${path}: attribute form`);
      assert.equal(schema['x-nomad-nested'] === true, expected.nested === true, `${path}: nested blocks`);
      const free = schema.additionalProperties;
      assert.equal(
        typeof free === 'object' ? typeName(free) : free,
        expected.values === undefined ? false : typeOfSurface(expected.values),
        `${path}: values`,
      );
    }
  });

  function* attributePairs(): Generator<[string, string, SurfaceAttribute, Schema, Schema]> {
    for (const [path, block] of Object.entries(surface)) {
      const schema = placed.get(path)?.schema;
      if (!schema) continue;
      for (const [name, attribute] of Object.entries(block.attributes ?? {})) {
        const property = schema.properties?.[name] as Schema;
        yield [path, name, typeof attribute === 'string' ? { type: attribute } : attribute, property, schema];
      }
    }
  }
});

describe('schemas: texts', () => {
  it('says of every block, attribute and label what it is for', () => {
    const lacking: string[] = [];
    for (const [path, schema] of jobFiles) {
      if (!says(schema.markdownDescription, '')) lacking.push(path);
      for (const [name, property] of Object.entries(schema.properties ?? {})) {
        const block = property['x-nomad-block'];
        if (!block && !says(property.markdownDescription, name)) lacking.push(`${path} ${name}`);
        for (const label of block?.labels ?? [])
          if (!says(label.markdownDescription, label.name)) lacking.push(`${path} ${name} <${label.name}>`);
      }
    }
    assert.deepEqual(lacking, []);
  });

  it('explains every value of a set that a person may choose from', () => {
    const lacking: string[] = [];
    for (const [path, schema] of jobFiles) {
      for (const [name, property] of attributesOf(schema)) {
        const choices = property.enum?.filter((value) => value !== '') ?? [];
        const texts = property.markdownEnumDescriptions ?? [];
        if (texts.length > 0 && texts.length !== (property.enum ?? property.examples)?.length)
          lacking.push(`${path} ${name}: ${texts.length} texts`);
        if (
          choices.length > 1 &&
          texts.length === 0 &&
          !choices.every((v) => property.markdownDescription?.includes(String(v)))
        )
          lacking.push(`${path} ${name}`);
      }
    }
    assert.deepEqual(lacking, []);
  });

  it('has defaults and examples that it would accept itself', () => {
    const judge = new Ajv({ strict: false, logger: false, validateFormats: false });
    for (const [path, schema] of jobFiles) {
      for (const [name, property] of attributesOf(schema)) {
        const accepts = judge.compile(property);
        const values = [...(property.default === undefined ? [] : [property.default]), ...(property.examples ?? [])];
        for (const value of values) assert.ok(accepts(value), `${path} ${name}: ${JSON.stringify(value)}`);
      }
    }
  });

  it('leads to a page of the documentation', () => {
    for (const [path, schema] of jobFiles) assert.ok(schema['x-nomad-docs'], path);
  });
});

function read(path: string): object {
  return JSON.parse(readFileSync(join(folder, path), 'utf8'));
}

/** Every block path below the schema `id`, with the block's schema and the property it stands in. */
function* walk(path: string, id: string): Generator<[string, { schema: Schema; property: Schema }]> {
  for (const [name, property] of Object.entries(schemas.get(id)?.properties ?? {})) {
    const reference = property.items?.$ref;
    if (!property['x-nomad-block'] || reference === undefined) continue;
    const target = join(dirname(id), reference).replaceAll('\\', '/');
    const inner = path === '' ? name : `${path}.${name}`;
    yield [inner, { schema: schemas.get(target) as Schema, property }];
    yield* walk(inner, target);
  }
}

const attributesOf = (schema: Schema) =>
  Object.entries(schema.properties ?? {}).filter(([, property]) => !property['x-nomad-block']);

/** The last `count` names of a path: `job.group.network.mode` → `network.mode`. */
const ending = (path: string, count: number): string => path.split('.').slice(-count).join('.');

function typeName(schema: Schema | undefined): string {
  if (schema?.type === 'array') return `list(${typeName(schema.items)})`;
  if (schema?.type === 'object') return `map(${typeName(schema.additionalProperties as Schema)})`;
  return schema?.format === 'duration' ? 'duration' : (schema?.type ?? 'any');
}

/** `list(number)` → `list(integer)`: the numbers of a job file are whole. Expressions are judged by code. */
function typeOfSurface(type: string): string {
  if (type.endsWith('expression')) return 'any';
  return type.replace('number', 'integer').replace('bool', 'boolean');
}

/** A text says something when it is a sentence and not the name in other clothes. */
function says(text: string | undefined, name: string): boolean {
  const plain = (s: string) => s.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  const sentence = text ?? '';
  return sentence.length >= 20 && /[.:!]$/.test(sentence) && plain(sentence.split('. ')[0] as string) !== plain(name);
}

function visit(part: unknown, see: (schema: Readonly<Record<string, unknown>>) => void): void {
  if (typeof part !== 'object' || part === null) return;
  if (!Array.isArray(part)) see(part as Readonly<Record<string, unknown>>);
  for (const inner of Object.values(part)) visit(inner, see);
}
