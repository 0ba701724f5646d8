/** `nomad-jobs` as people and pipelines call it: what it prints and writes, and its exit codes. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const cli = join(process.cwd(), 'dist/cli.js');

const right = `job "web" {
  group "web" {
    task "web" {
      driver = "docker"

      config {
        image = "nginx:1.27"
      }

      resources {
        cpu    = 100
        memory = 128
      }
    }
  }
}
`;
const wrong = right.replace('memory', 'memroy');
const warned = right.replace(
  '    task',
  '    network {\n      port "http" {\n        static = 9999\n      }\n    }\n\n    task',
);
const unaligned = right.replace('cpu    =', 'cpu =');

describe('nomad-jobs', () => {
  let folder: string;

  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'nomad-jobs-')));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (name: string, text: string): void => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  };
  const run = (args: readonly string[], input = '') => {
    const { stdout, stderr, status } = spawnSync(process.execPath, [cli, ...args], {
      cwd: folder,
      input,
      encoding: 'utf8',
      env: { PATH: process.env.PATH },
    });
    return { stdout, stderr, status };
  };

  it('explains itself wherever somebody asks', () => {
    const { stdout } = run(['--help']);
    assert.match(stdout, /nomad-jobs check .*nomad-jobs fmt.*nomad-jobs json/s);
    for (const args of [[], ['help'], ['check', '--help'], ['fmt', '-h'], ['--help', 'json'], ['lsp', '--help']])
      assert.deepEqual(run(args), { stdout, stderr: '', status: 0 }, args.join(' '));
  });

  it('says what is wrong with a command, and ends with 2', () => {
    const cases: readonly (readonly [readonly string[], RegExp])[] = [
      [['chekc', '.'], /there is no "chekc"/],
      [['check'], /Name at least one file or folder/],
      [['check', 'nowhere'], /There is no file or folder "nowhere"/],
      [['check', '--format', 'xml', '.'], /There is no format "xml"\. Use pretty, json/],
      [['check', '--max-warnings', 'few', '.'], /needs a number, not "few"/],
      [['check', '--', '--help'], /There is no file or folder "--help"/],
      [['fmt', '--colour', '.'], /Unknown option '--colour'/],
      [['json', 'a', 'b'], /Name one job file/],
      [['json', '--var-file', 'none.hcl', '-'], /"none\.hcl" cannot be read/],
      [['lsp'], /say how to talk/],
    ];
    for (const [args, message] of cases) {
      const { stdout, stderr, status } = run(args);
      assert.deepEqual([stdout, status], ['', 2], args.join(' '));
      assert.match(stderr, message);
    }
  });

  it('check tells people the place, the reason and the rule, and counts', () => {
    write('jobs/right.nomad.hcl', right.replaceAll('"web"', '"api"'));
    write('jobs/wrong.nomad.hcl', wrong);
    write('jobs/notes.txt', 'job');
    const { stdout, status } = run(['check', 'jobs']);
    assert.equal(status, 1);
    assert.match(
      stdout,
      /^jobs\/wrong\.nomad\.hcl\n +12:9 +error +.*"memroy".*Did you mean "memory"\? +schema\/unknown-attribute\n/m,
    );
    assert.match(stdout, /\n1 error, 0 warnings in 1 of 2 files \(\d+\.\d s\)\n$/);
    assert.equal(run(['check', 'jobs/right.nomad.hcl']).status, 0);
  });

  it('check ends with 1 for more warnings than are allowed', () => {
    write('a.nomad.hcl', warned);
    const { stdout, status } = run(['check', '.']);
    const warnings = Number(/0 errors, (\d+) warning/.exec(stdout)?.[1]);
    assert.ok(warnings > 0, stdout);
    assert.equal(status, 0);
    assert.equal(run(['check', '--max-warnings', String(warnings), '.']).status, 0);
    assert.equal(run(['check', '--max-warnings', String(warnings - 1), '.']).status, 1);
  });

  it('check gives values to variables as nomad job run does', () => {
    write('a.nomad.hcl', `variable "size" {\n  type = number\n}\n\n${right.replace('= 128', '= var.size')}`);
    write('a.hcl', 'size = "many"\n');
    assert.equal(run(['check', '--var', 'size=64', 'a.nomad.hcl']).status, 0);
    const { stdout, status } = run(['check', '--var-file', 'a.hcl', 'a.nomad.hcl']);
    assert.equal(status, 1);
    assert.match(stdout, /^a\.hcl\n +1:8 +error/m);
  });

  describe('check --format', () => {
    const found = (format: string): string => {
      write('my jobs/50% #1.nomad.hcl', wrong);
      const { stdout, stderr, status } = run(['check', '--format', format, '.']);
      assert.deepEqual([stderr, status], ['', 1]);
      return stdout;
    };

    it('json: one list of problems', () => {
      const problems: readonly { readonly severity: string }[] = JSON.parse(found('json'));
      assert.deepEqual(
        problems
          .filter(({ severity }) => severity === 'error')
          .map((problem) => ({ ...problem, message: '', url: '' })),
        [
          {
            file: 'my jobs/50% #1.nomad.hcl',
            rule: 'schema/unknown-attribute',
            severity: 'error',
            message: '',
            range: { start: { line: 11, character: 8 }, end: { line: 11, character: 14 } },
            url: '',
            fixes: ['Change to "memory"', 'Remove "memroy"'],
          },
        ],
      );
    });

    it('sarif: places are URIs, and every result names a rule that the tool lists', () => {
      const { version, runs } = JSON.parse(found('sarif'));
      const [{ tool, results }] = runs;
      assert.equal(version, '2.1.0');
      const error = results.find(({ level }: { level: string }) => level === 'error');
      assert.deepEqual(error.locations[0].physicalLocation, {
        artifactLocation: { uri: 'my%20jobs/50%25%20%231.nomad.hcl' },
        region: { startLine: 12, startColumn: 9, endLine: 12, endColumn: 15 },
      });
      const rules = new Set(tool.driver.rules.map(({ id }: { id: string }) => id));
      assert.ok(results.every(({ ruleId }: { ruleId: string }) => rules.has(ruleId)));
    });

    it('github: workflow commands, a line each', () => {
      const [error, ...others] = found('github')
        .trimEnd()
        .split('\n')
        .filter((line) => line.startsWith('::error '));
      assert.deepEqual(others, []);
      assert.match(
        error ?? '',
        /^::error file=my jobs\/50%25 #1\.nomad\.hcl,line=12,col=9,endLine=12,endColumn=15,title=schema\/unknown-attribute::.*"memroy"/,
      );
    });

    it('junit: a failed case for the file, in well-formed XML', () => {
      const xml = found('junit');
      assert.match(xml, /<testsuite name="nomad-jobs" tests="1" failures="1">/);
      assert.match(xml, /<testcase name="my jobs\/50% #1\.nomad\.hcl"/);
      assert.match(xml, /<failure type="error" message="schema\/unknown-attribute: [^"<>]*&#34;memroy&#34;[^"<>]*">/);
    });
  });

  it('fmt writes what it changes and names it, and leaves what cannot be read whole', () => {
    write('a.nomad.hcl', unaligned);
    write('b.nomad.hcl', right);
    write('c.nomad.hcl', 'job "c" {\n  group =\n}\n');
    assert.deepEqual(run(['fmt', '--check', 'a.nomad.hcl']), { stdout: 'a.nomad.hcl\n', stderr: '', status: 1 });
    const { stdout, status } = run(['fmt', '--diff', 'a.nomad.hcl']);
    assert.match(stdout, /^- {8}cpu = 100\n\+ {8}cpu {4}= 100$/m);
    assert.equal(status, 0);
    assert.equal(readFileSync(join(folder, 'a.nomad.hcl'), 'utf8'), unaligned);
    const all = run(['fmt', '.']);
    assert.deepEqual([all.stdout, all.status], ['a.nomad.hcl\n', 2]);
    assert.match(all.stderr, /^c\.nomad\.hcl:2:/);
    assert.equal(readFileSync(join(folder, 'a.nomad.hcl'), 'utf8'), right);
    assert.equal(readFileSync(join(folder, 'c.nomad.hcl'), 'utf8'), 'job "c" {\n  group =\n}\n');
  });

  it('fmt and json read standard input', () => {
    assert.deepEqual(run(['fmt', '-'], unaligned), { stdout: right, stderr: '', status: 0 });
    assert.equal(run(['fmt', '--check', '-'], unaligned).status, 1);
    const { stdout, stderr, status } = run(['json', '-'], right);
    assert.deepEqual([stderr, status], ['', 0]);
    assert.equal(JSON.parse(stdout).Job.TaskGroups[0].Tasks[0].Config.image, 'nginx:1.27');
  });

  it('json prints no job that Nomad would refuse', () => {
    const { stdout, stderr, status } = run(['json', '-'], right.replace('"nginx:1.27"', 'var.image'));
    assert.deepEqual([stdout, status], ['', 1]);
    assert.match(stderr, /^<stdin>\n +7:20 +error +The variable "image" is not declared/m);
  });

  it('json reads files from where it is run, unless it must not', () => {
    write('web.conf', 'listen 80;\n');
    write('jobs/a.nomad.hcl', right.replace('"nginx:1.27"', 'trimspace(file("web.conf"))'));
    const { stdout, status } = run(['json', 'jobs/a.nomad.hcl']);
    assert.equal(status, 0);
    assert.equal(JSON.parse(stdout).Job.TaskGroups[0].Tasks[0].Config.image, 'listen 80;');
    assert.equal(run(['json', '--no-files', 'jobs/a.nomad.hcl']).status, 1);
  });
});
