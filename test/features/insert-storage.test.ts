/** Storage that is put into a job: the text afterwards, and that Nomad's rules have nothing against it. */
import assert from 'node:assert/strict';
import { insertStorage } from '../../server/src/features/insert-storage';
import type { InsertedStorage } from '../../server/src/protocol';
import { analysisOf } from '../support/drivers';
import { readCursor } from '../support/marker';

/** The text with the edits, and the tab stops' texts. */
function insert(marked: string, storage: InsertedStorage): string {
  const { text, offset } = readCursor(marked);
  const found = insertStorage(analysisOf(text), offset, storage);
  if ('refused' in found) return found.refused;
  return [...found.edits]
    .sort((a, b) => b.start - a.start)
    .reduce(
      (changed, { start, end, text: snippet }) => changed.slice(0, start) + plain(snippet) + changed.slice(end),
      text,
    );
}

const plain = (snippet: string) => snippet.replace(/\$\{\d+:((?:\\.|[^}])*)\}/g, '$1').replace(/\\([\\$}])/g, '$1');
/** What Nomad or good sense has against it; hints and information are for its owner. */
const problems = (text: string) =>
  analysisOf(text)
    .problems.filter(({ severity }) => severity === 'error' || severity === 'warning')
    .map(({ id, message }) => `${id}: ${message}`);

const JOB = `job "wiki" {
  group "web" {
    network {
      port "http" {}
    }

    # The wiki itself.
    task "wiki" {
      driver = "docker"

      config {
        image = "postgres:16"
      }
<|>
      resources {
        memory = 200
      }
    }
  }
}
`;

describe('storage that is put into a job', () => {
  it('is a volume before the tasks and a mount behind the config, where the image keeps its data', () => {
    const text = insert(JOB, { kind: 'host', source: 'wiki-data' });
    assert.equal(
      text,
      JOB.replace('<|>', '')
        .replace(
          '    # The wiki',
          '    volume "data" {\n      type   = "host"\n      source = "wiki-data"\n    }\n\n    # The wiki',
        )
        .replace(
          '"postgres:16"\n      }\n',
          '"postgres:16"\n      }\n\n      volume_mount {\n        volume      = "data"\n        destination = "/var/lib/postgresql/data"\n      }\n',
        ),
    );
    assert.deepEqual(problems(text), []);
  });

  it('has both modes where it is a CSI volume', () => {
    const text = insert(JOB, { kind: 'csi', source: 'wiki-prod', accessMode: 'multi-node-multi-writer' });
    assert.match(text, /access_mode {5}= "multi-node-multi-writer"\n {6}attachment_mode = "file-system"/);
    assert.deepEqual(problems(text), []);
  });

  it('starts with the label, which is typed once for both places', () => {
    const { text, offset } = readCursor(JOB);
    const found = insertStorage(analysisOf(text), offset, { kind: 'host', source: 'a}$b' });
    assert.ok('edits' in found);
    const [volume = '', mount = ''] = found.edits.map((edit) => edit.text);
    assert.match(volume, /volume "\$\{1:data\}"/);
    assert.match(mount, /volume {6}= "\$\{1:data\}"/);
    assert.ok(volume.includes('${2:a\\}\\$b}'), volume);
  });

  it('takes another label where there is one of that name, and stands behind the other volume', () => {
    const once = insert(JOB, { kind: 'host', source: 'one' });
    const twice = insert(once.replace('task "wiki" {', 'task "wiki" {<|>'), {
      kind: 'host',
      source: 'two',
      readOnly: true,
    });
    assert.ok(twice.indexOf('volume "data"') < twice.indexOf('volume "wiki-data"'));
    assert.ok(twice.indexOf('volume "wiki-data"') < twice.indexOf('# The wiki'));
    assert.equal(twice.match(/volume_mount/g)?.length, 2);
    assert.match(twice, /destination = "\/docker-entrypoint-initdb\.d"|destination = "\/data"/);
    assert.deepEqual(problems(twice), []);
  });

  it('is scratch space of the group where nothing has to stay', () => {
    const text = insert(JOB.replace('postgres:16', 'nginx:1.27'), { kind: 'ephemeral' });
    assert.match(text, /\n {4}ephemeral_disk \{\n {6}size = 500 # MB\n {4}\}\n\n {4}# The wiki/);
    assert.deepEqual(problems(text), []);
    assert.match(
      insert(text.replace('task "wiki" {', 'task "wiki" {<|>'), { kind: 'ephemeral' }),
      /has an ephemeral_disk block already/,
    );
  });

  it('goes to the only task wherever the cursor is, and asks where there are several', () => {
    const anywhere = `<|>${JOB.replace('<|>', '')}`;
    assert.match(insert(anywhere, { kind: 'host', source: 'x' }), /volume_mount/);
    const two = anywhere.replace('    # The wiki', '    task "other" {\n    }\n\n    # The wiki');
    assert.equal(insert(two, { kind: 'host', source: 'x' }), 'Put the cursor into the task that needs the storage.');
    const groups = anywhere.replace('  group "web"', '  group "other" {\n  }\n\n  group "web"');
    assert.equal(
      insert(groups, { kind: 'host', source: 'x' }),
      'Put the cursor into the group that needs the storage.',
    );
  });

  it('works in an empty task, in a group without one, and with Windows line ends', () => {
    const empty = 'job "j" {\n  group "g" {\n    task "t" {<|>}\n  }\n}\n';
    assert.equal(
      insert(empty, { kind: 'host', source: 'x' }),
      'job "j" {\n  group "g" {\n    volume "data" {\n      type   = "host"\n      source = "x"\n    }\n\n    task "t" {\n      volume_mount {\n        volume      = "data"\n        destination = "/data"\n      }\n    }\n  }\n}\n',
    );
    assert.equal(
      insert('job "j" {\n  group "g" {<|>\n  }\n}\n', { kind: 'host', source: 'x' }),
      'job "j" {\n  group "g" {\n    volume "data" {\n      type   = "host"\n      source = "x"\n    }\n  }\n}\n',
    );
    const windows = insert(JOB.replaceAll('\n', '\r\n'), { kind: 'host', source: 'x' });
    assert.doesNotMatch(windows, /[^\r]\n/);
    assert.match(
      insert('job "j" {\n  group "g" { count = 1 <|>}\n}\n', { kind: 'ephemeral' }),
      /over several lines first/,
    );
  });
});
