/** Rules about networks and ports (nomad/structs/structs.go TaskGroup.validateNetworks, drivers, taskenv). */
import { checkSpec } from '../support/check';
import { direct } from '../support/drivers';
import { checkFix, inGroup, inTask } from './around';

const docker = (group: string, config: string, more = '') =>
  `job "web" {\n  group "web" {\n    shutdown_delay = "5s"\n${group}\n    task "server" {\n      driver = "docker"\n      config {\n        image = "example/web:1"\n${config}\n      }\n${more}\n    }\n  }\n}\n`;

const speaks: Readonly<Record<string, string>> = {
  'a label twice in the group, a number twice on one host network': inGroup(`
    network {
      port "http" {
      #    ^^^^^^ error port/label-duplicate: declared twice
        static = 53
      }
      port "http" {
      #    ^^^^^^ error port/label-duplicate: declared twice
        to = 9000
      # ^^^^^^^^^ warning port/to-without-effect: NOMAD_PORT_http
      }
      port "alt" {
        static       = 53
      # ^^^^^^^^^^^^^^^^^ error port/static-duplicate: both claim 53
      }
      port "outside" {
        static       = 53
        host_network = "public"
      }
    }`),
  'collisions are ignored in host mode only': inGroup(`
    network {
      mode = "bridge"
      port "dns" {
        static           = 53
        ignore_collision = true
        #                  ^^^^ error port/ignore-collision: network mode "bridge"
      }
    }`),
  'reserved_ports are lost beside port': inGroup(`
    network {
      port "http" {}
      reserved_ports "dns" {
    # ^^^^^^^^^^^^^^^^^^^^ warning port/reserved-ports-lost: Nomad drops
    # ^^^^^^^^^^^^^^^^^^^^ information deprecated/other: port
        static = 53
      }
    }`).replace('#^^^^^^^^^^^^^^^^^^^^ warning', '#^^^^^^^^^^^^^^^^^^^ warning'),
  'host names and CNI arguments': inGroup(`
    network {
      mode     = "cni/blue"
      hostname = "web..example.com"
      #          ^^^^^^^^^^^^^^^^^^ error network/hostname: not a domain name
      cni {
        args = {
          "NET;ID" = "1"
      #   ^^^^^^^^ error network/cni-args: cannot have ";" in its name
          RANGE    = "a;b"
      #              ^^^^^ error network/cni-args: cannot have ";" in its value
        }
      }
    }`),
  'static ports that cannot all be had': inGroup(
    `
    count = 2
    network {
      mode = "bridge"
      port "api" {
        static = 53
      # ^^^^^^^^^^^ warning port/static-with-count: runs up to 2 times
      # ^^^^^^^^^^^ information port/static-with-canary: A canary needs port 53
      }
    }`,
    '\n  update {\n    canary = 1\n  }',
  ),
  'ports of others': inGroup(`
    network {
      mode = "bridge"
      port "a" {
        # static: an old client asks there
        static = 25000
        #^^^^^^^^^^^^^ information port/static-legacy: a documented exception: an old client asks there
        #        ^^^^^ warning port/static-in-dynamic-range: 20000–32000
      }
      port "b" {
        # static: an old client asks there
        static = 4646
        #^^^^^^^^^^^^ information port/static-legacy
        #        ^^^^ warning port/static-reserved: Nomad's HTTP API
      }
    }`),
  'labels of a service in a task are looked for in the first network only': inTask(
    `
      service {
        name = "a"
        port = "admin"
        #      ^^^^^^^ error port/label-undefined: not in the first network
      }
      service {
        name = "b"
        port = "8080"
        #      ^^^^^^ error port/label-undefined: address_mode = "driver"
        check {
          type     = "tcp"
          port     = "htpp"
          #          ^^^^^^ error port/label-undefined: Did you mean "http"?
          interval = "10s"
          timeout  = "2s"
        }
      }`,
    '    network {\n      port "http" {}\n    }\n    network {\n      port "admin" {\n        to = -1 # as NOMAD_PORT_admin\n      }\n    }',
  ),
  'variables of ports': inTask(
    `
      env {
        A = "\${NOMAD_PORT_my-port}"
        #      ^^^^^^^^^^^^^^^^^^ warning port/label-undefined: called NOMAD_PORT_my_port
        B = "\${NOMAD_HOST_PORT_htp}"
        #      ^^^^^^^^^^^^^^^^^^^ warning port/label-undefined: Did you mean "http"?
        C = "\${NOMAD_ADDR_http} \${NOMAD_PORT_my_port}"
      }`,
    '    network {\n      port "http" {}\n      port "my-port" {}\n    }',
  ),
  'a container that publishes nothing, and one that leaves the network': docker(
    `    network {\n      port "http" {\n        to = 8080\n      }\n      port "admin" {\n        to = 9090\n      }\n    }
    service {
      port = "http"
      check {
        type     = "tcp"
        port     = "admin"
        #          ^^^^^^^ warning port/not-published: Add it to "ports"
        interval = "10s"
        timeout  = "2s"
      }
    }`,
    '        ports = ["http"]',
  ),
  'the network of the host in a group with its own': docker(
    '    network {\n      mode = "bridge"\n    }',
    `        network_mode = "host"
        #              ^^^^^^ warning port/host-network-mode: leaves it`,
  ),
  'deprecated forms': inTask(
    `
      resources {
        network {
      # ^^^^^^^ warning deprecated/resources-network: deprecated since Nomad 0.12
          port "old" {}
        }
      }`,
    `    network {
      mbits = 10
    # ^^^^^^^^^^ warning deprecated/mbits: no effect
    }`,
  ),
};

const silent: Readonly<Record<string, string>> = {
  'a shared port, other host networks, references in host names': inGroup(`
    network {
      mode     = "host"
      hostname = "\${NOMAD_ALLOC_ID}..x"
      port "dns" {
        static = 53
      }
      port "dns2" {
        static           = 53
        ignore_collision = true
      }
      port "public" {
        static       = 53
        host_network = "public"
      }
    }`),
  'ports that are not known are not judged': `variable "ports" {
  type = list(string)
}
${inTask(
  `
      service {
        port = "anything"
      }`,
  '    network {\n      dynamic "port" {\n        for_each = var.ports\n        labels   = [port.value]\n        content {}\n      }\n    }',
)}`,
  'one allocation per host is said': inGroup(`
    count = 3
    constraint {
      distinct_hosts = true
    }
    network {
      mode = "bridge"
      port "https" {
        static = 53
      }
    }`),
  'a number with address_mode = "driver"': inTask(`
      service {
        port         = "8080"
        address_mode = "driver"
      }`),
};

describe('rules of networks and ports', () => {
  for (const [title, text] of Object.entries(speaks)) it(title, () => checkSpec(direct, text));
  for (const [title, text] of Object.entries(silent)) it(`silent: ${title}`, () => checkSpec(direct, text));

  it('repairs', () => {
    checkFix(speaks['collisions are ignored in host mode only'] ?? '', 'port/ignore-collision');
    checkFix(speaks['reserved_ports are lost beside port'] ?? '', 'port/reserved-ports-lost');
    checkFix(speaks['static ports that cannot all be had'] ?? '', 'port/static-with-count');
    checkFix(speaks['the network of the host in a group with its own'] ?? '', 'port/host-network-mode');
    checkFix(speaks['a container that publishes nothing, and one that leaves the network'] ?? '', 'port/not-published');
    checkFix(speaks['deprecated forms'] ?? '', 'deprecated/mbits');
  });
});
