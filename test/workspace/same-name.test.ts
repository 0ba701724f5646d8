/** Names that several files say: variables and their values, volumes and what declares them. */
import assert from 'node:assert/strict';
import type { Analysis } from '../../server/src/analysis';
import { analyze } from '../../server/src/analyze';
import { renamed } from '../../server/src/features/rename';
import { languageOfPath } from '../../server/src/languages';
import { defaultSettings } from '../../server/src/settings';
import { applyEdits } from '../../server/src/text-edits';
import { factsOf } from '../../server/src/workspace/facts';
import { sameNameAt } from '../../server/src/workspace/same-name';
import { viewOf } from '../../server/src/workspace/view';
import { workspaceSymbols } from '../../server/src/workspace/workspace-symbols';
import { readCursor } from '../support/marker';

type Files = Readonly<Record<string, string>>;

/** One of the files has the cursor `<|>`. */
function at(files: Files) {
  let offset = 0;
  let here: Analysis | undefined;
  const analyses = Object.entries(files).map(([name, marked]) => {
    const cursor = marked.includes('<|>') ? readCursor(marked) : undefined;
    const text = cursor?.text ?? marked;
    const analysis = analyze(
      { uri: `file:///w/${name}`, languageId: languageOfPath(name)?.id ?? 'nomad', text },
      defaultSettings,
    );
    if (cursor) {
      offset = cursor.offset;
      here = analysis;
    }
    return analysis;
  });
  const facts = analyses.map(factsOf);
  const own = facts[analyses.indexOf(here as Analysis)];
  const texts = new Map(analyses.map(({ file: { uri, text } }) => [uri, text]));
  const same = own && sameNameAt(own, offset, viewOf(facts));
  const show = (places: readonly { uri: string; start: number; end: number }[] = []): readonly string[] =>
    places.map(({ uri, start, end }) => {
      const text = texts.get(uri) ?? '';
      return `${uri.slice('file:///w/'.length)}:${text.slice(0, start).split('\n').length} ${text.slice(start, end)}`;
    });
  return { same, declarations: show(same?.declarations), uses: show(same?.uses), texts };
}

const web =
  'variable "image" {\n  type = string\n}\njob "web" {\n  meta {\n    a = var.image\n    b = "${var.image}"\n  }\n}\n';

describe('names in several files', () => {
  it('a key of a variable file leads to the declaration and all uses', () => {
    const found = at({
      'web.nomad.hcl': web,
      'web.prod.vars.hcl': 'ima<|>ge = "x"\n',
      'other.vars.hcl': 'image = "y"\n',
    });
    assert.deepEqual(found.declarations, ['web.nomad.hcl:1 image']);
    assert.deepEqual(found.uses, [
      'web.nomad.hcl:6 image',
      'web.nomad.hcl:7 image',
      'web.prod.vars.hcl:1 image',
      'other.vars.hcl:1 image',
    ]);
  });

  it('a variable is renamed in the job and in its variable files', () => {
    const { same, texts } = at({
      'web.nomad.hcl': web.replace('var.image\n', 'var.im<|>age\n'),
      'web.vars.hcl': 'image = "x"\n',
    });
    const edits = renamed('variable', 'picture', [...(same?.declarations ?? []), ...(same?.uses ?? [])]);
    assert.ok(!('message' in edits));
    const result = (name: string) =>
      applyEdits(
        texts.get(`file:///w/${name}`) ?? '',
        edits.filter(({ uri }) => uri.endsWith(name)),
      );
    assert.equal(result('web.nomad.hcl'), web.replaceAll('image', 'picture'));
    assert.equal(result('web.vars.hcl'), 'picture = "x"\n');
    assert.ok('message' in renamed('variable', '9', []));
  });

  it('jobs that share a variable through one file are renamed together, others are not', () => {
    const job = (id: string): string => `variable "image" {\n}\njob "${id}" {\n}\n`;
    const found = at({
      'a.nomad.hcl': job('a'),
      'b.nomad.hcl': job('b').replace('"image"', '"im<|>age"'),
      'all.vars.hcl': 'image = 1\n',
    });
    assert.deepEqual(found.declarations, ['b.nomad.hcl:1 image', 'a.nomad.hcl:1 image']);
    const apart = at({
      'a.nomad.hcl': job('a'),
      'b.nomad.hcl': job('b').replace('"image"', '"im<|>age"'),
      'b.vars.hcl': 'image = 1\n',
    });
    assert.deepEqual(apart.declarations, ['b.nomad.hcl:1 image']);
  });

  const mount = (type: string, source: string): string =>
    `job "web" {\n  group "g" {\n    volume "data" {\n      type   = "${type}"\n      source = "${source}"\n    }\n  }\n}\n`;

  it('a host volume leads to the agent and to its specification, and back', () => {
    const files = {
      'web.nomad.hcl': mount('host', 'web-data'),
      'nomad.hcl': 'client {\n  host_volume "web-data" {\n    path = "/srv"\n  }\n}\n',
      'web.volume.hcl': 'type = "host"\nname = "web-data"\n',
    };
    const asked = at({ ...files, 'web.nomad.hcl': mount('host', 'web-<|>data') });
    assert.deepEqual(asked.declarations, ['nomad.hcl:2 web-data', 'web.volume.hcl:2 web-data']);
    const back = at({ ...files, 'nomad.hcl': files['nomad.hcl'].replace('web-data', 'web-d<|>ata') });
    assert.deepEqual(back.uses, ['web.nomad.hcl:5 web-data']);
  });

  it('a CSI volume leads to specifications of its kind, those of single instances included', () => {
    const found = at({
      'web.nomad.hcl': mount('csi', 'd<|>b'),
      'db0.volume.hcl': 'type = "csi"\nid = "db[0]"\nname = "db"\n',
      'db.volume.hcl': 'type = "host"\nname = "db"\n',
    });
    assert.deepEqual(found.declarations, ['db0.volume.hcl:2 db[0]']);
  });

  it('elsewhere there is none', () => {
    assert.equal(at({ 'web.nomad.hcl': web.replace('meta', 'me<|>ta') }).same, undefined);
  });
});

describe('names of the workspace', () => {
  it('are found by letters in their order', () => {
    const text = 'variable "v" {}\njob "web" {\n  group "frontend" {\n    task "nginx" {\n    }\n  }\n}\n';
    const facts = [factsOf(analyze({ uri: 'file:///w/web.nomad.hcl', languageId: 'nomad', text }, defaultSettings))];
    const find = (query: string) =>
      workspaceSymbols(facts, query).map(({ kind, name, container }) => [kind, name, container]);
    assert.deepEqual(find('ngx'), [['task', 'nginx', 'frontend']]);
    assert.deepEqual(find('FRONT'), [['group', 'frontend', 'web']]);
    assert.equal(find('').length, 4);
    assert.deepEqual(find('xgn'), []);
  });
});
