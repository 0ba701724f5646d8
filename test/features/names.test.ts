/** Names of a file: where they are declared, where they are used, renaming them; signatures of functions. */
import assert from 'node:assert/strict';
import { analyze } from '../../server/src/analyze';
import { definition, references } from '../../server/src/features/definition';
import { type DocumentSymbol, documentSymbols } from '../../server/src/features/document-symbols';
import { folds } from '../../server/src/features/folding';
import { rename, renameRange } from '../../server/src/features/rename';
import { signatureHelp } from '../../server/src/features/signature-help';
import { defaultSettings } from '../../server/src/settings';
import { analysisOf } from '../support/drivers';
import { readCursor } from '../support/marker';

const file = (port: string, use: string): string =>
  `variable "n" {}\nlocals {\n  a = var.n\n}\njob "j" {\n  group "one" {\n    count = local.a\n    network {\n      port ${port} {}\n    }\n    service {\n      port = ${use}\n    }\n  }\n  group "two" {\n    network {\n      port "http" {}\n    }\n  }\n}\n`;

function at(marked: string) {
  const { text, offset } = readCursor(marked);
  return { text, offset, analysis: analysisOf(text) };
}

function renamed(marked: string, name: string): string {
  const { text, offset, analysis } = at(marked);
  const edits = rename(analysis, offset, name);
  if ('message' in edits) return edits.message;
  return [...edits]
    .sort((a, b) => b.start - a.start)
    .reduce((t, e) => t.slice(0, e.start) + e.text + t.slice(e.end), text);
}

describe('folding', () => {
  it('folds blocks, calls, heredocs, runs of comments and regions', () => {
    const text = '# a\n# b\n\n# region x\njob "j" {\n  a = concat(\n    [],\n  )\n  b = <<EOT\n\nEOT\n}\n# endregion\n';
    const lines = (offset: number): number => text.slice(0, offset).split('\n').length;
    const found = folds(analysisOf(text)).map(({ start, end, kind = '' }) =>
      `${lines(start)}-${lines(end)} ${kind}`.trim(),
    );
    for (const fold of ['1-2 comment', '4-13 region', '5-12', '6-8', '9-11'])
      assert.ok(found.includes(fold), `${fold} is not in ${found}`);
  });
});

describe('the outline', () => {
  it('has blocks by their labels, and the names of locals', () => {
    const text = 'locals {\n  a = 1\n}\njob "j" {\n  count = 1\n  group "g" {\n    network {\n    }\n  }\n}\n';
    const show = (symbols: readonly DocumentSymbol[]): readonly unknown[] =>
      symbols.map(({ type, name, children }) => (children.length > 0 ? [type, name, show(children)] : [type, name]));
    assert.deepEqual(show(documentSymbols(analysisOf(text))), [
      ['locals', 'locals', [['variable', 'a']]],
      ['job', 'j', [['group', 'g', [['network', 'network']]]]],
    ]);
  });

  it('has the names of a variable file', () => {
    const file = { uri: 'file:///a.vars.hcl', languageId: 'nomad-vars', text: 'image = "x"\nports = [1]\n' };
    assert.deepEqual(
      documentSymbols(analyze(file, defaultSettings)).map(({ name }) => name),
      ['image', 'ports'],
    );
  });
});

describe('names', () => {
  it('a port in use leads to its declaration in the same group', () => {
    const { text, offset, analysis } = at(file('"http"', '"ht<|>tp"'));
    assert.deepEqual(
      definition(analysis, offset).map((s) => s.start),
      [text.indexOf('"http"')],
    );
  });

  it('a port is renamed in its group alone', () => {
    assert.equal(renamed(file('"ht<|>tp"', '"http"'), 'web'), file('"web"', '"web"'));
    assert.equal(renamed(file('"http"', '"ht<|>tp"'), 'web'), file('"web"', '"web"'));
  });

  it('the environment names of a port are renamed with it, and lead to it', () => {
    const group = (label: string, word: string): string =>
      `job "j" {\n  group "g" {\n    network {\n      port "${label}" {}\n    }\n    task "t" {\n      env {\n        A = "\${NOMAD_PORT_${word}}"\n      }\n      template {\n        data = <<EOT\n{{ env "NOMAD_HOST_ADDR_${word}" }} NOMAD_PORT_${word}_x\nEOT\n      }\n    }\n  }\n`;
    const other =
      '  group "other" {\n    network {\n      port "http-api" {}\n    }\n    task "t" {\n      user = "${NOMAD_IP_http_api}"\n    }\n  }\n}\n';
    const text = group('http-api', 'http_api') + other;
    const wanted = (group('web-ui', 'web_ui') + other).replace('NOMAD_PORT_web_ui_x', 'NOMAD_PORT_http_api_x');
    assert.equal(renamed(text.replace('port "http', 'port "ht<|>tp'), 'web-ui'), wanted);
    assert.equal(renamed(text.replace('HOST_ADDR_', 'HOST_A<|>DDR_'), 'web-ui'), wanted);
    const { analysis, offset, text: plain } = at(text.replace('NOMAD_PORT_http_api}', 'NOMAD_PORT_http<|>_api}'));
    assert.deepEqual(
      definition(analysis, offset).map(({ start }) => start),
      [plain.indexOf('"http-api"')],
    );
  });

  it('a local is renamed where it is declared and used', () => {
    const text = file('"http"', '"http"');
    const marked = text.replace('local.a', 'local.<|>a');
    assert.equal(renamed(marked, 'total'), text.replace('  a = ', '  total = ').replace('local.a', 'local.total'));
  });

  it('a variable is found from its declaration', () => {
    const { analysis, offset, text } = at(file('"http"', '"http"').replace('"n"', '"<|>n"'));
    assert.deepEqual(
      references(analysis, offset, false).map((s) => text.slice(s.start, s.end)),
      ['var.n'],
    );
  });

  it('a name that cannot be one is refused with a reason', () => {
    const marked = file('"http"', '"http"').replace('local.a', 'local.<|>a');
    assert.match(renamed(marked, '9 lives'), /cannot be the name of a local/);
  });

  it('nothing else can be renamed', () => {
    const { analysis, offset } = at('job "j" {\n  gro<|>up "g" {}\n}\n');
    assert.equal(renameRange(analysis, offset), undefined);
  });

  it('a call shows its parameters, the one being written marked', () => {
    const { analysis, offset } = at('job "j" {\n  region = substr("abc", <|>)\n}\n');
    const help = signatureHelp(analysis, offset);
    assert.equal(help?.active, 1);
    assert.match(help?.label ?? '', /^substr\(/);
  });
});
