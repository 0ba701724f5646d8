/** Completion: what is offered, in whole and in broken files, and what a file reads after an item was taken. */
import assert from 'node:assert/strict';
import { complete } from '../../server/src/features/completion';
import { wantsCompletion } from '../../server/src/lsp/completion-trigger';
import { analysisOf, type Completion, type Driver, direct, startLsp } from '../support/drivers';

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
  /** Take this item; these lines stand in the file then, the first one where the cursor was. */
  readonly writes?: readonly [label: string, ...lines: readonly string[]];
  /** The first items, in the order of the list. */
  readonly first?: readonly string[];
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
  {
    title: 'a job with its group and task, for an empty file',
    text: '<|>',
    writes: [
      'job',
      'job "name" {',
      '\tgroup "name" {',
      '\t\ttask "name" {',
      '\t\t\tdriver = "docker"',
      '',
      '\t\t\tconfig {',
      '\t\t\t\t',
      '\t\t\t}',
      '\t\t}',
      '\t}',
      '}',
    ],
  },
  {
    title: 'a block that refers to names of the group has them',
    text: job('    volume "data" {}\n    task "t" {\n<|>\n    }'),
    writes: ['volume_mount', 'volume_mount {', '\tvolume      = "data"', '\tdestination = ""', '\t', '}'],
  },
  {
    title: 'the text of a template is a heredoc',
    text: task('<|>'),
    writes: ['template', 'template {', '\tdata = <<-EOF', '\t\t', '\tEOF'],
  },
  {
    title: 'the config of a driver that is named above, with what it needs',
    text: task('      driver = "docker"\n<|>'),
    writes: ['config', 'config {', '\timage = "nginx:1.27-alpine"'],
  },
  {
    title: 'what is only for other types of job comes last',
    text: 'job "j" {\n  <|>\n}\n',
    first: ['datacenters', 'type', 'group'],
  },
  {
    title: 'type, path and times of a check first',
    text: job('    service {\n      check {\n        <|>\n      }\n    }'),
    first: ['type', 'interval', 'timeout'],
  },
  {
    title: 'variables where a plain value may stand, too',
    text: `variable "image" {}\n${task('      driver = "docker"\n      config {\n        image = <|>\n      }')}`,
    take: ['var.image', '        image = var.image'],
  },
  { title: 'functions once a word is begun', text: job('    count = le<|>'), take: ['length', '    count = length()'] },
  { title: 'no functions among a few known values', text: 'job "j" {\n  type = <|>\n}\n', absent: ['length'] },
  {
    title: 'a value that is written right behind the equals sign',
    text: 'job "j" {\n  type =<|>\n}\n',
    take: ['batch', '  type = "batch"'],
  },
  {
    title: 'items of a list within their quotes',
    text: 'job "j" {\n  datacenters = ["<|>"]\n}\n',
    take: ['dc1', '  datacenters = ["dc1"]'],
  },
  {
    title: 'labels of a block that has no body yet',
    text: job('    network {\n      port "<|>"\n    }'),
    take: ['http', '      port "http"'],
  },
  { title: 'nothing behind a value', text: 'job "j" {\n  type = "batch" <|>\n}\n', absent: ['group', 'region'] },
  {
    title: 'types of variables',
    text: 'variable "v" {\n  type = <|>\n}\n',
    take: ['list', '  type = list(string)'],
  },
  {
    title: 'types within types',
    text: 'variable "v" {\n  type = object({ a = <|> })\n}\n',
    take: ['number', '  type = object({ a = number })'],
  },
  {
    title: 'attributes of an object in a variable',
    text: `variable "v" {\n  default = { host = "a", port = 1 }\n}\n${job('    count = var.v.<|>')}`,
    offered: ['host', 'port'],
    absent: ['v'],
  },
  {
    title: 'the own ports first among the environment',
    text: job(
      '    network {\n      port "http" {}\n    }\n    task "t" {\n      env {\n        TIER = "${<|>}"\n      }\n    }',
    ),
    first: ['NOMAD_PORT_http', 'NOMAD_ADDR_http', 'NOMAD_IP_http'],
    absent: ['<name>', 'NOMAD_PORT_<task>_<label>'],
  },
  {
    title: 'only what goes on with what is there',
    text: job('    constraint {\n      attribute = "${attr.<|>}"\n    }'),
    first: ['attr.kernel.name', 'attr.cpu.arch'],
    absent: ['node.class', 'lower'],
  },
  {
    title: 'values that the attribute of a constraint may have',
    text: job('    constraint {\n      attribute = "${attr.kernel.name}"\n      value = "<|>"\n    }'),
    take: ['linux', '      value = "linux"'],
  },
  {
    title: 'the iterator of a dynamic block',
    text: job('    dynamic "service" {\n      for_each = ["a"]\n      content {\n        name = <|>\n      }\n    }'),
    take: ['service.value', '        name = service.value'],
  },
  {
    title: 'modes of CSI volumes',
    text: job('    volume "v" {\n      type = "csi"\n      access_mode = "<|>"\n    }'),
    offered: ['single-node-writer', 'multi-node-multi-writer', 'single-node-multi-writer'],
  },
  { title: 'nothing in a comment', text: job('    # <|>'), absent: ['task', 'count'] },
];

