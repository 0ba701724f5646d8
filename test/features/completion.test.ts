/** Completion: what is offered, in whole and in broken files, and what a file reads after an item was taken. */
import assert from 'node:assert/strict';
import { type Completion, type Driver, direct, startLsp } from '../support/drivers';

const job = (inner: string): string => `job "j" {\n  group "g" {\n${inner}\n  }\n}\n`;
const task = (inner: string): string => job(`    task "t" {\n${inner}\n    }`);

interface Case {
  readonly title: string;
  /** With the cursor `<|>`. */
  readonly text: string;
  readonly offered?: readonly string[];
  readonly absent?: readonly string[];
  /** Take this item; the line of the cursor then reads so. */
  readonly take?: readonly [label: string, line: string];
}

const cases: readonly Case[] = [
  { title: 'an empty file', text: '<|>', offered: ['job', 'variable', 'locals'], absent: ['group', 'task'] },
  { title: 'an empty body', text: job('    <|>'), offered: ['task', 'network', 'count', 'volume'], absent: ['driver'] },
  { title: 'the middle of a word', text: job('    netw<|>'), take: ['network', '    network {'] },
  {
    title: 'a name that is there already keeps its value',
    text: job('    cou<|>nt = 3'),
    take: ['shutdown_delay', '    shutdown_delay = 3'],
  },
  {
    title: 'what may stand only once is not offered again',
    text: job('    count = 1\n    restart {\n    }\n    <|>'),
    offered: ['task', 'network'],
    absent: ['count', 'restart'],
  },
  {
    title: 'an unclosed block',
    text: 'job "j" {\n  group "g" {\n    task "t" {\n      <|>\n',
    offered: ['driver', 'config'],
  },
  { title: 'a line above a mistake', text: job('    <|>\n    count = = 3\n    task "t" {'), offered: ['network'] },
  { title: 'drivers, in quotes', text: task('      driver = "<|>"'), take: ['raw_exec', '      driver = "raw_exec"'] },
  {
    title: 'drivers, without quotes yet',
    text: task('      driver = <|>'),
    take: ['docker', '      driver = "docker"'],
  },
  {
    title: 'the config of a driver',
    text: task('      driver = "docker"\n      config {\n        <|>\n      }'),
    offered: ['image', 'ports', 'mount'],
    absent: ['jar_path'],
  },
  {
    title: 'config above its driver',
    text: task('      config {\n        <|>\n      }\n      driver = "java"'),
    offered: ['jar_path'],
    absent: ['image'],
  },
  {
    title: 'port labels of the group',
    text: job('    network {\n      port "http" {}\n    }\n    service {\n      port = "<|>"\n    }'),
    take: ['http', '      port = "http"'],
  },
  {
    title: 'a port label within a list',
    text: job(
      '    network {\n      port "http" {}\n      port "grpc" {}\n    }\n    task "t" {\n      driver = "docker"\n      config {\n        ports = ["http", "<|>"]\n      }\n    }',
    ),
    take: ['grpc', '        ports = ["http", "grpc"]'],
  },
  {
    title: 'volumes of the group',
    text: job('    volume "data" {}\n    task "t" {\n      volume_mount {\n        volume = "<|>"\n      }\n    }'),
    take: ['data', '        volume = "data"'],
  },
  {
    title: 'variables behind var.',
    text: `variable "image" {}\nlocals { tag = "1" }\n${job('    count = var.<|>')}`,
    offered: ['image'],
    absent: ['tag'],
  },
  {
    title: 'names inside an interpolation',
    text: `variable "image" {}\n${task('      user = "${<|>}"')}`,
    offered: ['var.image', 'NOMAD_ALLOC_ID', 'lower'],
  },
  {
    title: 'node attributes in a constraint',
    text: job('    constraint {\n      attribute = "${<|>}"\n    }'),
    offered: ['attr.kernel.name', 'node.class'],
    absent: ['NOMAD_ALLOC_DIR'],
  },
  {
    title: 'true and false',
    text: job('    ephemeral_disk {\n      sticky = <|>\n    }'),
    take: ['true', '      sticky = true'],
  },
  { title: 'types a dynamic block may write', text: job('    dynamic "<|>" {\n    }'), offered: ['network', 'task'] },
  {
    title: 'the content of a dynamic block',
    text: job('    dynamic "volume" {\n      for_each = []\n      content {\n        <|>\n      }\n    }'),
    offered: ['source', 'read_only'],
  },
  { title: 'nothing in a comment', text: job('    # <|>'), absent: ['task', 'count'] },
];

function check(items: readonly Completion[], { text, offered = [], absent = [], take }: Case): void {
  const labels = items.map((item) => item.label);
  for (const label of offered) assert.ok(labels.includes(label), `"${label}" is not among ${labels.join(', ')}`);
  for (const label of absent) assert.ok(!labels.includes(label), `"${label}" is offered`);
  if (!take) return;
  const item = items.find(({ label }) => label === take[0]);
  assert.ok(item, `"${take[0]}" is not among ${labels.join(', ')}`);
  const line = text.slice(0, text.indexOf('<|>')).split('\n').length - 1;
  assert.equal(item.result.split('\n')[line], take[1]);
}

describe('completion', () => {
  for (const entry of cases) it(entry.title, async () => check(await direct.complete(entry.text), entry));

  it('says the same over the protocol', async () => {
    const lsp: Driver = await startLsp();
    for (const entry of cases) check(await lsp.complete(entry.text), entry);
    await lsp.close();
  });
});
