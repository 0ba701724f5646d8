/** What Nomad reads and never looks at is no error, and what it looks at is one, in the place that it means. */
import assert from 'node:assert/strict';
import { analysisOf } from '../support/drivers';

const task = (lines = '') =>
  `    task "a" {\n      driver = "exec"\n      config {\n        command = "/bin/a"\n      }\n${lines}    }\n`;
const job = (lines: string, groups: readonly string[] = ['']) =>
  `job "web" {\n${lines}${groups.map((inner, i) => `  group "g${i}" {\n${inner}${task()}  }\n`).join('')}}\n`;
const group = (lines: string) => job('', [lines]);
const inTask = (lines: string) => `job "web" {\n  group "g" {\n${task(lines)}  }\n}\n`;

/** `id: first line` or `id: first line-last line` of each error. */
const errors = (text: string): string[] =>
  analysisOf(text)
    .problems.filter(({ severity }) => severity === 'error')
    .map(({ id, start, end }) => {
      const [from, to] = [start, end].map((offset) => text.slice(0, offset).split('\n').length);
      return `${id}: ${from === to ? from : `${from}-${to}`}`;
    });

const update = '    update {\n      health_check = "checks"\n      max_parallel = 1\n    }\n';
const check = (lines = '') =>
  `      check {\n        type     = "tcp"\n        interval = "10s"\n        timeout  = "2s"\n${lines}      }\n`;
const service = (lines: string) =>
  `    service {\n      port = "1234"\n      check_restart {\n        limit = -1\n      }\n${lines}    }\n`;

