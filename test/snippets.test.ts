/** The snippets: generated from their sources, whole, and accepted by Nomad where there is one. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from '@hcl/parser';
import { findNomad } from './support/nomad';

const folder = join(process.cwd(), 'snippets');
const sources = readdirSync(join(folder, 'src')).map(readSource);
const generated = ['job.code-snippets', 'volume.code-snippets'].flatMap((file) =>
  Object.values(JSON.parse(readFileSync(join(folder, file), 'utf8')) as Record<string, Snippet>),
);

describe('snippets', () => {
  it('are generated from their sources', () => {
    const { status, stderr } = spawnSync(process.execPath, ['scripts/build-snippets.mjs', '--check'], {
      encoding: 'utf8',
    });
    assert.equal(status, 0, stderr);
  });

  it('have a prefix each', () => {
    assert.deepEqual(generated.map((s) => s.prefix).sort(), sources.map((s) => s.fields.prefix).sort());
    assert.equal(new Set(generated.map((s) => s.prefix)).size, generated.length);
    for (const { file, fields } of sources) assert.equal(file.split('.')[0], fields.prefix);
  });

  it('leave the text of their source when every tab stop is accepted as it is', () => {
    for (const snippet of generated) {
      const source = sources.find((s) => s.fields.prefix === snippet.prefix);
      assert.equal(accept(snippet.body.join('\n')), source?.body, snippet.prefix);
    }
  });

  it('number their tab stops from 1 in a row', () => {
    for (const snippet of generated) {
      const stops = [...new Set([...snippet.body.join('\n').matchAll(/(?<!\\)\$\{(\d+)/g)].map((m) => Number(m[1])))];
      assert.deepEqual(
        stops.sort((a, b) => a - b),
        stops.map((_, i) => i + 1),
        snippet.prefix,
      );
    }
  });

  for (const { fields, body } of sources) {
    it(`${fields.prefix} can be read in its place (${fields.scope})`, () => {
      assert.deepEqual(parse(wrap(fields.scope ?? '', body)).errors, []);
    });
  }

  describe('with Nomad', () => {
    const nomad = findNomad();
    const directory = mkdtempSync(join(tmpdir(), 'snippets-'));
    before(function () {
      if (nomad === undefined) {
        console.log('      SKIPPED: no Nomad (NOMAD_BIN or PATH): the snippets were not shown to it');
        this.skip();
      }
    });
    after(() => rmSync(directory, { recursive: true }));

    for (const { file, fields, body } of sources.filter((s) => s.file.endsWith('.nomad.hcl'))) {
      it(`${fields.prefix} is accepted and formatted`, () => {
        const path = join(directory, file);
        writeFileSync(path, wrap(fields.scope ?? '', body));
        const verdict = nomad?.validate(path);
        assert.equal(verdict?.status, 0, verdict?.text);
        writeFileSync(path, `${body}\n`);
        assert.ok(nomad?.isFormatted(path), 'not as nomad fmt would write it');
      }).timeout(20_000);
    }
  });
});

interface Snippet {
  readonly prefix: string;
  readonly body: readonly string[];
}

function readSource(file: string) {
  const [header = '', ...rest] = readFileSync(join(folder, 'src', file), 'utf8').split('\n\n');
  const fields: Record<string, string | undefined> = {};
  for (const [, key = '', value] of header.matchAll(/^# (\w+): (.*)$/gm)) fields[key] = value;
  return { file, fields, body: rest.join('\n\n').trimEnd() };
}

/** What stands in the editor when the user presses only Tab: the first choice, each default, mirrors of both. */
function accept(body: string): string {
  const values = new Map<string, string>();
  const plain = (text: string) => text.replace(/\\([\\$},|])/g, '$1');
  return body
    .replace(
      /\\([\\$])|\$\{(\d+)(?::((?:\\.|[^}\\])*)|\|((?:\\.|[^|\\])*)\|)?\}/g,
      (_, escaped, number, text, choices) => {
        if (escaped !== undefined) return escaped;
        const value = text ?? choices?.split(/(?<!\\),/)[0];
        if (value !== undefined) values.set(number, plain(value));
        return values.get(number) ?? `<tab stop ${number}>`;
      },
    )
    .replaceAll('\t', '  ');
}

/** The least file that puts the text into the block it is for. */
function wrap(scope: string, body: string): string {
  const task = 'task "server" {\n driver = "docker"\n config {\n image = "example/app:1.0"\n }\n';
  const network = 'network {\n mode = "bridge"\n port "http" {}\n port "db" {}\n port "grpc" {}\n}\n';
  const group = (text: string) => `job "example" {\n group "app" {\n${text}\n }\n}\n`;
  const withTask = (text: string) => (/^task /m.test(text) ? text : `${text}\n${task}}\n`);
  switch (scope) {
    case 'file':
      return `${body}\n`;
    case 'job':
      return `job "example" {\n${body}\n}\n`;
    case 'group':
      return group(withTask(/^network /m.test(body) ? body : `${network}${body}`));
    case 'network':
      return group(withTask(`network {\n${body}\n}\n`));
    case 'service':
      return group(withTask(`${network}service {\n name = "example"\n port = "http"\n${body}\n}\n`));
    case 'task':
      return group(`${network}volume "data" {\n type = "host"\n source = "data"\n}\n${task}${body}\n}\n`);
    default:
      throw new Error(`"${scope}" is not a scope`);
  }
}
