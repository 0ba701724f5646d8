/** Refactorings: the text after one was applied; and what the editor selects and links. */
import assert from 'node:assert/strict';
import { documentLinks } from '../../server/src/features/document-links';
import { refactorings } from '../../server/src/features/refactorings';
import { selectionRanges } from '../../server/src/features/selection-ranges';
import { applyEdits } from '../../server/src/text-edits';
import { analysisOf } from '../support/drivers';
import { readCursor } from '../support/marker';

function titles(marked: string): readonly string[] {
  const { text, offset } = readCursor(marked);
  return refactorings(analysisOf(text), { start: offset, end: offset }).map(({ title }) => title);
}

function changed(marked: string, title: string): string {
  const { text, offset } = readCursor(marked);
  const analysis = analysisOf(text);
  const found = refactorings(analysis, { start: offset, end: offset });
  const one = found.find((refactoring) => refactoring.title === title);
  assert.ok(one, `"${title}" is not among: ${found.map((f) => f.title).join(' | ')}`);
  const result = applyEdits(text, one.edits);
  const errors = (given: string) => analysisOf(given).problems.filter(({ severity }) => severity === 'error').length;
  assert.ok(errors(result) <= errors(text), result);
  return result;
}

const job = (line: string): string =>
  `job "web" {\n  group "g" {\n    task "t" {\n      driver = "docker"\n${line}\n    }\n  }\n}\n`;

describe('refactorings', () => {
  it('a value becomes a local, which stands before the job', () => {
    assert.equal(
      changed(job('      user = "ro<|>ot"'), 'Extract to local.user'),
      `locals {\n  user = "root"\n}\n\n${job('      user = local.user')}`,
    );
  });

  it('a value joins the locals that are there, under a name that is free', () => {
    assert.equal(
      changed(`locals {\n  user = "a"\n}\n\n${job('      user = "ro<|>ot"')}`, 'Extract to local.user_2'),
      `locals {\n  user = "a"\n  user_2 = "root"\n}\n\n${job('      user = local.user_2')}`,
    );
  });

  it('a constant becomes the default of a variable, with its type', () => {
    assert.equal(
      changed(job('      kill_timeout = "3<|>0s"'), 'Extract to var.kill_timeout'),
      `variable "kill_timeout" {\n  type    = string\n  default = "30s"\n}\n\n${job('      kill_timeout = var.kill_timeout')}`,
    );
    assert.match(
      changed(
        'job "web" {\n  datacenters = [<|>"dc1", "dc2"]\n  group "g" {\n  }\n}\n'.replace('[<|>', '<|>['),
        'Extract to var.datacenters',
      ),
      /type {4}= list\(string\)\n {2}default = \["dc1", "dc2"\]/,
    );
  });

  it('one item of a list is taken, not the list', () => {
    assert.match(
      changed(
        'job "web" {\n  datacenters = ["dc1", "d<|>c2"]\n  group "g" {\n  }\n}\n',
        'Extract to local.datacenters',
      ),
      /datacenters = \["dc1", local\.datacenters\]/,
    );
  });

  it('what is known at run time or in a loop only stays where it is', () => {
    assert.deepEqual(titles(job('      user = "${NOMAD_<|>META_user}"')), []);
    assert.deepEqual(
      titles(
        job(
          '      dynamic "env" {\n        for_each = []\n        content {\n          A = env.va<|>lue\n        }\n      }',
        ),
      ),
      [],
    );
    assert.deepEqual(titles('variable "a" {\n  default = "<|>x"\n}\n'), []);
    assert.deepEqual(titles('locals {\n  a = "<|>x"\n}\n'), []);
    assert.deepEqual(titles(job('      user = <<EOT\nro<|>ot\nEOT')), []);
  });

  it('a value of variables may become a local, but not the default of a variable', () => {
    assert.deepEqual(titles(`variable "a" {\n  default = "x"\n}\n${job('      user = "x-<|>${var.a}"')}`), [
      'Extract to local.user',
    ]);
  });

  it('quotes around a name come and go', () => {
    const plain = `variable "a" {\n  default = "x"\n}\n${job('      user = var.a')}`;
    const quoted = `variable "a" {\n  default = "x"\n}\n${job('      user = "${var.a}"')}`;
    assert.equal(changed(plain.replace('var.a', 'var<|>.a'), 'Put var.a into a string'), quoted);
    assert.equal(changed(quoted.replace('var.a', 'var<|>.a'), 'Remove the quotes around var.a'), plain);
  });

  it('a port without a service gets one behind its network', () => {
    const text =
      'job "Web_App" {\n  group "g" {\n    network {\n      port "ht<|>tp" {}\n    }\n\n    task "t" {\n      driver = "docker"\n    }\n  }\n}\n';
    assert.match(
      changed(text, 'Add a service for port "http"'),
      / {4}\}\n\n {4}service \{\n {6}name = "web-app"\n {6}port = "http"\n\n {6}check \{[\s\S]*\n {4}\}\n\n {4}task/,
    );
    assert.deepEqual(titles(text.replace('    task', '    service {\n      port = "http"\n    }\n    task')), []);
  });

  it('a volume that one task mounts is mounted in another', () => {
    const text =
      'job "j" {\n  group "g" {\n    volume "da<|>ta" {\n      type   = "host"\n      source = "d"\n    }\n    task "a" {\n      driver = "docker"\n      volume_mount {\n        volume      = "data"\n        destination = "/srv"\n      }\n    }\n    task "b" {\n      driver = "docker"\n    }\n  }\n}\n';
    assert.match(
      changed(text, 'Mount "data" in task "b" as well'),
      /task "b" \{\n {6}driver = "docker"\n {6}volume_mount \{\n {8}volume {6}= "data"\n {8}destination = "\/srv"\n {6}\}\n {4}\}/,
    );
  });
});

describe('selection', () => {
  it('grows from the word to the file, each step larger', () => {
    const { text, offset } = readCursor('job "j" {\n  group "g" {\n    count = max(1, lo<|>cal.n)\n  }\n}\n');
    const steps = selectionRanges(analysisOf(text), offset).map(({ start, end }) => text.slice(start, end));
    assert.deepEqual(steps, [
      'local',
      'local.n',
      'max(1, local.n)',
      'count = max(1, local.n)',
      '\n    count = max(1, local.n)\n  ',
      'group "g" {\n    count = max(1, local.n)\n  }',
      '\n  group "g" {\n    count = max(1, local.n)\n  }\n',
      'job "j" {\n  group "g" {\n    count = max(1, local.n)\n  }\n}',
      text,
    ]);
  });

  it('selects what is in the quotes before the quotes', () => {
    const { text, offset } = readCursor('job "j" {\n  region = "eu-<|>west"\n}\n');
    const steps = selectionRanges(analysisOf(text), offset).map(({ start, end }) => text.slice(start, end));
    assert.deepEqual(steps.slice(0, 3), ['eu-west', '"eu-west"', 'region = "eu-west"']);
  });
});

describe('links', () => {
  it('lead to the files that functions read', () => {
    const text =
      'locals {\n  a = file("conf/app.conf")\n  b = filebase64("x.bin")\n  c = file("~/.ssh/id")\n  d = file(var.p)\n}\n';
    assert.deepEqual(
      documentLinks(analysisOf(text)).map(({ start, end, path }) => [text.slice(start, end), path]),
      [
        ['conf/app.conf', 'conf/app.conf'],
        ['x.bin', 'x.bin'],
      ],
    );
  });
});
