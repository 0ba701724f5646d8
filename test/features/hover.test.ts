/** Hover: what a thing is for, and what it means here. */
import assert from 'node:assert/strict';
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
    ['default 3'],
  ],
  ['a function', task('      user = low<|>er("A")'), ['lower']],
  [
    'a runtime name',
    task('      env {\n        A = "${NOMAD_ALLOC_<|>ID}"\n      }'),
    ['NOMAD_ALLOC_ID', 'resolved by Nomad'],
  ],
  ['a name without its value yet', task('      driv<|>er'), ['driver', 'string']],
];

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