function check(items: readonly Completion[], { text, offered = [], absent = [], take, writes, first }: Case): void {
  const labels = items.map((item) => item.label);
  if (first) assert.deepEqual(labels.slice(0, first.length), first);
  for (const label of offered) assert.ok(labels.includes(label), `"${label}" is not among ${labels.join(', ')}`);
  for (const label of absent) assert.ok(!labels.includes(label), `"${label}" is offered`);
  if (writes) {
    const [label, ...lines] = writes;
    const start = text.indexOf('<|>');
    const written = items.find((item) => item.label === label)?.result.slice(start);
    assert.equal(written?.slice(0, lines.join('\n').length), lines.join('\n'));
  }
  if (!take) return;
  const item = items.find(({ label }) => label === take[0]);
  assert.ok(item, `"${take[0]}" is not among ${labels.join(', ')}`);
  const line = text.slice(0, text.indexOf('<|>')).split('\n').length - 1;
  assert.equal(item.result.split('\n')[line], take[1]);
}

describe('completion', () => {
  it('replaces only what the cursor touches, wherever it stands', () => {
    const text = task(
      '      driver = "docker"\n      leader = true\n      config {\n        image = "a:${var.b}"\n        ports = ["x"]\n      }\n      template {\n        data = <<EOT\n{{ with secret "a" }}{{ .Data.x }}{{ end }}\nEOT\n      }',
    );
    const analysis = analysisOf(`variable "b" {\n  type = list(string)\n}\n${text}`);
    for (let offset = 0; offset <= analysis.text.length; offset++)
      for (const { label, replace } of complete(analysis, offset))
        assert.ok(
          replace.start <= offset && offset <= replace.end,
          `${label} at ${analysis.text.slice(offset - 20, offset)}<|>`,
        );
  });

  it('opens by itself where something is asked for, not where somebody indents', () => {
    const asked = (line: string): boolean =>
      wantsCompletion(`job "j" {\n${line}`, `job "j" {\n${line}`.length, line.at(-1));
    for (const line of ['  type = ', '  a = ["x", ', '  a = "${ ', '  a = "${', '{{ env ', '  type = "', '  a = var.'])
      assert.ok(asked(line), line);
    for (const line of ['  ', '    ', 'group "g" {', '  type ', '# what ']) assert.ok(!asked(line), line);
  });

  for (const entry of cases) it(entry.title, async () => check(await direct.complete(entry.text), entry));

  it('says the same over the protocol', async () => {
    const lsp: Driver = await startLsp();
    for (const entry of cases) check(await lsp.complete(entry.text), entry);
    await lsp.close();
  });
});
