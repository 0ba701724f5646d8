/** The house's policy for jobs, services and checks, and advice on security and resources. */
import assert from 'node:assert/strict';
import { checkSpec } from '../support/check';
import { analysisOf, direct, strict } from '../support/drivers';
import { checkFix } from './around';

const web = (service: string, config = '        image = "example/web:1"', task = '') => `job "web" {
  group "web" {
    shutdown_delay = "5s"
    network {
      port "http" {
        to = 8080
      }
    }
${service}
    task "server" {
      driver = "docker"
      config {
${config}
        ports = ["http"]
      }
${task}
      resources {
        memory = 256
      }
    }
  }
}
`;

const service = (check: string) => `    service {
      name     = "web"
      port     = "http"
      provider = "nomad"
${check}
    }`;

const speaks: Readonly<Record<string, string>> = {
  'a service that nobody asks': web(`    service {
  # ^^^^^^^ hint service/no-check: service "web" answers
      name     = "web"
      port     = "http"
      provider = "nomad"
    }`),
  'a check with everything left out': web(
    service(`      check {
    # ^^^^^ hint check/port-implicit: asks port "http"
    # ^^^^^ hint check/name-generic: This check has no name
        type     = "tcp"
        interval = "10s"
        timeout  = "2s"
      }`),
  ),
  'a check with a name of many': web(
    service(`      check {
        name     = "health"
        #          ^^^^^^^^ hint check/name-generic: "web-http"
        type     = "http"
        path     = "/"
        port     = "http"
        interval = "2m"
        #          ^^^^ information check/timing: Between two checks lie 2m
        timeout  = "2s"
      }
      check {
        name     = "web-tcp"
        type     = "tcp"
        port     = "http"
        interval = "10s"
        timeout  = "10s"
        #          ^^^^^ warning check/timing: waits 10s for an answer and asks again after 10s
      }
      check {
        name     = "web-soon"
        type     = "tcp"
        port     = "http"
        interval = "2s"
        #          ^^^^ warning check/timing: every 2s is a load
        timeout  = "1s"
      }`),
  ),
  'the socket of Docker': web(
    '',
    `        image   = "example/web:1"
        volumes = ["/var/run/docker.sock:/var/run/docker.sock:ro"]
        #          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information security/docker-socket: root on the node
        mount {
          type   = "bind"
          source = "/run/docker.sock"
          #        ^^^^^^^^^^^^^^^^^^ information security/docker-socket: root on the node
          target = "/run/docker.sock"
        }`,
  ),
  'a job to be read, of a Vault server': `# Reference only.
job "vault" {
#^^^^^^^^^^ warning job/reference-only: the comment at the top says so
  group "vault" {
    task "vault" {
  # ^^^^^^^^^^^^ hint resources/missing: 100 MHz and 300 MB
      driver = "docker"
      config {
        image   = "hashicorp/vault:1.18"
      #           ^^^^^^^^^^^^^^^^^^^^^^ information job/vault-on-nomad: A Vault server runs here
        command = "vault"
        args    = ["server", "-dev"]
      }
    }
    task "agent" {
      driver = "docker"
      config {
        image = "hashicorp/vault:1.18"
        args  = ["agent", "-config=local/agent.hcl"]
      }
      resources {
        memory = 64
      }
    }
  }
}
`,
  'a program without isolation': `job "backup" {
  type = "batch"
  group "backup" {
    task "backup" {
      driver = "raw_exec"
      #        ^^^^^^^^^^ information security/raw-exec: without isolation
      config {
        command = "/bin/backup"
      }
      resources {
        memory = 64
      }
    }
  }
}
`,
};

const silent: Readonly<Record<string, string>> = {
  'a check that says all': web(
    service(`      check {
        name     = "web-http"
        type     = "http"
        path     = "/"
        port     = "http"
        interval = "15s"
        timeout  = "3s"
      }`),
  ),
  'checks that may be written elsewhere': web(
    service(`      dynamic "check" {
        for_each = var.checks
        content {
          name     = "a"
          type     = "tcp"
          port     = "http"
          interval = "10s"
          timeout  = "2s"
        }
      }`),
  ).replace(/^/, 'variable "checks" {\n#        ^^^^^^^^ information variable/no-default\n  type = list(string)\n}\n'),
};

describe('rules of the house about jobs, services and checks', () => {
  for (const [title, text] of Object.entries(speaks)) it(title, () => checkSpec(strict, text));
  for (const [title, text] of Object.entries(silent)) it(`silent: ${title}`, () => checkSpec(strict, text));
  it('silent: batch jobs announce what they like', () =>
    checkSpec(direct, web(service('')).replace('job "web" {', 'job "web" {\n  type = "batch"')));

  it('repairs', () => {
    checkFix(speaks['a service that nobody asks'] ?? '', 'service/no-check');
    checkFix(speaks['a check with everything left out'] ?? '', 'check/port-implicit');
    checkFix(speaks['a check with everything left out'] ?? '', 'check/name-generic');
    checkFix(speaks['a job to be read, of a Vault server'] ?? '', 'resources/missing');
  });

  it('knows by its name what is for reference', () => {
    const text = 'job "a" {\n}\n';
    const ids = (uri: string) => analysisOf(text, undefined, uri).problems.map(({ id }) => id);
    assert.ok(ids('file:///repo/core-infrastructure/vault.nomad.hcl').includes('job/reference-only'));
    assert.ok(ids('file:///repo/a-reference.nomad.hcl').includes('job/reference-only'));
    assert.ok(!ids('file:///repo/a.nomad.hcl').includes('job/reference-only'));
  });
});
