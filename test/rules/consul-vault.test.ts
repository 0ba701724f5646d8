/** Rules about what tasks and services are to Consul and Vault, and about secrets in plain text. */
import { checkSpec } from '../support/check';
import { direct, strict } from '../support/drivers';
import { checkFix, inGroup, inTask } from './around';

const advised = inGroup(`
    service {
    #^^^^^^ hint consul/identity-missing: The service "a" has no identity
      name = "a"
      port = "80"
      check {
        name     = "a-alive"
        type     = "tcp"
        port     = "80"
        interval = "10s"
        timeout  = "2s"
      }
    }
    service {
      name     = "b"
      port     = "80"
      identity {
        aud = ["consul.io"]
        ttl = "1h"
      }
      check {
        name     = "b-alive"
        type     = "tcp"
        port     = "80"
        interval = "10s"
        timeout  = "2s"
      }
    }`).replace('      driver = "exec"', '      driver = "exec"\n      resources {\n        cpu = 100\n      }');

const speaks: Readonly<Record<string, string>> = {
  'an audience of nobody': inGroup(`
    service {
      name = "a"
      port = "80"
      identity {
        aud = []
        #     ^^ error consul/identity-empty-aud: names nobody
        ttl = "1h"
      }
    }`),
  'templates that ask Consul': inTask(`
      template {
        destination = "local/a"
        data        = "{{ env \\"x\\" }} {{ key \\"a\\" }} {{ key \\"b\\" }}"
        #                                 ^^^ information consul/template-without-block: neither task "server" nor its group
      }`),
  'policies of Vault': inTask(`
      vault {
        policies = ["app"]
        #^^^^^^^ warning vault/policies-legacy: Name the role
      }`),
  'policies beside a role': inTask(`
      vault {
        role     = "app"
        policies = ["app"]
        #^^^^^^^ warning vault/policies-legacy: Remove the line
      }`),
  'another cluster of Vault': inTask(`
      vault {
        cluster = "infra"
        #         ^^^^^^^ information vault/identity-name: "vault_infra"
        #         ^^^^^^^ information enterprise/feature
      }
      identity {
        name = "vault"
        aud  = ["vault.io"]
        ttl  = "1h"
        # a name that means nothing to Nomad
      }`),
  'secrets in plain text': inTask(`
      env {
        DB_PASSWORD   = "hunter2"
        #               ^^^^^^^^^ warning secrets/plain-in-env: "DB_PASSWORD"
        apiToken      = "abc"
        #               ^^^^^ warning secrets/plain-in-env: "apiToken"
        PGPASSWORD    = "hunter2"
        #               ^^^^^^^^^ warning secrets/plain-in-env: "PGPASSWORD"
        SECRET_KEY    = "abc"
        #               ^^^^^ warning secrets/plain-in-env: "SECRET_KEY"
      }`),
};

const silent: Readonly<Record<string, string>> = {
  'services of Nomad': inGroup(`
    service {
      name     = "a"
      provider = "nomad"
      port     = "80"
    }`),
  'a consul block of the group': inTask(
    `
      template {
        destination = "local/a"
        data        = "{{ key \\"a\\" }}"
      }`,
    '    consul {\n    }',
  ),
  'an identity for Consul': inTask(`
      identity {
        name = "consul_default"
        aud  = ["consul.io"]
        ttl  = "1h"
      }
      template {
        destination = "local/a"
        data        = "{{ key \\"a\\" }}"
      }`),
  'an identity of the right name': inTask(`
      vault {
        cluster = "infra"
        #         ^^^^^^^ information enterprise/feature
      }
      identity {
        name = "vault_infra"
        aud  = ["vault.io"]
        ttl  = "1h"
      }`),
  'names that are no secrets': inTask(`
      env {
        DB_PASSWORD_FILE = "/run/password"
        TOKEN_TTL        = "1h"
        KEYCLOAK_URL     = "https://example.com"
        SSH_PUBLIC_KEY   = "ssh-ed25519 AAAA"
        ACCESS_KEY_ID    = "id"
        MONKEY           = "x"
        USE_TOKEN        = "true"
        TLS_KEY          = "/secrets/key.pem"
        API_TOKEN        = "\${NOMAD_META_token}"
        DB_PASSWORD      = ""
      }`),
  references: `variable "password" {
  type = string
}
${inTask(`
      env {
        DB_PASSWORD = var.password
        DB_TOKEN    = "\${var.password}"
      }`)}`,
};

describe('rules about Consul, Vault and secrets', () => {
  it('speak of services without an identity', () => checkSpec(strict, advised));
  for (const [title, text] of Object.entries(speaks)) it(`speak of ${title}`, () => checkSpec(direct, text));
  for (const [title, text] of Object.entries(silent)) it(`are silent about ${title}`, () => checkSpec(direct, text));

  const fixes: readonly (readonly [id: string, text: string])[] = [
    ['consul/identity-missing', inGroup('    service {\n      name = "a"\n      port = "80"\n    }')],
    [
      'consul/identity-empty-aud',
      inGroup('    service {\n      port = "80"\n      identity {\n        aud = []\n      }\n    }'),
    ],
    [
      'consul/template-without-block',
      inTask('      template {\n        destination = "local/a"\n        data = "{{ key \\"a\\" }}"\n      }'),
    ],
    ['vault/policies-legacy', inTask('      vault {\n        policies = ["a"]\n      }')],
    ['vault/identity-name', inTask('      vault {\n        cluster = "infra"\n      }')],
    ['secrets/plain-in-env', inTask('      env {\n        DB_PASSWORD = "x"\n        A = "b"\n      }')],
    ['secrets/plain-in-env', inTask('      env {\n        DB_PASSWORD = "x"\n      }')],
    [
      'secrets/plain-in-env',
      inTask('      env = {\n        "A" = 1,\n        "DB_PASSWORD" = "x", # soon\n        "B" = 2\n      }'),
    ],
  ];
  fixes.forEach(([id, text], i) => {
    it(`repair ${id} (${i + 1})`, () => checkFix(text, id));
  });
});
