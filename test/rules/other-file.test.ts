/** Repairs that give something a file of its own: what the new file holds, and what is left of this one. */
import assert from 'node:assert/strict';
import { applyEdits } from '../../server/src/text-edits';
import { analysisOf, startLsp } from '../support/drivers';

/** The texts of both files after the repair of the first problem with an id that makes one. */
function repaired(text: string, id: string) {
  const fix = analysisOf(text, undefined, 'file:///repo/jobs/web.nomad.hcl')
    .problems.filter((problem) => problem.id === id)
    .flatMap(({ fixes = [] }) => fixes)
    .find(({ files }) => files);
  const [file] = fix?.files ?? [];
  assert.ok(fix && file && file.before === undefined && file.mustBeNew, id);
  return { left: applyEdits(text, fix.edits), uri: file.uri, made: applyEdits('', file.edits) };
}

const web = 'job "web" {\n  group "web" {\n  }\n}\n';

describe('a file of its own', () => {
  it('is made for the second job, with the variables that it uses', () => {
    const text = `variable "image" {\n  type = string\n}\nvariable "other" {\n  type = string\n}\n${web}\njob "api server" {\n  group "api" {\n    task "api" {\n      driver = "docker"\n      config {\n        image = var.image\n      }\n    }\n  }\n}\n`;
    const { left, uri, made } = repaired(text, 'structure/multiple-jobs');
    assert.equal(uri, 'file:///repo/jobs/api-server.nomad.hcl');
    assert.ok(!left.includes('api server') && left.includes('job "web"'), left);
    assert.ok(made.startsWith('variable "image" {\n  type = string\n}\n\njob "api server" {'), made);
    assert.deepEqual(
      analysisOf(made)
        .problems.filter(({ severity }) => severity === 'error')
        .map(({ id }) => id),
      ['job/name'],
    );
  });

  it('is made for a volume of Terraform, in the words of a specification', () => {
    const resource =
      'resource "nomad_csi_volume" "db" {\n  depends_on   = [data.nomad_plugin.nfs]\n  volume_id    = "db-data"\n  name         = "db"\n  plugin_id    = "nfs"\n  capacity_min = "10GiB"\n  capability {\n    access_mode     = "single-node-writer"\n    attachment_mode = "file-system"\n  }\n  parameters = {\n    server = "nas", share = "/srv"\n  }\n}\n';
    const { left, uri, made } = repaired(resource + web, 'structure/terraform-block');
    assert.equal(left, web);
    assert.equal(uri, 'file:///repo/jobs/db-data.volume.hcl');
    assert.deepEqual(made.split('\n').slice(0, 5), [
      'type         = "csi"',
      'id           = "db-data"',
      'name         = "db"',
      'plugin_id    = "nfs"',
      'capacity_min = "10GiB"',
    ]);
    assert.ok(made.includes('parameters {\n  server = "nas"\n  share  = "/srv"\n}'), made);
  });

  it('is not made of what only Terraform knows', () => {
    const text = `resource "nomad_csi_volume" "db" {\n  volume_id = var.id\n  plugin_id = "nfs"\n}\n${web}`;
    const problem = analysisOf(text).problems.find(({ id }) => id === 'structure/terraform-block');
    assert.deepEqual(problem?.fixes ?? [], []);
  });

  it('is made for the size of a mount', () => {
    const text = web.replace(
      '  }\n}',
      '    volume "data" {\n      type   = "host"\n      source = "wiki"\n    }\n    task "t" {\n      driver = "exec"\n      volume_mount {\n        volume      = "data"\n        destination = "/data"\n        size        = "50GiB"\n      }\n    }\n  }\n}',
    );
    const { left, uri, made } = repaired(text, 'schema/unknown-attribute');
    assert.ok(!left.includes('size'));
    assert.equal(uri, 'file:///repo/jobs/wiki.volume.hcl');
    assert.ok(made.includes('capacity_min = "50GiB"') && made.includes('plugin_id = "mkdir"'), made);
  });

  it('is never written over another', async () => {
    const lsp = await startLsp();
    const uri = 'file:///repo/web.nomad.hcl';
    const text = `${web}${web.replaceAll('web', 'api')}`;
    await lsp.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'nomad', version: 1, text },
    });
    const at = { line: 4, character: 1 };
    const actions = await lsp.connection.sendRequest<{ title: string; edit: { documentChanges: unknown[] } }[]>(
      'textDocument/codeAction',
      { textDocument: { uri }, range: { start: at, end: at }, context: { diagnostics: [] } },
    );
    const move = actions.find(({ title }) => title === 'Move to api.nomad.hcl');
    assert.deepEqual(
      move?.edit.documentChanges.find((change) => (change as { kind?: string }).kind === 'create'),
      { kind: 'create', uri: 'file:///repo/api.nomad.hcl', options: { ignoreIfExists: false } },
    );
    await lsp.close();
  });
});
