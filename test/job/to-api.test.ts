/** The job as Nomad's API takes it: recorded answers of Nomad's parser, its oddities one by one, and what is missing. */
import assert from 'node:assert/strict';
import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from '@hcl/parser';
import type { Analysis } from '../../server/src/analysis';
import { analyze } from '../../server/src/analyze';
import { apiJson } from '../../server/src/job/api-value';
import { errorsOf, toApiJob } from '../../server/src/job/to-api';
import type { Level, Problem } from '../../server/src/problem';
import { defaultSettings } from '../../server/src/settings';
import type { VariableInputs } from '../../server/src/values/variables';
import { findNomad } from '../support/real-nomad';

const fixtures = join(process.cwd(), 'test/fixtures/api');

const judged = (text: string, settings = defaultSettings, inputs: VariableInputs = {}): Analysis =>
  analyze({ uri: 'file:///test.nomad.hcl', languageId: 'nomad', text }, settings, inputs);

const convert = (text: string, inputs?: VariableInputs) => toApiJob(judged(text, defaultSettings, inputs));

const ids = (problems: readonly Problem[]): readonly string[] => problems.map(({ id }) => id);

/** Lines of a job; the fields of its only group's only task are in `task`. */
function jobOf(lines: string): Fields & { readonly group: Group; readonly task: Fields } {
  const { job, missing } = convert(`job "j" {\n${lines}\n}\n`);
  assert.deepEqual(missing, []);
  assert.ok(job, lines);
  const fields = job as unknown as Fields & { readonly TaskGroups: readonly Group[] };
  return { ...fields, group: fields.TaskGroups?.[0] as Group, task: fields.TaskGroups?.[0]?.Tasks?.[0] as Fields };
}
const taskOf = (lines: string, group = '', job = '') =>
  jobOf(`${job}\n group "g" {\n${group}\n task "t" {\n driver = "x"\n${lines}\n}\n}`).task;

type Fields = Readonly<Record<string, unknown>>;
type Group = Fields & { readonly Tasks: readonly Fields[] };

