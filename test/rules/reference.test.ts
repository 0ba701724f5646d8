/** References that are filled in when the job runs, and forms of ports that nobody maps any more. */
import { checkSpec } from '../support/check';
import { direct } from '../support/drivers';
import { checkFix } from './around';

const docker = (config: string, task = '', head = '', driver = 'docker') => `${head}job "web" {
  group "web" {
    task "server" {
      driver = "${driver}"
      config {
${config}
      }
${task}
    }
  }
}
`;

const image = '        image = "example/server:1"';

const speaks: Readonly<Record<string, string>> = {
  'names without "var.", unknown names and names that are misspelt': docker(
    `        image = "example/server:\${tag}"
        #                         ^^^ warning reference/runtime-unknown: Write var.tag
        args  = ["\${old_volume}", "\${NOMAD_ALOC_ID}", "\${node.unique.nam}"]
        #           ^^^^^^^^^^ warning reference/runtime-unknown: the task fails
        #                            ^^^^^^^^^^^^^ warning reference/runtime-unknown: Did you mean "NOMAD_ALLOC_ID"?
        #                                                ^^^^^^^^^^^^^^^ warning reference/runtime-unknown: Nodes have no "node.unique.nam"`,
    `      env {
        DATA = "\${old_volume}"
        #         ^^^^^^^^^^ information reference/runtime-unknown: stays as it is written
        HOME = "\${USER_HOME}"
      }`,
    `variable "tag" {
#        ^^^^^ hint variable/unused
  default = "1"
}
`,
  ),
  'the environment of a node, which containers do not get': docker(
    `${image}
        args  = ["\${HOME}"]
        #           ^^^^ warning reference/runtime-unknown: write $HOME`,
  ),
  'a map of ports beside the ports of the group': docker(`${image}
        port_map {
      # ^^^^^^^^ warning deprecated/port-map: the task fails to start
          http = 80
        }`).replace('    task', '    network {\n      port "http" {}\n    }\n    task'),
  'a map of ports of the task': docker(
    `${image}
        port_map = { http = 80 }
        #^^^^^^^ warning deprecated/port-map: "to" of the port`,
    `      resources {
        network {
      # ^^^^^^^ warning deprecated/resources-network: Move it to the group
          port "http" {
            static = 443
            #^^^^^^^^^^^ warning port/lb-port-outside-lb
          }
        }
      }`,
  ),
};

const silent: Readonly<Record<string, string>> = {
  'what Nomad, the node and the task know': docker(
    `${image}
        args  = ["\${NOMAD_ALLOC_ID}-\${NOMAD_META_x}", "\${node.unique.name}", "\${attr.cpu.arch}", "\${meta.rack}"]
        labels {
          own   = "\${LEVEL}"
          shell = "$$$\${level}"
          env   = "\${env["level"]}"
        }`,
    '      env {\n        LEVEL = "1"\n      }',
  ),
  'names of the file: locals, iterators of dynamic blocks and of for': docker(
    `        image = "\${local.image}"
        args  = [for name in ["a"] : "--\${name}"]`,
    '      dynamic "artifact" {\n        for_each = ["a"]\n        content {\n          source = "https://example.com/${artifact.value}"\n        }\n      }',
    'locals {\n  image = "example/server:1"\n}\n',
  ),
  'an environment that a template writes': docker(
    `${image}\n        args = ["\${DB_HOST}", "\${other}"]`,
    '      template {\n        data        = "DB_HOST=db"\n        destination = "local/env"\n        env         = true\n      }',
  ),
  'the environment of the node, where the program runs on it': docker(
    '        command = "${HOME}/bin/server"',
    '',
    '',
    'exec',
  ),
  'ports that say what is inside': docker(`${image}\n        ports = ["http"]`).replace(
    '    task',
    '    network {\n      port "http" {\n        to = 80\n      }\n    }\n    task',
  ),
};

describe('rules of references at run time, and of maps of ports', () => {
  for (const [title, text] of Object.entries(speaks)) it(`speak of ${title}`, () => checkSpec(direct, text));
  for (const [title, text] of Object.entries(silent)) it(`are silent about ${title}`, () => checkSpec(direct, text));

  it('repair', () => {
    checkFix(speaks['the environment of a node, which containers do not get'] ?? '', 'reference/runtime-unknown');
    checkFix(speaks['a map of ports beside the ports of the group'] ?? '', 'deprecated/port-map');
    checkFix(speaks['a map of ports of the task'] ?? '', 'deprecated/port-map');
    checkFix(speaks['a map of ports of the task'] ?? '', 'deprecated/resources-network');
  });
});
