/** Rules about the text of templates (consul-template, text/template, client/allocrunner/taskrunner/template). */
import { checkSpec } from '../support/check';
import { direct } from '../support/drivers';
import { checkFix, inTask } from './around';

/** A template with this text, in a task with these other lines. */
const template = (data: string, lines = '', task = ''): string =>
  inTask(`${task}
      consul {
      }
      vault {
      }
      template {
        destination = "secrets/file"
${lines}
        data = <<-EOT
${data
  .split('\n')
  .map((line) => `          ${line}`)
  .join('\n')}
        EOT
      }`);

/** A job whose container starts the file that the template writes. */
const started = (config: string, lines: string): string =>
  `job "j" {\n  group "g" {\n    task "t" {\n      driver = "docker"\n      config {\n        image = "app:1"\n${config}\n      }\n      template {\n        data        = "#!/bin/sh"\n        destination = "local/start.sh"\n${lines}\n      }\n    }\n  }\n}\n`;

const speaks: Readonly<Record<string, string>> = {
  'mistakes in the language': template(`{{ with secret "kv/data/app" }}
{{ .Data.data.user }
#                  ^ warning template/syntax: task "server" fails
{{ end }}`),
  'what is never closed, under indentation': template(`{{ range service "api" }}
#  ^^^^^ warning template/syntax: "range" is never closed
x`),
  'functions that do not exist': template(`{{ getenv "A" }}{{ "a" | nindent 2 }}{{ keyOrDefalt "a" "b" }}
#  ^^^^^^ warning template/unknown-function: Did you mean "env"?
#                        ^^^^^^^ warning template/unknown-function: Did you mean "sprig_nindent"?
#                                       ^^^^^^^^^^^ warning template/unknown-function: Did you mean "keyOrDefault"?
{{ plugin "x" }}
#  ^^^^^^ warning template/unknown-function: Clients refuse "plugin"`),
  'the number of arguments': template(`{{ env }}{{ key "a" | toJSON }}{{ key "a" "b" }}
#  ^^^ warning template/syntax: "env" takes 1 argument (name), and here are 0
#                                 ^^^ warning template/syntax: "key" takes 1 argument (path), and here are 2`),
  'versions of the KV engine':
    template(`{{ with secret "kv/data/app" }}{{ .Data.password }}{{ .Data.data.user }}{{ .Data.metadata.version }}{{ end }}
#                                       ^^^^^^^^ hint template/kv2-data: ".Data.password" is not there
{{ $s := secret "kv/app" }}{{ range $k, $v := $s.Data.data }}{{ end }}{{ $s.Data.data.x }}
#                                                                                ^^^^ hint template/kv2-data: "kv/data/app" in place of
{{ (secret "kv/data/app").Data.token }}
#                              ^^^^^ hint template/kv2-data: ".Data.token" is not there`),
  'names of the shell': template(`exec \${APP} $\${OTHER} \${NOMAD_JOB_NAME} \${attr.cpu.arch}
#    ^^^^^^ hint template/hcl-interpolation-in-heredoc: knows "APP"
#                                       ^^^^^^^^^^^^^^^^ warning template/hcl-interpolation-in-heredoc: is not interpolated`),
  'names that become a variable as they stand': template(
    `ID=\${NOMAD_ALLOC_ID}
#  ^^^^^^^^^^^^^^^^^ warning template/hcl-interpolation-in-heredoc: the variable gets`,
    '        env = true',
  ),
  'delimiters that nobody uses': template(
    `{{ env "A" }}
#  ^^^ warning template/delimiter: The delimiters of this template`,
    '        left_delimiter  = "[["\n        right_delimiter = "]]"',
  ),
  'delimiters that are one': template(
    'x',
    '        left_delimiter  = "%%"\n        right_delimiter = "%%"\n        #                 ^^^^ warning template/delimiter: that differ',
  ),
  'a program that may not be run': started(
    '        command = "/local/start.sh"',
    '        #             ^^^^^^^^^^^^^^^^ warning template/perms: not executable with the permissions 0644',
  ),
  'a file that nobody may read': started(
    '',
    '        perms = "0044"\n        #       ^^^^^^ warning template/perms: cannot read it',
  ),
  'expressions where nothing renders them': inTask(`
      env {
        A = "{{ key \\"a\\" }}"
        #   ^^^^^^^^^^^^^^^^^ warning template/expression-outside-template: for "A"
        B = "{{ .Name }} {{ range }}"
      }
      meta {
        c = "{{ env \\"NOMAD_JOB_ID\\" }}"
        #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning template/expression-outside-template: Write \${NOMAD_JOB_ID}
      }`),
};

