/** Repairs of syntax errors: what the text is after the first one was taken. */
import assert from 'node:assert/strict';
import { parse } from '@hcl/parser';
import { applyEdits } from '../../server/src/text-edits';
import { analysisOf } from '../support/drivers';

/** Lines within a task, and what they are then. The file can be read afterwards. */
const cases: readonly (readonly [title: string, wrong: string, right: string])[] = [
  ['single quotes', "user = 'root'", 'user = "root"'],
  ['typographic quotes', 'user = “root”', 'user = "root"'],
  ['single typographic quotes', 'user = ‘root’', 'user = "root"'],
  ['backticks', 'user = `root`', 'user = "root"'],
  ['a semicolon at the end', 'user = "a";', 'user = "a"'],
  ['a semicolon between two', 'user = "a"; leader = true', 'user = "a"\n      leader = true'],
  ['a comma at the end', 'user = "a", # x', 'user = "a" # x'],
  ['one ampersand', 'leader = true & false', 'leader = true && false'],
  ['a name in quotes', '"user" = "a"', 'user = "a"'],
  ['a colon', 'user: "a"', 'user = "a"'],
  ['two on one line', 'user = "a" leader = true', 'user = "a"\n      leader = true'],
  ['an attribute as a block', 'driver "docker"', 'driver = "docker"'],
  ['no equals sign before a number', 'kill_timeout 30', 'kill_timeout = 30'],
  ['two equals signs', 'leader == true', 'leader = true'],
  ['an arrow', 'leader => true', 'leader = true'],
  ['a label in single quotes', "action 'x' {\n      }", 'action "x" {\n      }'],
  ['a block with an equals sign', 'action "x" = {\n      }', 'action "x" {\n      }'],
  ['a brace on the next line', 'action "x"\n      {\n      }', 'action "x" {\n      }'],
  ['no brace at all', 'action "x"', 'action "x" {\n      }'],
  [
    'several attributes on one line',
    'resources { cpu = 100 memory = 20 }',
    'resources {\n        cpu = 100\n        memory = 20\n      }',
  ],
  [
    'a block within a block on one line',
    'resources { device "gpu" { count = 1 } }',
    'resources {\n        device "gpu" { count = 1 }\n      }',
  ],
  ['no comma in a list', 'a = ["b" "c"]', 'a = ["b", "c"]'],
  ['no comma in a list over several lines', 'a = [\n  "b" # one\n  "c"\n]', 'a = [\n  "b", # one\n  "c"\n]'],
  ['no comma between arguments', 'a = max(1 2)', 'a = max(1, 2)'],
  ['no comma in an object', 'a = { b = 1 c = 2 }', 'a = { b = 1, c = 2 }'],
  ['a string without its end', 'user = "a', 'user = "a"'],
  ['an interpolation without its end', 'user = "a-${node.class"', 'user = "a-${node.class}"'],
  ['a backslash', 'user = "\\d+"', 'user = "\\\\d+"'],
  ['a path of Windows', 'user = "C:\\Users"', 'user = "C:\\\\Users"'],
  ['the same twice', 'user = "a"\n      user = "b"', 'user = "a"'],
  ['no value', 'leader = true\n      user =', 'leader = true'],
];

const inTask = (lines: string): string => `job "j" {\n  group "g" {\n    task "t" {\n      ${lines}\n    }\n  }\n}\n`;

describe('repairs of syntax', () => {
  for (const [title, wrong, right] of cases) {
    it(title, () => {
      const text = inTask(wrong);
      const problem = analysisOf(text).problems.find(({ id }) => id.startsWith('syntax/'));
      const [fix] = problem?.fixes ?? [];
      assert.ok(fix, `no repair of ${problem?.id ?? 'nothing'}`);
      const repaired = applyEdits(text, fix.edits);
      assert.equal(repaired, inTask(right));
      assert.deepEqual(parse(repaired).errors, []);
    });
  }

  it('keep the line breaks of the file', () => {
    const text = inTask('user = "a"; leader = true').replaceAll('\n', '\r\n');
    const [fix] = analysisOf(text).problems.find(({ id }) => id === 'syntax/semicolon')?.fixes ?? [];
    assert.equal(
      applyEdits(text, fix?.edits ?? []),
      inTask('user = "a"\n      leader = true').replaceAll('\n', '\r\n'),
    );
  });

  it('are none where it is not clear what was meant', () => {
    for (const line of ['a = [1', 'a = (1', '}', 'user = "a" }', 'frobnicate 3'])
      for (const problem of analysisOf(inTask(line)).problems.filter(({ id }) => id.startsWith('syntax/')))
        assert.deepEqual(problem.fixes ?? [], [], `${line}: ${problem.id}`);
  });
});
