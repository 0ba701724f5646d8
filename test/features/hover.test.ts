/** Hover: what a thing is for, and what it means here. */
import assert from 'node:assert/strict';
import { nextRuns } from '../../server/src/features/cron-hover';
import { direct, startLsp } from '../support/drivers';

const task = (inner: string): string => `job "j" {\n  group "g" {\n    task "t" {\n${inner}\n    }\n  }\n}\n`;

/** Title, text with the cursor, and what the answer must hold. */
const cases: readonly (readonly [string, string, readonly string[]])[] = [
  [
    'an attribute: type, default, its value in words, docs',
    task('      kill_time<|>out = "90s"'),
    ['duration', '5s', '1 minute 30 seconds', 'job-specification/task'],
  ],
  ['a block', task('      resou<|>rces {\n      }'), ['resources', 'job-specification/resources']],
  ['a label', 'job "j" {\n  group "g<|>" {}\n}', ['name of this group']],
  [
    'a driver attribute',
    task('      driver = "docker"\n      config {\n        priv<|>ileged = true\n      }'),
    ['privileged', 'bool'],
  ],
  [
    'a port label: who uses it, which names it gives',
    'job "j" {\n  group "g" {\n    network {\n      port "ht<|>tp" { to = 8080 }\n    }\n    service {\n      port = "http"\n    }\n  }\n}\n',
    ['dynamic, to 8080', 'line 7', 'NOMAD_PORT_http'],
  ],
  [
    'a port in use',
    'job "j" {\n  group "g" {\n    network {\n      port "http" { static = 80 }\n    }\n    service {\n      port = "ht<|>tp"\n    }\n  }\n}\n',
    ['static 80', 'line 4'],
  ],
  [
    'a variable',
    'variable "count" {\n  default = 3\n}\njob "j" {\n  group "g" {\n    count = var.co<|>unt\n  }\n}\n',
    ['Default `3`', 'NOMAD_VAR_count', 'line 1', 'used in line 6'],
  ],
  ['a function', task('      user = low<|>er("A")'), ['lower']],
  [
    'a runtime name',
    task('      env {\n        A = "${NOMAD_ALLOC_<|>ID}"\n      }'),
    ['NOMAD_ALLOC_ID', 'resolved by Nomad'],
  ],
  [
    'a variable where it is declared',
    'variable "im<|>age" {\n  type = string\n  description = "What runs"\n}\n',
    ['What runs', 'string', 'It has no default', 'nothing in this file uses it'],
  ],
  [
    'a local: its value',
    'locals {\n  tag = upper("a")\n  im<|>age = "x:${local.tag}"\n}\n',
    ['**local.image**', '`"x:A"`', 'line 3'],
  ],
  ['a type of a variable', 'variable "a" {\n  type = li<|>st(string)\n}\n', ['in order']],
  [
    'one of several values: what this one means',
    'job "j" {\n  type = "bat<|>ch"\n}\n',
    ['Runs until every task ended well', 'scheduled'],
  ],
  [
    'the environment name of a port: the port',
    'job "j" {\n  group "g" {\n    network {\n      port "http-api" { to = 80 }\n    }\n    task "t" {\n      env {\n        A = "${NOMAD_PORT_http<|>_api}"\n      }\n    }\n  }\n}\n',
    ['**NOMAD_PORT_http_api**', 'port "http-api", dynamic, to 80'],
  ],
  [
    'a volume: who mounts it',
    'job "j" {\n  group "g" {\n    volume "da<|>ta" {}\n    task "t" {\n      volume_mount {\n        volume = "data"\n      }\n    }\n  }\n}\n',
    ['Mounted in line 6'],
  ],
  ['a name without its value yet', task('      driv<|>er'), ['driver', 'string']],
];

const utc = (text: string): number => Date.parse(`${text}:00Z`);

describe('next runs of a cron expression', () => {
  const runs = (expression: string, zone: string, from: string): readonly string[] =>
    nextRuns(expression, zone, utc(from), 3).map((run) => new Date(run).toISOString().slice(0, 16));

  it('are times of the zone', () => {
    assert.deepEqual(runs('0 3 * * *', 'UTC', '2026-01-05T02:00'), [
      '2026-01-05T03:00',
      '2026-01-06T03:00',
      '2026-01-07T03:00',
    ]);
    assert.deepEqual(runs('30 9 * * 1-5', 'Europe/Berlin', '2026-07-03T08:00'), [
      '2026-07-06T07:30',
      '2026-07-07T07:30',
      '2026-07-08T07:30',
    ]);
  });

  it('are on a day that either field of days selects', () => {
    assert.deepEqual(runs('0 0 13 * FRI', 'UTC', '2026-02-06T00:00'), [
      '2026-02-13T00:00',
      '2026-02-20T00:00',
      '2026-02-27T00:00',
    ]);
  });

  it('leave out the hour that summer time skips', () => {
    assert.deepEqual(runs('30 2 * * *', 'Europe/Berlin', '2026-03-28T00:00'), [
      '2026-03-28T01:30',
      '2026-03-30T00:30',
      '2026-03-31T00:30',
    ]);
  });

  it('are none where the text does not tell', () => {
    assert.deepEqual(runs('0 3 L * *', 'UTC', '2026-01-05T02:00'), []);
    assert.deepEqual(runs('0 3 * * *', 'Mars/Olympus', '2026-01-05T02:00'), []);
    assert.deepEqual(runs('61 3 * * *', 'UTC', '2026-01-05T02:00'), []);
  });
});

describe('hover', () => {
  for (const [title, text, parts] of cases) {
    it(title, async () => {
      const markdown = (await direct.hover(text)) ?? '';
      for (const part of parts) assert.ok(markdown.includes(part), `"${part}" is not in:\n${markdown}`);
    });
  }

  it('says the same over the protocol', async () => {
    const lsp = await startLsp();
    for (const [, text] of cases) assert.equal(await lsp.hover(text), await direct.hover(text));
    await lsp.close();
  });

  it('is silent where there is nothing to say', async () => {
    assert.equal(await direct.hover('job "j" {\n<|>\n}\n'), undefined);
  });
});
