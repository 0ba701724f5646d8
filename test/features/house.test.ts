/** Hover and completion of what the house and well-known images say: ports, paths, storage. */
import assert from 'node:assert/strict';
import { hover } from '../../server/src/features/hover';
import { readPolicyFile } from '../../server/src/policy';
import { defaultSettings, withPolicy } from '../../server/src/settings';
import { analysisOf, direct } from '../support/drivers';
import { readCursor } from '../support/marker';

const group = (inner: string) => `job "j" {\n  group "g" {\n${inner}\n  }\n}\n`;
const network = (port: string) => group(`    network {\n${port}\n    }`);
const db = (inner: string, image = 'postgres:17-alpine') =>
  group(
    `    task "db" {\n      driver = "docker"\n      config {\n        image = "${image}"\n      }\n${inner}\n    }`,
  );

const hovers: readonly (readonly [string, string, readonly string[]])[] = [
  [
    'a dynamic port: the range in force, what its label is for',
    network('      port "met<|>rics" {\n        to = 9090\n      }'),
    ['dynamic, to 9090', '20000–32000', 'The usual label for what Prometheus reads'],
  ],
  [
    'a static port: why not',
    network('      port "web" {\n        sta<|>tic = 8443\n      }'),
    ['Fixed to 8443', 'Only 53, 80, 443 are static', 'works with service discovery'],
  ],
  [
    'a static port: its documented reason',
    network('      # static: the meters send here\n      port "we<|>b" {\n        static = 8443\n      }'),
    ['A documented exception: the meters send here'],
  ],
  [
    'a static port that is allowed',
    network('      port "dns" {\n        static = 5<|>3\n      }'),
    ['resolvers ask at no other port'],
  ],
  ['the types of a volume', group('    volume "a" {\n      ty<|>pe = "host"\n    }'), ['| `csi` |', '`host` first']],
  ['a volume', group('    vol<|>ume "a" {\n    }'), ['Which one?', '`ephemeral_disk`']],
  [
    'an image: paths, owner, ports',
    db('').replace('postgres', 'post<|>gres'),
    ['**PostgreSQL**', '/var/lib/postgresql/data', '70:70', '5432 (db)', 'gone with the allocation'],
  ],
  [
    'a path of an image',
    db('      volume_mount {\n        destination = "/var/lib/post<|>gresql/data"\n      }'),
    ['database files', 'chown -R 70:70'],
  ],
];

const offers: readonly (readonly [string, string, readonly string[]])[] = [
  [
    'the paths of the image',
    db('      volume_mount {\n        destination = "<|>"\n      }'),
    ['/var/lib/postgresql/data'],
  ],
  [
    'the paths of its version, without quotes yet',
    db('      volume_mount {\n        destination = <|>\n      }', 'postgres:18'),
    ['/var/lib/postgresql'],
  ],
  ['ports that may be static', network('      port "a" {\n        static = <|>\n      }'), ['53', '80', '443']],
  ['the port inside, by the label', network('      port "grpc" {\n        to = <|>\n      }'), ['50051']],
  [
    'the port inside, by the image of a task',
    network('      port "db" {\n        to = <|>\n      }').replace(
      '\n  }\n}',
      '\n    task "a" {\n      config {\n        image = "mysql:8"\n      }\n    }\n  }\n}',
    ),
    ['3306'],
  ],
  ['labels of ports', network('      port "<|>" {\n      }'), ['http', 'metrics', 'db']],
];

describe('what the house and images say', () => {
  for (const [title, text, parts] of hovers) {
    it(`hover: ${title}`, async () => {
      const markdown = (await direct.hover(text)) ?? '';
      for (const part of parts) assert.ok(markdown.includes(part), `"${part}" is not in:\n${markdown}`);
    });
  }

  for (const [title, text, labels] of offers) {
    it(`offers ${title}`, async () => {
      const items = (await direct.complete(text)).map(({ label }) => label);
      assert.deepEqual(
        labels.filter((label) => !items.includes(label)),
        [],
        items.join(),
      );
    });
  }

  it('takes the range from the policy', () => {
    const { text, offset } = readCursor(network('      port "a<|>" {}'));
    const file = readPolicyFile('{ "dynamicRange": [25000, 26000] }');
    const settings = withPolicy(defaultSettings, { uri: 'file:///.nomad-lint.json', text: '', file });
    assert.ok(hover(analysisOf(text, settings), offset)?.markdown.includes('25000–26000'));
  });

  it('is silent about images that are not known', async () => {
    assert.equal(await direct.hover(db('', 'example/ap<|>p:1')), await direct.hover(db('', 'exa<|>mple/app:1')));
    assert.ok(!(await direct.hover(db('', 'example/ap<|>p:1')))?.includes('Keeps'));
  });
});
