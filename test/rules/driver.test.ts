/** Rules about the config of drivers: accepted by Nomad, refused when the task starts. */
import { checkSpec } from '../support/check';
import { direct } from '../support/drivers';
import { checkFix } from './around';

const task = (driver: string, lines: string, more = '') =>
  `job "web" {\n  group "web" {\n    task "server" {\n      driver = "${driver}"\n      config {\n${lines}\n      }\n${more}\n    }\n  }\n}\n`;

const speaks: Readonly<Record<string, string>> = {
  'a driver by a slip': `job "web" {
  group "web" {
    task "server" {
      driver = "dokcer"
      #        ^^^^^^^^ warning driver/unknown: Did you mean "docker"?
    }
  }
}
`,
  'memory has no source': task(
    'docker',
    `        image = "example/web:1"
        mount {
          type   = "tmpfs"
          target = "/cache"
          source = "cache"
          #        ^^^^^^^ warning driver/mount: it is memory
        }`,
  ),
  'what does not reach the driver': task(
    'docker',
    `        image = "example/web:1"
        mount = [{ target = "/a" }]
     #  ^^^^^ warning driver/config-lost: also a block
        mount {
          target = "/b"
        }
        dynamic "labels" {
     #  ^^^^^^^^^^^^^^^^ warning driver/config-lost: labels = [for
          for_each = ["a"]
          content {}
        }
        mount {
          target = "/c"
          dynamic "tmpfs_options" {
       #  ^^^^^^^^^^^^^^^^^^^^^^^ warning driver/config-lost: tmpfs_options = [for
            for_each = ["a"]
            content {}
          }
        }`,
  ),
  'a machine that is too small': task(
    'qemu',
    '        image_path = "local/vm.img"',
    `      resources {
        memory = 64
        #        ^^ warning driver/qemu-memory: 128 to 4000000
      }`,
  ),
  'rights and versions': task(
    'docker',
    `        image      = "example/web"
        #            ^^^^^^^^^^^^^ information security/latest-tag: has no tag
        privileged = true
        #            ^^^^ information security/privileged: all rights of the node
        cap_add    = ["chown", "NET_ADMIN"]
        #                      ^^^^^^^^^^^ information driver/capability: NET_ADMIN`,
  ),
};

const silent: Readonly<Record<string, string>> = {
  'plugins of others, and images by digest or variable': `variable "tag" {
  type = string
}
${task('containerd-driver', '        image = "example/web:1"').replace(
  '    task "server"',
  `    task "digest" {
      driver = "docker"
      config {
        image = "example/web@sha256:0000000000000000000000000000000000000000000000000000000000000000"
      }
    }
    task "tagged" {
      driver = "podman"
      config {
        image = "registry.example.com:5000/web:\${var.tag}"
      }
    }
    task "server"`,
)}`,
};

describe('rules of driver configs', () => {
  for (const [title, text] of Object.entries(speaks)) it(title, () => checkSpec(direct, text));
  for (const [title, text] of Object.entries(silent)) it(`silent: ${title}`, () => checkSpec(direct, text));

  it('repairs', () => {
    checkFix(speaks['a driver by a slip'] ?? '', 'driver/unknown');
    checkFix(speaks['memory has no source'] ?? '', 'driver/mount');
  });
});