const silent: Readonly<Record<string, string>> = {
  'sound templates': template(`{{- /* a comment with {{ braces }} */ -}}
{{ with secret "kv/data/app" }}{{ .Data.data.user | toJSON }}{{ end }}
{{ with secret "database/creds/app" }}{{ .Data.username }}{{ end }}
{{ with secret "pki/issue/app" "common_name=a" }}{{ .Data.certificate }}{{ end }}
{{ range $i, $s := service "api" }}{{ if $i }},{{ end }}{{ $s.Address }}:{{ .Port }}{{ else }}none{{ end }}
{{ env "A" | toUpper | sprig_trunc 3 }}{{ nomadVarExists "a" }}
{{ scratch.Set "n" 1 }}{{ scratch.Get "n" }}{{ range loop 1 3 }}{{ . }}{{ end }}{{ timestamp }}`),
  'braces of other programs': inTask(`
      template {
        destination     = "local/a"
        data            = "{{ $labels.instance }} [[ env \\"A\\" ]]"
        left_delimiter  = "[["
        right_delimiter = "]]"
      }
      env {
        FORMAT = "{{.Names}} {{ $labels.instance }} {{ instance }}"
      }`),
  'what is not known': `variable "text" {
  type = string
}
${template(`\${var.text} {{ if \${var.text} }} {{ env "\${var.text}" }}`)}`,
  'a script for a shell': started('        command = "sh"\n        args    = ["/local/start.sh"]', ''),
  'a program with permissions': started('        entrypoint = ["/local/start.sh"]', '        perms       = "0755"'),
  'names of loops of HCL': inTask(`
      template {
        destination = "local/a"
        data        = "%{ for port in [1, 2] }\${port}%{ endfor }"
      }`),
};

describe('rules about the text of templates', () => {
  for (const [title, text] of Object.entries(speaks)) it(`speak of ${title}`, () => checkSpec(direct, text));
  for (const [title, text] of Object.entries(silent)) it(`are silent about ${title}`, () => checkSpec(direct, text));

  const fixes: readonly (readonly [id: string, text: string])[] = [
    ['template/unknown-function', template('{{ getenv "A" }}')],
    ['template/kv2-data', template('{{ with secret "kv/data/app" }}{{ .Data.password }}{{ end }}')],
    ['template/kv2-data', template('{{ with secret "kv/app" }}{{ .Data.data.password }}{{ end }}')],
    ['template/hcl-interpolation-in-heredoc', template('exec ${APP}')],
    ['template/hcl-interpolation-in-heredoc', template('x ${attr.cpu.arch}')],
    ['template/delimiter', template('{{ env "A" }}', '        left_delimiter  = "[["\n        right_delimiter = "]]"')],
    ['template/perms', started('        command = "/local/start.sh"', '')],
    ['template/perms', started('', '        perms = "0000"')],
    ['template/expression-outside-template', inTask('      env {\n        A = "{{ key \\"a\\" }}"\n      }')],
    [
      'template/expression-outside-template',
      inTask('      env {\n        A = "{{ key \\"a\\" }}"\n        B = "b"\n      }'),
    ],
  ];
  fixes.forEach(([id, text], i) => {
    it(`repair ${id} (${i + 1})`, () => checkFix(text, id));
  });
});
