/** Rules about Consul Connect (nomad/job_endpoint_hook_connect.go, hook_expose_check.go, nomad/structs/services.go). */
import { checkSpec } from '../support/check';
import { direct } from '../support/drivers';
import { checkFix, inGroup, inTask } from './around';

const bridge = '    network {\n      mode = "bridge"\n    }\n';
const connected = (connect: string, service = '') => `
    service {
      name = "api"
      port = "8080"
${service}
      connect {
${connect}
      }
    }`;
const sidecar = (proxy: string) => `        sidecar_service {\n          proxy {\n${proxy}\n          }\n        }`;

const speaks: Readonly<Record<string, string>> = {
  'no network': `job "web" {
  group "web" {
# ^^^^^^^^^^^ error connect/one-network: has none
    service {
      name = "api"
      port = "8080"
      connect {
        sidecar_service {}
      }
    }
    task "a" {
      driver = "exec"
      config {
        command = "/bin/a"
      }
    }
  }
}`,
  'two networks': inGroup(`
    network {
  # ^^^^^^^ error connect/one-network: one network only
      mode = "bridge"
    }
    network {
  # ^^^^^^^ error connect/one-network: one network only
    }${connected('        sidecar_service {}')}`),
  'the wrong mode': inGroup(`
    network {
      mode = "host"
      #      ^^^^^^ error connect/bridge-required: not "host"
    }${connected('        sidecar_service {}')}`),
  'in a task, and with Nomad': inTask(
    `
      service {
        name = "b"
        connect {
      # ^^^^^^^ error connect/in-task-service: Move the service to the group
          sidecar_service {}
        }
      }`,
    bridge,
  ),
  'upper case': inGroup(`${bridge}
    service {
      name = "\${NOMAD_JOB_NAME}-API"
      #      ^^^^^^^^^^^^^^^^^^^^^^^ error connect/uppercase: lower-case name
      port = "8080"
      connect {
        sidecar_service {}
      }
    }`),
  'a reference that is filled in too late': inGroup(`
    network {
      mode = "bridge"
    }
    service {
      name = "api-\${NOMAD_DC}"
      #      ^^^^^^^^^^^^^^^^^ error connect/uppercase: before \${NOMAD_DC} is filled in
      port = "8080"
      connect {
        sidecar_service {}
      }
    }`),
  'a static port for the proxy': inGroup(`
    network {
      mode = "bridge"
      port "proxy" {
        static = 53
      }
    }
    service {
      name = "api-\${NOMAD_ALLOC_INDEX}"
      port = "8080"
      connect {
        sidecar_service {
          port = "proxy"
          #      ^^^^^^^ error port/label-duplicate: the proxy needs a dynamic one
        }
      }
    }`),
  'a port of the group once more in the proxy': inGroup(`
    network {
      mode = "bridge"
      port "admin" {}
      #    ^^^^^^^ error port/label-duplicate: declared twice
    }
    service {
      name = "api"
      port = "8080"
      connect {
        sidecar_service {}
        sidecar_task {
          shutdown_delay = "5s"
          resources {
            network {
              port "admin" {}
              #    ^^^^^^^ error port/label-duplicate: declared twice
            }
          }
        }
      }
    }`),
  'native, with two tasks and no port': inGroup(`${bridge}
    service {
  # ^^^^^^^ error connect/native-task: needs a port
      name = "api"
      connect {
    # ^^^^^^^ error connect/native-task: does not know of which task
        native = true
      }
    }
    task "other" {
      driver = "exec"
      config {
        command = "/bin/other"
      }
    }`),
  'upstreams at one address': inGroup(
    `${bridge}${connected(
      sidecar(`            upstreams {
              destination_name = "db"
              local_bind_port  = 5432
            }
            upstreams {
              destination_name = "orders-api"
              local_bind_port  = 5432
              #                  ^^^^ error connect/upstream-bind: like upstream "db"
            }`),
    )}`,
  ).replace(
    'command = "/bin/server"',
    `command = "/bin/server"
        args = ["\${NOMAD_UPSTREAM_ADDR_orders-api}"]
        #          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning connect/upstream-variable: orders_api`,
  ),
  'a transparent proxy': inGroup(
    `    network {
      mode = "bridge"
      port "metrics" {}
      dns {
        servers = ["192.0.2.53"]
      }
    }${connected(
      sidecar(`            transparent_proxy {
          # ^^^^^^^^^^^^^^^^^ error connect/transparent-proxy: no_dns = true
              exclude_inbound_ports  = ["metrics", "9102", "admin"]
              #                         ^^^^^^^^^ error connect/transparent-proxy: is dynamic
              #                                            ^^^^^^^ error connect/transparent-proxy: neither a number
              exclude_outbound_cidrs = ["192.0.2.0", "2001:db8::/32"]
              #                         ^^^^^^^^^^^ error connect/transparent-proxy: not a network
            }`),
    )}`,
  ),
  'a transparent proxy is alone': inGroup(
    `${bridge}${connected(
      sidecar(`            transparent_proxy {
          # ^^^^^^^^^^^^^^^^^ error connect/transparent-proxy: one connect block only
            }`),
    )}${connected('        sidecar_service {}').replace('"api"', '"web"')}`,
  ),
  gateways: inGroup(
    `${bridge}${connected(`        gateway {
          proxy {
            envoy_gateway_bind_addresses "lan" {
              address = "192.0.2.1"
              port    = 0
              #         ^ error connect/gateway: not a port of a gateway
            }
          }
          ingress {
            listener {
              port = 8080
              service {
                name  = "*"
                #       ^^^ error connect/gateway: cannot stand for all services
                hosts = ["api.example.com"]
                #       ^^^^^^^^^^^^^^^^^^^ error connect/gateway: does not see hosts
              }
            }
          }
        }`)}${connected(`        gateway {
          terminating {
            service {
              name      = "db"
              cert_file = "/cert.pem"
              #           ^^^^^^^^^^^ error connect/gateway: needs "ca_file"
              #           ^^^^^^^^^^^ error connect/gateway: needs "key_file"
            }
          }
        }`).replace('"api"', '"out"')}`,
  ),
  'a certificate without a key': inGroup(
    `${bridge}${connected(`        gateway {
          terminating {
            service {
              name      = "db"
              ca_file   = "/ca.pem"
              cert_file = "/cert.pem"
              #           ^^^^^^^^^^^ error connect/gateway: needs "key_file"
            }
          }
        }`)}`,
  ),
  'a proxy by hand': inGroup(`${bridge}
    task "proxy" {
      kind   = "connect-proxy:api"
      #        ^^^^^^^^^^^^^^^^^^^ error connect/proxy-task: No service "api"
      leader = true
      #        ^^^^ error connect/proxy-task: cannot be the leader
      driver = "exec"
      config {
        command = "/bin/proxy"
      }
    }`),
  'checks that are exposed': inTask(
    `
      service {
        name = "b"
        port = "http"
        check {
          type     = "http"
          path     = "/"
          interval = "10s"
          timeout  = "2s"
          expose   = true
          #          ^^^^ error check/expose: Move the service to the group
        }
      }`,
    `    network {
      mode = "bridge"
      port "http" {
        to = 8080
      }
    }
    service {
      name = "api"
      port = "http"
      #      ^^^^^^ error check/expose: the number behind port "http"
      connect {
        sidecar_service {}
      }
      check {
        type     = "http"
        path     = "/health"
        interval = "10s"
        timeout  = "2s"
        expose   = true
      }
      check {
        type     = "tcp"
        #          ^^^^^ error check/tcp-connect: behind a sidecar
        interval = "10s"
        timeout  = "2s"
      }
    }`,
  ),
};