describe('the job for the API', () => {
  for (const file of readdirSync(fixtures).filter((name) => name.endsWith('.nomad.hcl'))) {
    it(`${file}: as Nomad's parser gives it`, () => {
      const path = join(fixtures, file);
      const variables = path.replace('.nomad.hcl', '.vars.hcl');
      const files = existsSync(variables)
        ? [{ uri: 'file:///vars', syntax: parse(readFileSync(variables, 'utf8')) }]
        : [];
      const { job, missing } = convert(readFileSync(path, 'utf8'), { files });
      assert.deepEqual(missing, []);
      const recorded = JSON.parse(readFileSync(path.replace('.nomad.hcl', '.json'), 'utf8'));
      assert.deepEqual(withoutNulls(job), withoutNulls(recorded));
    });
  }

  const constraints: readonly (readonly [string, Fields])[] = [
    ['attribute = "a"\n value = "b"', { LTarget: 'a', RTarget: 'b', Operand: '=' }],
    ['attribute = "a"\n version = "> 1"\n regexp = "x"', { LTarget: 'a', RTarget: 'x', Operand: 'regexp' }],
    ['distinct_hosts = false', { LTarget: '', RTarget: 'false', Operand: 'distinct_hosts' }],
    ['distinct_property = "p"\n value = "3"', { LTarget: 'p', RTarget: '3', Operand: 'distinct_property' }],
    ['attribute = "a"\n is_set = "x"', { LTarget: 'a', RTarget: '', Operand: '=' }],
  ];
  for (const [lines, expected] of constraints) {
    it(`constraint: ${lines.replaceAll('\n', ';')}`, () => {
      assert.deepEqual(jobOf(`constraint {\n${lines}\n}`).Constraints, [expected]);
    });
  }

  it('keeps eight bits of the weight of an affinity', () => {
    const weights = [300, -129, 1.9].map((weight) => jobOf(`affinity {\n weight = ${weight}\n}`).Affinities);
    assert.deepEqual(
      weights.map((list) => (list as Fields[])[0]?.Weight),
      [44, 127, 1],
    );
  });

  it('makes lists of maps of blocks and objects in config, and keeps everything else as it is written', () => {
    const { Config: config } = taskOf(
      'config {\n args = [1, "b", null]\n port = "80"\n a = { x = 1 }\n b = ({ x = 1 })\n a2 {\n c "l" "m" {\n d = true\n }\n c {\n}\n}\n dynamic "q" {\n}\n}',
    );
    assert.deepEqual(config, {
      args: [1, 'b', null],
      port: '80',
      a: [{ x: 1 }],
      b: { x: 1 },
      a2: [{ c: [{ l: [{ m: [{ d: true }] }] }, {}] }],
      dynamic: [{ q: [{}] }],
    });
  });

  it('makes a list of a map of maps, and leaves an object of objects', () => {
    const { Config: config } = taskOf(
      'config {\n a = convert({ z = { x = 1 }, b = { x = 2 } }, map(map(number)))\n c = ({ z = { x = 1 } })\n}',
    );
    assert.deepEqual(config, { a: [{ x: 2 }, { x: 1 }], c: { z: { x: 1 } } });
  });

  it('does not convert what the schema of a driver would have otherwise', () => {
    const { Config: config } = jobOf(
      'group "g" {\n task "t" {\n driver = "docker"\n config {\n image = "a:1"\n privileged = "true"\n pids_limit = "5"\n image_pull_timeout = "5m"\n}\n}\n}',
    ).task;
    assert.deepEqual(config, { image: 'a:1', image_pull_timeout: '5m', pids_limit: '5', privileged: 'true' });
  });

  it('sorts ports by whether they have a number, and forgets reserved_ports beside them', () => {
    const { group } = jobOf(
      'group "g" {\n network {\n reserved_ports "r" {\n static = 1\n }\n port "a" {\n static = 80\n}\n port "b" {\n to = 1\n}\n}\n}',
    );
    const [network] = group.Networks as Fields[];
    const port = { HostNetwork: '', IgnoreCollision: false };
    assert.deepEqual(network?.ReservedPorts, [{ Label: 'a', Value: 80, To: 0, ...port }]);
    assert.deepEqual(network?.DynamicPorts, [{ Label: 'b', Value: 0, To: 1, ...port }]);
  });

  it('hands vault and secrets down: own before group before job', () => {
    const vault = (role: string) => `vault {\n role = "${role}"\n}`;
    const secret = (name: string) => `secret "${name}" {\n provider = "p"\n}`;
    const roles = [
      taskOf(vault('t'), vault('g'), vault('j')),
      taskOf('', vault('g'), vault('j')),
      taskOf('', '', vault('j')),
    ].map((task) => (task.Vault as Fields).Role);
    assert.deepEqual(roles, ['t', 'g', 'j']);
    const names = [taskOf(secret('t'), secret('g'), secret('j')), taskOf('', secret('g'), secret('j'))].map((task) =>
      (task.Secrets as Fields[]).map((one) => one.Name),
    );
    assert.deepEqual(names, [
      ['t', 't', 'j'],
      ['g', 'j'],
    ]);
  });

  it('moves the default identity, and leaves the others', () => {
    const task = taskOf('identity {\n env = true\n}\nidentity {\n name = "b"\n}\nidentity {\n name = "default"\n}');
    assert.equal((task.Identity as Fields).Env, true);
    assert.deepEqual(
      (task.Identities as Fields[]).map(({ Name: name }) => name),
      ['b', 'default'],
    );
  });

  it('reads meta and env in both forms, computed keys included', () => {
    const forms = [
      'meta {\n a = 1\n}',
      'meta = { a = 1 }',
      'meta = { (format("a")) = "1" }',
      'meta = merge({ a = 1 })',
    ];
    for (const form of forms) assert.deepEqual(taskOf(form).Meta, { a: '1' }, form);
    assert.deepEqual(taskOf('env {}').Env, {});
    assert.equal(taskOf('env = null').Env, null);
  });

  it('leaves unset what is null', () => {
    const job = jobOf('region = null\n priority = null\n datacenters = []') as Fields;
    assert.deepEqual([job.Region, job.Priority, job.Datacenters], [null, null, []]);
  });

  it('takes job values from variables and names those without a value, used or not', () => {
    const text = 'variable "n" {\n type = number\n}\nvariable "unused" {}\njob "j" {\n priority = var.n\n}\n';
    assert.equal(convert(text, { flags: ['n=7', 'unused=x'] }).job?.Priority, 7);
    const { job, missing } = convert(text);
    assert.equal(job, undefined);
    assert.deepEqual(
      missing.map(({ start, message }) => [text.slice(start).slice(0, 3), /"(\w+)" has no value/.exec(message)?.[1]]),
      [
        ['"n"', 'n'],
        ['"un', 'unused'],
      ],
    );
  });

  it('gives no job with an unknown value in it', () => {
    const { job, missing } = convert('job "j" {\n meta {\n a = file("a.txt")\n }\n}\n');
    assert.equal(job, undefined);
    assert.match(missing.map((m) => m.message).join(), /file\("a\.txt"\) is not known/);
  });

  it('gives no job with a number that JSON does not have; as a text it may stand', () => {
    const task = (lines: string) => `job "j" {\n group "g" {\n task "t" {\n ${lines}\n}\n}\n}\n`;
    for (const value of ['1 / 0', '["a", -1 / 0]', '{ a = 1e400 }']) {
      const { job, missing } = convert(task(`config {\n a = ${value}\n}`));
      assert.equal(job, undefined, value);
      assert.match(missing.map((m) => m.message).join(), /is infinite/, value);
    }
    assert.deepEqual(convert(task('env {\n A = 1 / 0\n}')).missing, []);
  });

  it('makes of an infinite weight the byte that Nomad makes of it', () => {
    for (const [value, weight] of [
      ['1 / 0', -1],
      ['-1 / 0', 0],
    ]) {
      const { job } = convert(`job "j" {\n affinity {\n attribute = "a"\n value = "b"\n weight = ${value}\n}\n}\n`);
      assert.deepEqual(job?.Affinities, [{ LTarget: 'a', RTarget: 'b', Operand: '=', Weight: weight }]);
    }
  });

  it('gives no job where Nomad stops reading, and one where only its validator refuses', () => {
    assert.equal(convert('job "j" {\n prioriti = 1\n}\n').job, undefined);
    assert.equal(convert('job "j" {\n priority = "high"\n}\n').job, undefined);
    assert.equal(convert('job "j" {\n priority = 500\n}\n').job?.Priority, 500);
  });

  const ofParser = [
    'group "g" {\n scaling {\n min = 1\n}\n}',
    'group "g" {\n scaling {\n max = 1\n type = "vertical"\n}\n}',
    'task "t" {\n scaling "disk" {\n max = 1\n}\n}',
    'task "t" {\n scaling "cpu" {\n type = "vertical_mem"\n}\n}',
    'task "t" {\n scaling "cpu" {\n}\n scaling "CPU" {\n}\n}',
    'task "t" {\n lifecycle {\n}\n}',
    'task "t" {\n action "a" {\n}\n}',
    'spread {\n weight = 128\n}',
    'spread {\n target "a" {\n percent = 256\n}\n}',
    'task "t" {\n resources {\n device "a" {\n count = 0.5\n}\n}\n}',
    'priority = 9223372036854775808',
    'group "g" {\n shutdown_delay = "9223372036854775808ns"\n}',
  ];
  for (const lines of ofParser) {
    it(`gives no job, as Nomad's parser refuses ${lines.replaceAll('\n', '')}`, () => {
      assert.deepEqual(convert(`job "j" {\n${lines}\n}\n`), { job: undefined, missing: [] });
    });
  }

  const inForm = ['}', 'prioriti = 1', 'priority = "high"', 'priority = nope("1")', 'priority = var.none'];
  const inLabel = 'variable "n" {\n default = "x"\n}\njob "${var.n}" {\n group "g" {\n}\n}\n';
  for (const text of [...[...inForm, ...ofParser].map((lines) => `job "j" {\n${lines}\n}\n`), inLabel]) {
    it(`gives no job and says why, whatever is set for what it finds in ${text.replaceAll('\n', '')}`, () => {
      const before = judged(text);
      assert.notDeepEqual(ids(errorsOf(before)), []);
      const found = [...new Set(ids(before.problems))];
      const set = (level: Level) => ({ ...defaultSettings, rules: Object.fromEntries(found.map((id) => [id, level])) });
      for (const quiet of [
        judged(text, set('off')),
        judged(text, set('hint')),
        judged(`# nomad-lint: allow-file ${found.join(', ')}\n${text}`),
      ]) {
        assert.deepEqual(ids(quiet.problems.filter(({ severity }) => severity === 'error')), []);
        assert.deepEqual(toApiJob(quiet), { job: undefined, missing: [] });
        assert.deepEqual(ids(errorsOf(quiet)), ids(before.refusals));
      }
    });
  }

  it('gives the job where a person made an error of what Nomad accepts', () => {
    const text = 'variable "unused" {\n default = 1\n}\njob "j" {\n group "g" {\n task "t" {\n driver = "x"\n}\n}\n}\n';
    const strict = judged(text, { ...defaultSettings, rules: { 'variable/unused': 'error' } });
    assert.deepEqual(ids(errorsOf(strict)), ['variable/unused']);
    assert.equal(toApiJob(strict).job?.ID, 'j');
  });

  it('gives the job that only the validator refuses: the same attributes with other values', () => {
    const { group } = jobOf('group "g" {\n scaling {\n max = null\n}\n}');
    assert.equal((group.Scaling as Fields).Max, null);
    assert.equal(jobOf('spread {\n weight = 127\n}').Spreads !== null, true);
    assert.equal(jobOf('priority = 9223372036854775807').Priority, 9223372036854775807n);
    assert.equal(
      jobOf('group "g" {\n shutdown_delay = "9223372036854775807ns"\n}').group.ShutdownDelay,
      2n ** 63n - 1n,
    );
  });

  it('keeps all digits of whole numbers, in fields, config and text', () => {
    const { task, group } = jobOf(`group "g" {
      count          = 9007199254740993
      shutdown_delay = "2502h0m0.000000001s"
      task "t" {
        config {
          id    = -9223372036854775808
          large = 9223372036854775808
          ids   = [9007199254740993]
        }
        env {
          ID = 123456789012345678901
        }
      }
    }`);
    assert.deepEqual([group.Count, group.ShutdownDelay], [9007199254740993n, 9007200000000001n]);
    assert.deepEqual(task.Config, { id: -(2n ** 63n), large: 2 ** 63, ids: [9007199254740993n] });
    assert.deepEqual(task.Env, { ID: '123456789012345678901' });
    assert.equal(
      apiJson({ a: [9007199254740993n, '9n'] }),
      '{\n    "a": [\n        9007199254740993,\n        "9n"\n    ]\n}',
    );
  });

  it('cuts off what unsigned fields do not hold', () => {
    const [device] = (
      taskOf('resources {\n device "a" {\n count = 2.5\n}\n}').Resources as { readonly Devices: readonly Fields[] }
    ).Devices;
    assert.equal(device?.Count, 2);
    assert.deepEqual(jobOf('affinity {\n weight = 1e30\n}').Affinities, [
      { LTarget: '', RTarget: '', Operand: '=', Weight: -1 },
    ]);
  });

  it('leaves out what is wrong in the vault block of a group, as Nomad does', () => {
    const { task } = jobOf('group "g" {\n vault {\n role = {}\n cluster = "c"\n}\n task "t" {\n}\n}');
    assert.deepEqual([(task.Vault as Fields).Role, (task.Vault as Fields).Cluster], ['', 'c']);
    const secret =
      'secret "s" {\n env {\n A = []\n B = "b"\n}\n dynamic "config" {\n for_each = 1\n content {\n}\n}\n}';
    const [first] = jobOf(`group "g" {\n ${secret}\n task "t" {\n}\n}`).task.Secrets as readonly Fields[];
    assert.deepEqual([first?.Env, first?.Config], [{ B: 'b' }, null]);
  });

  it('knows every struct and field that the schemas name', () => {
    const { structs } = JSON.parse(readFileSync('schemas/api-structs.json', 'utf8')) as {
      readonly structs: Readonly<Record<string, Fields>>;
    };
    const wrong = readdirSync('schemas/blocks').flatMap((file) => {
      const schema = JSON.parse(readFileSync(join('schemas/blocks', file), 'utf8'));
      const name: string | undefined = schema['x-nomad-api'];
      if (name === undefined) return [];
      const fields = Object.values<Fields>(schema.properties ?? {}).flatMap((p) => (p['x-nomad-api'] as string) ?? []);
      return fields.filter((field) => structs[name]?.[field] === undefined).map((field) => `${name}.${field}`);
    });
    // Nomad leaves this one out when it is not set.
    assert.deepEqual(wrong, ['Task.CSIPluginConfig']);
  });

  it('equals what nomad itself prints for the examples', function () {
    const program = findNomad();
    if (!program) return this.skip();
    this.timeout(120_000);
    const folder = join(process.cwd(), 'examples');
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((f) => f.endsWith('.nomad.hcl'));
    for (const file of files) {
      const printed: SpawnSyncReturns<string> = spawnSync(program, ['job', 'run', '-output', join(folder, file)], {
        encoding: 'utf8',
        maxBuffer: 1 << 26,
      });
      if (printed.status !== 0) continue;
      const { job } = convert(readFileSync(join(folder, file), 'utf8'));
      assert.deepEqual(withoutNulls(job), withoutNulls(JSON.parse(printed.stdout).Job), file);
    }
  });
});

/** null and an absent field are the same to Nomad's API. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, item]) => item !== null);
  return Object.fromEntries(entries.map(([key, item]) => [key, withoutNulls(item)]));
}
