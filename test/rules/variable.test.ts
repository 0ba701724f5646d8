/** Rules about the variables of a job file, and the repairs of names that nobody declares. */
import assert from 'node:assert/strict';
import { defaultSettings } from '../../server/src/settings';
import { checkSpec } from '../support/check';
import { analysisOf, direct, strict } from '../support/drivers';
import { checkFix, inTask } from './around';

const job = inTask('');

const withoutDefault = `variable "count" {
#        ^^^^^^^ information variable/no-default: every run must give it a value
  type = number
}
${inTask('      user = "${var.count}"\n      resources {\n        cpu = 100\n      }')}`;

const speaks: Readonly<Record<string, string>> = {
  'variables that nothing uses': `variable "used" {
  default = "a"
  validation {
    condition     = var.used != ""
    error_message = "Must not be empty."
  }
}
variable "itself" {
#        ^^^^^^^^ hint variable/unused: Nothing in this file uses the variable "itself"
  default = "a"
  validation {
    condition     = var.itself != ""
    error_message = "Must not be empty."
  }
}
variables {
  short = 1
  #^^^^ hint variable/unused: "short"
}
locals {
  a = var.used
}
${job}`,
  'variables in labels': `variable "name" {
  default = "web"
}
job "\${var.name}-job" {
#    ^^^^^^^^^^^ error variable/in-label: name = …
  group "g" {
    task "\${local.x}" {
    #     ^^^^^^^^^^ error variable/in-label: the label of this task
      driver = "exec"
      config {
        command = "/bin/a"
      }
    }
  }
}
`,
  'expressions of Jinja': `job "{{app}}" {
#    ^^^^^^^ warning variable/jinja: {{app}}
  datacenters = ["{{ dc | default('dc1') }}"]
  #               ^^^^^^^^^^^^^^^^^^^^^^^^^ warning variable/jinja: nothing renders this file
  group "g" {
    task "t" {
      driver = "docker"
      config {
        image = "app:{{ versions.app }}"
        #            ^^^^^^^^^^^^^^^^^^ warning variable/jinja: {{ versions.app }}
        args  = ["{{ name }}", "{{ lookup('env', 'HOME') }}"]
        #                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning variable/jinja: lookup
      }
    }
  }
}
`,
};

const silent: Readonly<Record<string, string>> = {
  'variables that are used as a whole': `variable "a" {
  default = "x"
}
locals {
  all = var
}
${job}`,
  'variables that name a secret': `variable "db_password" {
  type = string
}
${inTask('      user = var.db_password')}`,
  'templates and the braces of other programs': inTask(`
      template {
        destination = "local/a"
        data        = "{% if x %}{{ env \\"A\\" }}{% endif %}"
      }
      env {
        FORMAT = "{{ instance }} {{.Name}}"
      }
      meta {
        a = "{{ value }}"
      }`),
};

describe('rules about variables', () => {
  it('speak of variables without a default', () => checkSpec(strict, withoutDefault));
  for (const [title, text] of Object.entries(speaks)) it(`speak of ${title}`, () => checkSpec(direct, text));
  for (const [title, text] of Object.entries(silent)) it(`are silent about ${title}`, () => checkSpec(direct, text));

  const fixes: readonly (readonly [id: string, text: string])[] = [
    ['variable/unused', `variable "a" {\n  default = 1\n}\n\n${job}`],
    ['variable/unused', `variables {\n  a = 1\n}\n${job}`],
    ['variable/no-default', `variable "a" {\n  type = list(string)\n}\n${inTask('      user = var.a[0]')}`],
    ['variable/in-label', `variable "a" {\n  default = "x"\n}\n${job.replace('job "web"', 'job "${var.a}"')}`],
    [
      'variable/in-label',
      job.replace('group "web"', 'group "${local.a}"').replace('job "', 'locals {\n  a = "x"\n}\njob "'),
    ],
    ['variable/undeclared', inTask('      user = var.name')],
    ['reference/undeclared', inTask('      user = local.name')],
    ['reference/undeclared', `locals {\n  other = 1\n}\n${inTask('      user = local.name')}`],
  ];
  fixes.forEach(([id, text], i) => {
    it(`repair ${id} (${i + 1})`, () => checkFix(text, id));
  });

  it('speak of Ansible where they are asked to', () => {
    const text = `variable "name" {\n  type = string\n}\n${inTask('      user = var.name')}`;
    const found = (level: 'off' | 'information') =>
      analysisOf(text, { ...defaultSettings, rules: { 'variable/env-with-ansible': level } })
        .problems.filter(({ id }) => id === 'variable/env-with-ansible')
        .map(({ severity, message }) => [severity, message.includes('NOMAD_VAR_name')]);
    assert.deepEqual(found('information'), [['information', true]]);
    assert.deepEqual(found('off'), []);
    assert.ok(analysisOf(text).problems.every(({ id }) => id !== 'variable/env-with-ansible'));
  });

  it('name the variable that was meant', () => {
    const text = `variable "image_tag" {\n  default = "1"\n}\n${inTask('      user = var.image_tga')}`;
    const problem = analysisOf(text).problems.find(({ id }) => id === 'variable/undeclared');
    assert.ok(problem?.message.includes('Did you mean "image_tag"?'));
    assert.deepEqual(
      problem?.fixes?.map(({ title }) => title),
      ['Change to var.image_tag', 'Declare variable "image_tga" (string)'],
    );
  });

  const typed: readonly (readonly [use: string, type: string])[] = [
    ['      leader = var.x', 'bool'],
    ['      kill_timeout = var.x', 'string'],
    ['      user = "a-${var.x}"', 'string'],
    ['      shutdown_delay = "${var.x}s"', 'string'],
    ['      resources {\n        cpu = var.x\n      }', 'number'],
    ['      resources {\n        cpu = var.x * 2\n      }', 'number'],
    ['      resources {\n        cpu = "${var.x}"\n      }', 'number'],
    ['      leader = var.x ? true : false', 'bool'],
    ['      env {\n        A = var.x\n      }', 'string'],
    ['      user = join(",", [for x in var.x : x])', 'list(string)'],
    // Nothing in Nomad is of any type: the declaration has none then.
    ['      user = var.x.name', ''],
  ];
  for (const [use, type] of typed) {
    it(`type a variable from its use: ${use.trim()}`, () => {
      const text = inTask(use).replace(use.includes('shutdown_delay') ? /shutdown_delay = "5s"/ : /$^/, '');
      const fix = analysisOf(text)
        .problems.find(({ id }) => id === 'variable/undeclared')
        ?.fixes?.find(({ title }) => title.startsWith('Declare'));
      assert.equal(fix?.title, `Declare variable "x"${type && ` (${type})`}`);
      assert.equal(fix?.edits[0]?.text.includes('type'), type !== '');
    });
  }
});
