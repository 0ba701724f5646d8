/** Rules about templates (nomad/structs/structs.go Template.Validate, consul-template, text/template/parse). */
import { checkSpec } from '../support/check';
import { direct } from '../support/drivers';
import { checkFix, inTask } from './around';

const speaks: Readonly<Record<string, string>> = {
  'change modes': inTask(
    `      template {
        data          = "A=1"
        destination   = "local/a"
        env           = true
        change_mode   = "signal"
                      # ^^^^^^^^ error template/change-mode: A signal cannot bring new environment variables to a
        change_signal = ""
                      # ^^ error template/change-mode: change_mode is "signal", but the signal is empty
      }
      template {
        data        = "b"
        destination = "local/b"
        change_mode = "script"
                    # ^^^^^^^^ error template/change-mode: change_mode is "script", but there is no change_script
      }
      template {
        data        = "c"
        destination = "local/c"
        change_mode = "script"
        change_script {
          command = ""
                  # ^^ error template/change-mode: The change script has no command
        }
      }`,
    ``,
  ),
  destinations: inTask(
    `      template {
        data        = "a"
        destination = "local/a"
      }
      template {
        data        = "b"
        destination = "local/a"
                    # ^^^^^^^^^ error template/duplicate-destination: Another template of this task writes to "local/a"
      }
      template {
        data        = "c"
        destination = "./local//a"
                    # ^^^^^^^^^^^^ warning template/duplicate-destination: Another template of this task writes to "local/a"
      }
      template {
        data        = "d"
        source      = "local/d.tpl"
      # ^^^^^^ warning template/source-and-data: The template has its text in "data" and in a file too
        destination = "../../d"
                    # ^^^^^^^^^ error artifact/destination: "../../d" leads out of the allocation's folder
        wait {
          min = "30s"
              # ^^^^^ error template/wait: The shortest wait, 30s, is longer than the longest, 10s
          max = "10s"
        }
      }`,
    ``,
  ),
  syntax: inTask(
    `      template {
        destination = "local/a"
        data        = <<-EOF
          {{ range nomadService "api" }}
           # ^^^^^ warning template/syntax: "range" is never closed
          server {{ .Address }}
        EOF
      }
      template {
        destination = "local/b"
        data        = <<EOF
x = {{ key "a" }
             # ^ warning template/syntax: The character } has no meaning here
EOF
      }
      template {
        destination    = "local/c"
        left_delimiter = "[["
        right_delimiter = "]]"
        data           = "{{ ok [[ $x ]]"
                                 # ^^ warning template/syntax: The variable $x is not declared
      }`,
    ``,
  ),
  functions: inTask(
    `      template {
        destination = "secrets/a"
        data        = <<-EOF
          A={{ getenv "HOME" }}
             # ^^^^^^ warning template/unknown-function: Templates have no function "getenv"
          B={{ env "b" | upper }}
                       # ^^^^^ warning template/unknown-function: Templates have no function "upper"
          C={{ "x" | writeToFile "local/x" "" "" "0644" }}
                   # ^^^^^^^^^^^ warning template/unknown-function: Clients refuse "writeToFile" in templates unless their
        EOF
      }`,
    ``,
  ),
  'environment variables': inTask(
    `      template {
        destination = "local/a.env"
        env         = true
        data        = <<-EOF
          # comment
          A = {{ env "a" }}
          {{ range loop 3 }}{{ .Key }}={{ .Value }}
          {{ end }}
          port: 8080
        # ^^^^^^^^^^ warning template/env-format: "port: 8080" is no KEY=value line
        EOF
      }
      template {
        destination = "local/b.env"
        env         = true
        change_mode = "noop"
                    # ^^^^^^ warning template/env-noop: The task keeps its first environment: with "noop" a change
        data        = "B={{ env \\"b\\" }}"
      }
      env {
        LEVEL = "{{ key \\"app/level\\" }}"
              # ^^^^^^^^^^^^^^^^^^^^^^^^^ warning template/expression-outside-template: "env" is not rendered: the task sees the text {{ key … }}
        OTHER = "{{ .Level }} {{ key }}"
      }`,
    ``,
  ),
  secrets: inTask(
    `      template {
        destination = "local/password"
                    # ^^^^^^^^^^^^^^^^ warning vault/secret-path-public: The secret is written to "local/password", on the disk of
        data        = <<-EOF
          {{ with secret "kv/data/app" }}
                # ^^^^^^ warning vault/block-missing: The template calls "secret", which asks Vault, but task
          {{ .Data.data.password }}
          {{ end }}
        EOF
      }`,
    ``,
  ),
};

const silent: Readonly<Record<string, string>> = {
  'what may be filled in anywhere': `variable "x" {
  type = string
}
job "web" {
  group "web" {
    task "a" {
      driver = "exec"
      config {
        command = "/bin/a"
      }
      vault {
      }
      template {
        destination = "secrets/a"
        env         = true
        data        = <<-EOF
          A={{ key "\${var.x}/a" }}
          B={{ \${var.x} }}
          \${var.x}
          \${var.x}=1
          {{ with secret "a" }}C={{ .Data.c | toJSON }}{{ else }}C={{ sprig_default "x" "" }}{{ end }}
          {{- /* nothing */ -}}
          {{ $y := env "HOME" }}{{ if eq $y "a" }}D={{ $y }}{{ else if gt 1 2 }}{{ end }}
        EOF
      }
      template {
        destination = "local/b"
        data        = var.x
        change_mode = "script"
        change_script {
          command = "/bin/kill"
        }
      }
    }
  }
}`,
};

describe('rules of templates', () => {
  for (const [title, text] of Object.entries(speaks)) it(title, () => checkSpec(direct, text));
  for (const [title, text] of Object.entries(silent)) it(`silent: ${title}`, () => checkSpec(direct, text));

  it('repairs', () => {
    checkFix(speaks.secrets ?? '', 'vault/block-missing');
    checkFix(speaks.secrets ?? '', 'vault/secret-path-public');
  });
});
