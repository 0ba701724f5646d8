/** Rules about services and checks (nomad/structs/services.go, validateServices, TaskGroup.validateServices). */
import { checkSpec } from '../support/check';
import { direct } from '../support/drivers';
import { checkFix, inGroup, inTask } from './around';

/** A service of the group with these lines, and a check that is fine without its lines. */
const checked = (service: string, check: string) => `
    service {
      name = "web"
      port = "8080"
${service}
      check {
        interval = "10s"
        timeout  = "2s"
${check}
      }
    }`;

const speaks: Readonly<Record<string, string>> = {
  'names that DNS cannot carry': inGroup(`
    service {
      name = "my_api"
      #      ^^^^^^^^ error service/name: only letters, digits and "-"
    }
    service {
      name = "\${JOB}-\${NOMAD_ALLOC_ID}-"
      #      ^^^^^^^^^^^^^^^^^^^^^^^^^^^ error service/name: begins or ends with "-"
    }`),
  'the name that Nomad makes': inGroup(`
    service {
  # ^^^^^^^ error service/name: "my.job-web"
      port = "80"
    }`).replace('job "web"', 'job "my.job"'),
  'address modes of the other level': `${inTask(
    `
      service {
        name         = "a"
        address_mode = "alloc"
        #              ^^^^^^^ error service/address-mode: only for services of a group
      }`,
    `    service {
      address_mode = "driver"
      #              ^^^^^^^^ error service/address-mode: only for services of a task
    }
    service {
      name         = "b"
      address      = "192.0.2.1"
      #              ^^^^^^^^^^^ error service/address-mode: only with address_mode = "auto"
      address_mode = "host"
    }`,
  )}`,
  'two providers': inGroup(`
    service {
      name = "a"
    }
    service {
      name = "b"
    }
    service {
      name     = "c"
      provider = "nomad"
      #          ^^^^^^^ error service/provider: One group can use one provider
    }`),
  'the same name and port': inGroup(`
    service {
 #  ^^^^^^^ error service/duplicate: Service "web-web" on port "80"
      port = "80"
    }
    service {
      name = "web-web"
      #      ^^^^^^^^^ error service/duplicate: Service "web-web" on port "80"
      port = "80"
    }`),
  'tasks of services': inTask(
    `
      service {
        name = "a"
        task = "other"
        #      ^^^^^^^ error service/task: stands in task "server"
      }`,
    `    service {
      name = "b"
      task = "servr"
      #      ^^^^^^^ warning service/task: never registers
    }
    service {
      name = "c"
      port = "80"
      check {
        type     = "tcp"
        task     = "servr"
        #          ^^^^^^^ error service/task: Did you mean "server"?
        interval = "10s"
        timeout  = "2s"
      }
    }`,
  ),
  'identities of services': inGroup(`
    service {
      name     = "a"
      provider = "nomad"
      identity {
   #  ^^^^^^^^ error service/identity: has no name
        aud = ["consul.io", "vault.io"]
        #     ^^^^^^^^^^^^^^^^^^^^^^^^^ warning consul/identity-no-ttl: One audience
        ttl = "1h"
        env = true
        #     ^^^^ warning consul/identity-no-ttl: not renewed
      }
    }`),
  'delays before the end': `job "web" {
  group "web" {
# ^^^^^^^^^^^ hint service/shutdown-delay: neither it nor one of its tasks
    service {
      port = "80"
    }
    task "server" {
  # ^^^^^^^^^^^^^ hint service/shutdown-delay: has services
      driver = "exec"
      config {
        command = "/bin/server"
      }
      service {
        name = "other"
      }
    }
  }
}
`,
  'paths of http checks': inGroup(
    checked(
      '',
      `        type     = "http"
        path     = "http://localhost/health"
        #          ^^^^^^^^^^^^^^^^^^^^^^^^^ error check/http-path: names a scheme`,
    ),
  ),
  'paths of http checks that begin with a host': inGroup(
    checked(
      '',
      `        type     = "http"
        path     = "//web:http/health"
        #          ^^^^^^^^^^^^^^^^^^^ error check/http-path: "web:http" is read as a host`,
    ),
  ),
  'types by provider': inGroup(
    checked(
      '      provider = "nomad"',
      `        type     = "grpc"
        #          ^^^^^^ error check/type-provider: http and tcp checks only`,
    ),
  ),
  'nothing to ask': inGroup(`
    service {
      name = "web"
      check {
   #  ^^^^^ error check/port-missing: has no port to ask
        type     = "tcp"
        interval = "10s"
        timeout  = "2s"
      }
    }`),
  'numbers as ports of checks in tasks, address modes, names': inTask(`
      service {
        port         = "8080"
        address_mode = "driver"
        check {
     #  ^^^^^ error check/numeric-port: of its service
          name     = "a"
          #          ^^^ error check/duplicate-name: Check "a" is there twice
          type     = "tcp"
          interval = "10s"
          timeout  = "2s"
        }
        check {
          name         = "a"
          #              ^^^ error check/duplicate-name: Check "a" is there twice
          type         = "script"
          command      = "/bin/ok"
          address_mode = "alloc"
          #              ^^^^^^^ error check/address-mode: a service in a group
          interval     = "10s"
          timeout      = "2s"
        }
      }`),
  'ignored and restarting': inGroup(
    checked(
      `      on_update = "ignore_warnings"
   #              ^^^^^^^^^^^^^^^^^ error check/restart-conflict: ignore_warnings = true`,
      `        type     = "tcp"
        check_restart {
          limit = 3
        }`,
    ).replace('   #              ^^^', '      #           ^^^'),
  ),
  'thresholds of a script': inGroup(
    checked(
      '',
      `        task                     = "server"
        type                     = "script"
        command                  = "/bin/ok"
        success_before_passing   = 2
        #                          ^ error check/thresholds: not script
        failures_before_critical = -1
        #                          ^^ warning check/thresholds: reads -1 as 0`,
    ),
  ),
  'what Nomad itself cannot check': inGroup(
    checked(
      '      provider = "nomad"',
      `        type                   = "http"
        path                   = "/"
        method                 = "FETCH"
        #                        ^^^^^^^ error check/nomad-only-fields: not an HTTP method
        tls_server_name        = "x"
        #                        ^^^ error check/nomad-only-fields: "tls_server_name"
        success_before_passing = 2
        #                        ^ error check/nomad-only-fields: "success_before_passing"
        on_update              = "ignore_warnings"
        #                        ^^^^^^^^^^^^^^^^^ error check/nomad-only-fields: on_update
        address_mode           = "driver"
        #                        ^^^^^^^^ error check/nomad-only-fields: address_mode`,
    ),
  ),
  'a script without a task': inGroup(
    `
    service {
      name = "web"
      check {
   #  ^^^^^ error check/script-needs-task: in which task
        type     = "script"
        command  = "/bin/ok"
        interval = "10s"
        timeout  = "2s"
      }
    }`,
  ),
  'notes that are long in bytes': inGroup(
    checked(
      '',
      `        type     = "tcp"
        notes    = "${'ä'.repeat(128)}"
        #          ^${'^'.repeat(128)}^ error check/notes-length: 256 bytes`,
    ),
  ),
};