const silent: Readonly<Record<string, string>> = {
  'a sidecar in a network of its own': inGroup(`${bridge}${connected('        sidecar_service {}')}`),
  'a gateway in the network of the host': inGroup(
    `    network {\n      mode = "host"\n    }${connected('        gateway {\n          mesh {}\n        }')}`,
  ),
  'native with one task': inGroup(`${bridge}${connected('        native = true')}`),
  'ports that a proxy leaves alone': inGroup(
    `    network {
      mode = "bridge"
      port "metrics" {
        # static: the scraper has no discovery
        static = 9102
        #^^^^^^^^^^^^ information port/static-legacy
      }
    }${connected(sidecar('            transparent_proxy {\n              exclude_inbound_ports = ["metrics", "22"]\n            }'))}`,
  ),
  'a mode that is not known': `variable "mode" {\n  type = string\n}\n${inGroup(`    network {\n      mode = var.mode\n    }${connected('        sidecar_service {}')}`)}`,
};

describe('rules of Consul Connect', () => {
  for (const [title, text] of Object.entries(speaks)) it(title, () => checkSpec(direct, text));
  for (const [title, text] of Object.entries(silent)) it(`silent: ${title}`, () => checkSpec(direct, text));

  it('repairs', () => {
    checkFix(speaks['no network'] ?? '', 'connect/one-network');
    checkFix(speaks['the wrong mode'] ?? '', 'connect/bridge-required');
    checkFix(speaks['upstreams at one address'] ?? '', 'connect/upstream-variable');
  });
});