const table: readonly (readonly [string, string, ...string[]])[] = [
  [
    'settings of a job that every group replaces',
    job('  update {\n    health_check = "often"\n    max_parallel = -1\n  }\n', [update, update]),
  ],
  [
    'settings of a job that one group inherits',
    job('  update {\n    health_check = "often"\n  }\n', [update, '']),
    'schema/enum: 3',
  ],
  [
    'a setting that no group replaces',
    job('  update {\n    health_check = "checks"\n    canary = -1\n  }\n', [update]),
    'schema/range: 4',
  ],
  [
    'a migration that the only group replaces',
    job('  migrate {\n    health_check = "often"\n  }\n', ['    migrate {\n      health_check = "checks"\n    }\n']),
  ],
  [
    'the first of two default identities',
    inTask(
      '      identity {\n        change_mode = "often"\n        ttl = "-5s"\n      }\n      identity {\n        file = true\n      }\n',
    ),
  ],
  [
    'the second of two default identities',
    inTask('      identity {\n      }\n      identity {\n        change_mode = "often"\n      }\n'),
    'schema/enum: 11',
  ],
  [
    'a port of the task, inside',
    inTask(
      '      resources {\n        network {\n          port "a" {\n            to = 70000\n          }\n        }\n      }\n',
    ),
  ],
  [
    'a port of the task, outside',
    inTask(
      '      resources {\n        network {\n          port "a" {\n            static = 70000\n          }\n        }\n      }\n',
    ),
    'port/out-of-range: 11',
  ],
  [
    'a port of the group, inside',
    group('    network {\n      port "a" {\n        to = 70000\n      }\n    }\n'),
    'port/out-of-range: 5',
  ],
  [
    'reserved ports beside a port',
    group(
      '    network {\n      port "a" {\n      }\n      reserved_ports "b" {\n        static = 70000\n      }\n    }\n',
    ),
  ],
  [
    'a volume that another one replaces',
    group(
      '    volume "a" {\n      type = "host"\n      access_mode = "often"\n    }\n    volume "a" {\n      type = "host"\n      source = "a"\n    }\n',
    ),
  ],
  [
    'a volume that replaces another one',
    group(
      '    volume "a" {\n      type = "host"\n      source = "a"\n    }\n    volume "a" {\n      type = "host"\n      source = "a"\n      access_mode = "often"\n    }\n',
    ),
    'volume/host-mode: 10',
  ],
  ['a mount of no volume', inTask('      volume_mount {\n        propagation_mode = "often"\n      }\n')],
  ['restarts without a check', group(service(''))],
  [
    'restarts of a check with its own limit',
    group(service(check('        check_restart {\n          limit = 3\n        }\n'))),
  ],
  [
    'restarts of a check with other settings',
    group(service(check('        check_restart {\n          grace = "3s"\n        }\n'))),
    'schema/range: 6',
  ],
  [
    'the kind of a service that Nomad offers',
    group('    service {\n      port = "1234"\n      provider = "nomad"\n      kind = "often"\n    }\n'),
  ],
  [
    'the kind of a service that Consul offers',
    group('    service {\n      port = "1234"\n      kind = "often"\n    }\n'),
    'schema/enum: 5',
  ],
  [
    'a secret of a group, with what cannot be read and is needed',
    group('    secret "a" {\n      provider = ["nomad"]\n      path = "a"\n    }\n'),
    'schema/type: 4',
  ],
  [
    'a secret of a group, with what cannot be read and is not needed',
    group('    secret "a" {\n      provider = "nomad"\n      path = "a"\n      often = 1\n    }\n'),
  ],
  [
    'the settings of a provider of secrets',
    inTask(
      '      secret "a" {\n        provider = "nomad"\n        path = "a"\n        config {\n          engine = ["kv"]\n        }\n      }\n',
    ),
  ],
  [
    'a window of the Enterprise edition',
    inTask('      schedule {\n        cron {\n          end = "0 16"\n        }\n      }\n'),
  ],
  [
    'dynamic blocks in the config of a driver',
    `job "web" {\n  group "g" {\n    task "a" {\n      driver = "docker"\n      config {\n        image = "a"\n        dynamic "mount" {\n          for_each = null\n          often = 1\n        }\n      }\n    }\n  }\n}\n`,
  ],
  [
    'dynamic blocks in a variable',
    `variable "a" {\n  default = 1\n  dynamic "validation" {\n    for_each = ["a"]\n  }\n}\n${job('')}`,
    'schema/unknown-block: 3',
  ],
  [
    'the type of a scaling policy: at the block as well, where Nomad points',
    inTask('      scaling "cpu" {\n        type = "vertical_mem"\n        max = 5\n      }\n'),
    'scaling/task-policy: 8',
    'scaling/task-policy: 9',
  ],
  [
    'a value of a map: at the map as well, where Nomad points',
    inTask('      env = {\n        A = 1\n        B = ["a"]\n      }\n'),
    'schema/type: 8',
    'schema/type: 10',
  ],
  ['a key with dots', inTask('      env = {\n        net.core = 1\n      }\n'), 'expression/object-key: 9'],
  [
    'memory of a proxy, as Nomad has it',
    group(
      '    network {\n      mode = "bridge"\n    }\n    service {\n      port = "1234"\n      connect {\n        sidecar_service {}\n        sidecar_task {\n          resources {\n            memory = 0\n          }\n        }\n      }\n    }\n',
    ),
  ],
  [
    'memory of a proxy, too little',
    group(
      '    network {\n      mode = "bridge"\n    }\n    service {\n      port = "1234"\n      connect {\n        sidecar_service {}\n        sidecar_task {\n          resources {\n            memory = 5\n          }\n        }\n      }\n    }\n',
    ),
    'schema/range: 12',
  ],
  [
    'processors of a proxy',
    group(
      '    network {\n      mode = "bridge"\n    }\n    service {\n      port = "1234"\n      connect {\n        sidecar_service {}\n        sidecar_task {\n          resources {\n            numa {\n              affinity = "often"\n            }\n          }\n        }\n      }\n    }\n',
    ),
  ],
  ...['native = true', 'sidecar_service {}'].map((kind): [string, string, ...string[]] => [
    `what is laid over a proxy, where the service has ${kind}`,
    group(
      `    network {\n      mode = "bridge"\n    }\n    service {\n      port = "1234"\n      connect {\n        ${kind}\n        sidecar_task {\n          name = "a/b"\n          kill_timeout = "-1s"\n          volume_mount {\n            volume = "none"\n            destination = "/a"\n          }\n        }\n      }\n    }\n`,
    ),
    ...(kind === 'native = true' ? [] : ['schema/pattern: 11', 'schema/range: 12', 'volume/undefined: 14']),
  ]),
  [
    'settings of a plugin that are nothing',
    inTask(
      '      secret "a" {\n        provider = "a"\n        path = "a"\n        config {\n          b = null\n        }\n      }\n',
    ),
  ],
  [
    'a secret of a group without a task',
    'job "web" {\n  group "g" {\n    network {\n      mode = "bridge"\n    }\n    service {\n      connect {\n        gateway {\n          mesh {}\n        }\n      }\n      port = "1234"\n    }\n    secret "a" {\n      provider = ["a"]\n    }\n  }\n}\n',
  ],
  [
    'what is missing in a block that dynamic writes',
    inTask(
      '      dynamic "action" {\n        for_each = [1]\n        labels = ["a"]\n        content {\n        }\n      }\n',
    ),
    'schema/missing-attribute: 11-12',
  ],
  [
    'a label that dynamic writes',
    inTask(
      '      dynamic "scaling" {\n        for_each = ["disk"]\n        labels = [scaling.value]\n        content {\n          max = 5\n        }\n      }\n',
    ),
    'schema/pattern: 10',
  ],
  [
    'a block within a block on one line: to the blank line, where Nomad points',
    inTask('      resources { network { mode = "host" } }\n\n'),
    'syntax/one-line-attribute: 8-9',
  ],
  [
    'blocks of one dynamic, of which one counts',
    'job "web" {\n  dynamic "group" {\n    for_each = [["a"], []]\n    labels = ["g${group.key}"]\n    content {\n      network {\n        dynamic "port" {\n          for_each = group.value\n          labels = [port.value]\n          content {}\n        }\n        reserved_ports "b" {\n          to = 70000\n        }\n      }\n      task "a" {\n        driver = "exec"\n      }\n    }\n  }\n}\n',
    'schema/range: 13',
  ],
  [
    'more restarts than a number of nanoseconds can hold',
    group('    restart {\n      attempts = 2147483648\n      delay = "25s"\n    }\n'),
  ],
  [
    'other products that 64 bits cannot hold',
    group(
      '    affinity {\n      attribute = "a"\n      value = "b"\n      weight = 9223372036854775807\n    }\n    reschedule {\n      attempts = 2147483648\n      interval = "1h"\n      delay = "5s"\n      delay_function = "constant"\n      unlimited = false\n    }\n',
    ).replace('driver = "exec"', 'driver = "exec"\n      logs {\n        max_files = 1e18\n      }'),
  ],
  [
    'products that 64 bits can hold',
    group(
      '    reschedule {\n      attempts = 300000000\n      interval = "1h"\n      delay = "5s"\n      delay_function = "constant"\n      unlimited = false\n    }\n',
    ).replace('driver = "exec"', 'driver = "exec"\n      logs {\n        max_files = 1e17\n      }'),
    'reschedule/arithmetic: 4',
    'logs/disk: 13',
  ],
  [
    'what is missing: between header and first block',
    group(
      '    service {\n      port = "1234"\n\n      check {\n        type = "tcp"\n        interval = "10s"\n      }\n    }\n',
    ),
    'check/missing-field: 6-9',
  ],
  [
    'what is missing in a block of one line',
    group('    ephemeral_disk {}\n    volume "a" { type = "csi" }\n'),
    'volume/csi-mode-missing: 4',
    'volume/source-missing: 4',
  ],
  [
    'what excludes each other: both',
    group(
      '    network {\n      mode = "bridge"\n    }\n    service {\n      port = "1234"\n      task = "a"\n      connect {\n        native = true\n        sidecar_service {}\n      }\n    }\n',
    ),
    'schema/conflict: 10',
    'schema/conflict: 11',
  ],
  [
    'what stands twice: both',
    group('    service {\n      port = "1234"\n    }\n    service {\n      port = "1234"\n    }\n'),
    'service/duplicate: 3-5',
    'service/duplicate: 6-8',
  ],
];

describe('how much a finding weighs, and where it stands', () => {
  for (const [title, text, ...expected] of table) it(title, () => assert.deepEqual(errors(text), expected));
});