const silent: Readonly<Record<string, string>> = {
  'names with references, and the longest one': inGroup(`
    service {
      name = "\${JOB}-\${TASKGROUP}-\${NOMAD_ALLOC_INDEX}"
    }
    service {
      name = "${'a'.repeat(63)}"
    }`).replace('job "web"', 'job "api"'),
  'one name on two ports, and in two tasks': inTask(
    `
      service {
        name = "api"
        port = "http"
      }`,
    `    network {
      port "http" {} # read from NOMAD_PORT_http
    }
    service {
      name = "api"
      port = "http"
    }
    service {
      name = "api"
      port = "8081"
    }`,
  ),
  'a negative threshold with Nomad, unnamed checks of a group, upper-case types': inGroup(`
    service {
      name = "web"
      port = "80"
      check {
        type     = "tcp"
        interval = "10s"
        timeout  = "2s"
      }
      check {
        type     = "tcp"
        interval = "10s"
        timeout  = "2s"
      }
      check {
        type     = "HTTP"
        path     = "/\${NOMAD_META_path}?a=b:c"
        interval = "10s"
        timeout  = "2s"
      }
    }`),
  'names that are not known': `variable "name" {
  type = string
}
${inGroup(`
    service {
      name = var.name
      port = "80"
    }
    service {
      name = var.name
      port = "80"
    }`)}`,
};

describe('rules of services and checks', () => {
  for (const [title, text] of Object.entries(speaks)) it(title, () => checkSpec(direct, text));
  for (const [title, text] of Object.entries(silent)) it(`silent: ${title}`, () => checkSpec(direct, text));

  it('repairs', () => {
    for (const delay of ['', '      shutdown_delay = "0s"\n']) {
      const lines = `      driver = "exec"\n${delay}      config {\n        command = "/bin/server"\n      }\n      service {}\n`;
      checkFix(`job "web" {\n  group "web" {\n    task "server" {\n${lines}    }\n  }\n}\n`, 'service/shutdown-delay');
    }
    checkFix(speaks['two providers'] ?? '', 'service/provider');
    checkFix(speaks['identities of services'] ?? '', 'service/identity');
    checkFix(speaks['paths of http checks'] ?? '', 'check/http-path');
    checkFix(speaks['types by provider'] ?? '', 'check/type-provider');
    checkFix(speaks['numbers as ports of checks in tasks, address modes, names'] ?? '', 'check/numeric-port');
    checkFix(speaks['ignored and restarting'] ?? '', 'check/restart-conflict');
    checkFix(speaks['a script without a task'] ?? '', 'check/script-needs-task');
  });
});
