/** The house's policy for ports, and ports that Nomad accepts and nobody can use. */
import assert from 'node:assert/strict';
import { readPolicyFile } from '../../server/src/policy';
import type { Fix } from '../../server/src/problem';
import { defaultSettings, type Settings, withPolicy } from '../../server/src/settings';
import { checkSpec } from '../support/check';
import { analysisOf, strict } from '../support/drivers';
import { checkFix } from './around';

const resources = '      resources {\n        cpu    = 100\n        memory = 128\n      }\n';

/** A docker task with ports `http` and whatever `ports` says, in a job that is fine otherwise. */
const docker = (ports: string, config = '', more = '', job = 'web') => `job "${job}" {
  group "${job}" {
    shutdown_delay = "5s"
    network {
${ports}
    }
    task "server" {
      driver = "docker"
      config {
        image = "example/server:1"
${config}
      }
${more}
${resources}    }
  }
}
`;

const published = '        ports = ["http"]';

const speaks: Readonly<Record<string, string>> = {
  'a reason on the line, above it, above the block': docker(
    `      port "http" {
        static = 8081 # legacy: the meters of the old building
        #^^^^^^^^^^^^ information port/static-legacy: exception: the meters of the old building
      }
      # static: clients outside know no discovery,
      # and nobody can change them
      port "b" {
        static = 8082
        #^^^^^^^^^^^^ information port/static-legacy: exception: clients outside know no discovery
      }
      port "c" {
        // nomad-lint: allow port/static-not-allowed the phone asks here
        static = 8083
        #^^^^^^^^^^^^ information port/static-legacy: exception: the phone asks here
      }`,
    published,
  ),
  'a mark without a reason': docker(
    `      port "http" {
        static = 8081 # legacy:
                    # ^^^^^^^^^ warning port/static-undocumented-legacy: Say why port "http" must be fixed
      }`,
    published,
  ),
  'comments that are not marked': docker(
    `      # NO! Use dynamic port
      port "http" {
        static = 8081 # for easier connectivity
        #^^^^^^^^^^^^ warning port/static-not-allowed: Only 53, 80 and 443 are static here
      }`,
    published,
  ),
  'a data store, and a service that the world asks for': docker(
    `      port "http" {
        static = 5432
        #^^^^^^^^^^^^ warning port/static-not-allowed: Jobs find PostgreSQL by its service
      }
      port "smtp" {
        static = 25
        #^^^^^^^^^^ warning port/static-not-allowed: Others expect mail servers at 25
      }`,
    published,
  ),
  'the ports of the load balancer': docker(
    `      port "http" {
        static = 80
        #^^^^^^^^^^ warning port/lb-port-outside-lb: belongs to the load balancer
      }`,
    published,
    '',
    'album',
  ),
  'a name server that nobody asks': docker(
    `      port "dns" {
    # ^^^^^^^^^^ hint port/dns-without-53: Resolvers ask at port 53
        to = 53
      }`,
    '        ports = ["dns"]',
    '',
    'coredns2',
  ),
  'labels that share their variables': docker(
    `      port "grpc-web" {
        to = 1
      }
      port "grpc_web" {
      #    ^^^^^^^^^^ warning port/label-invalid: both are NOMAD_PORT_grpc_web
        to = 2
      }
      port "web ui" {
      #    ^^^^^^^^ information port/label-invalid: NOMAD_PORT_web_ui
        to = 3
      }`,
    '        ports = ["grpc-web", "grpc_web", "web ui"]',
  ),
  'a port that nothing uses': docker(
    `      port "http" {
        to = 8080
      }
      port "metrics" {
    # ^^^^^^^^^^^^^^ hint port/unused: Nothing in this file uses port "metrics"
        to = 9090
      }`,
    published,
  ),
  'a port whose number nobody hands on': docker(
    `      port "http" {}
    # ^^^^^^^^^^^ information port/dynamic-unused-by-app: it has to read it itself`,
    published,
  ),
  'the port inside, told to others': docker(
    `      port "http" {
        to = 8080
      }`,
    `${published}
        args = ["--listen=:\${NOMAD_PORT_http}", "--advertise=\${NOMAD_IP_http}:\${NOMAD_PORT_http}"]
        #                                                                       ^^^^^^^^^^^^^^^ information port/env-host-vs-inner: (8080)`,
    `      template {
        destination = "local/a.conf"
        data        = "public = {{ env \\"NOMAD_HOST_IP_http\\" }}:{{ env \\"NOMAD_PORT_http\\" }}"
        #                                                                 ^^^^^^^^^^^^^^^ information port/env-host-vs-inner: They need NOMAD_HOST_PORT_http
      }`,
  ),
  'an address that may move': docker(
    `      port "http" {
        to = 8080
      }`,
    published,
    `      env {
        DB    = "postgres://10.0.0.12:5432/app"
        #                   ^^^^^^^^^^^^^^ hint port/hardcoded-address: 10.0.0.12:5432 is written down
        LOCAL = "127.0.0.1:8080 0.0.0.0:80 1.2.3.4 1.2.3.4.5:80"
      }`,
  ),
};

const silent: Readonly<Record<string, string>> = {
  'the load balancer by its name': docker(
    '      port "http" {\n        static = 80\n      }\n      port "dns" {\n        static = 53\n      }',
    published,
    '',
    'edge-traefik2',
  ),
  'a load balancer whose name is not known': `variable "image" {\n#        ^^^^^^^ information variable/no-default\n  type = string\n}\n${docker('      port "http" {\n        static = 80\n      }', published).replace('"example/server:1"', 'var.image')}`,
  'a name server behind something': docker(
    '      port "dns" {\n        to = 53\n      }\n      port "dns-tcp" {\n        static = 53\n      }',
    '        ports = ["dns", "dns-tcp"]',
    '',
    'coredns',
  ),
  'ports that scripts from elsewhere may use': docker(
    '      port "http" {}\n      port "metrics" {}',
    published,
    '      artifact {\n        source = "https://example.com/start.sh"\n      }',
  ),
  'DNS on a node for each of its allocations': docker(
    '      port "dns" {\n        static = 53\n      }',
    '        ports = ["dns"]',
    '',
    'powerdns',
  ).replace(
    '    shutdown_delay',
    '    count          = 2\n    spread {\n      attribute = "${node.unique.id}"\n      weight    = 100\n    }\n    shutdown_delay',
  ),
  'a port in a variable': docker('      port "http" {}', `${published}\n        args  = ["-p", "\${NOMAD_PORT_http}"]`),
  'a name that is put together': docker(
    '      port "http" {}',
    '',
    '      template {\n        destination = "local/a"\n        data        = "{{ env (printf \\"NOMAD_PORT_%s\\" \\"http\\") }}"\n      }',
  ),
  'a port that is the same inside and outside': docker(
    '      port "http" {\n        static = 53\n        to     = 53\n      }',
    `${published}\n        args  = ["\${NOMAD_IP_http}:\${NOMAD_PORT_http}"]`,
  ),
};

const firstFixes = (text: string, id: string, settings: Settings = defaultSettings): readonly Fix[] =>
  analysisOf(text, settings).problems.find((problem) => problem.id === id)?.fixes ?? [];

const applied = (text: string, fix: Fix | undefined): string =>
  [...(fix?.edits ?? [])]
    .sort((a, b) => b.start - a.start)
    .reduce((result, edit) => result.slice(0, edit.start) + edit.text + result.slice(edit.end), text);

describe('rules of the house about ports', () => {
  for (const [title, text] of Object.entries(speaks)) it(title, () => checkSpec(strict, text));
  for (const [title, text] of Object.entries(silent)) it(`silent: ${title}`, () => checkSpec(strict, text));

  it('repairs', () => {
    for (const [title, id] of [
      ['a mark without a reason', 'port/static-undocumented-legacy'],
      ['the ports of the load balancer', 'port/lb-port-outside-lb'],
      ['comments that are not marked', 'port/static-not-allowed'],
      ['a name server that nobody asks', 'port/dns-without-53'],
      ['a port that nothing uses', 'port/unused'],
      ['a port whose number nobody hands on', 'port/dynamic-unused-by-app'],
    ] as const)
      checkFix(speaks[title] ?? '', id);
  });

  it('makes a port dynamic with all that hangs on it: ports, service, addresses for others', () => {
    const text = docker(
      '      port "http" {\n        static = 8443\n      }',
      '',
      `      env {
        ADVERTISE = "\${NOMAD_IP_http}:\${NOMAD_PORT_http}"
        LISTEN    = ":\${NOMAD_PORT_http}"
      }
      service {
        name = "web"
        port = "8443"
      }`,
    );
    const [fix] = firstFixes(text, 'port/static-not-allowed');
    assert.equal(fix?.title, 'Use a dynamic port (the task listens on 8443)');
    const result = applied(text, fix);
    assert.deepEqual(
      [
        'to = 8443',
        'ports = ["http"]',
        'port = "http"',
        '${NOMAD_IP_http}:${NOMAD_HOST_PORT_http}',
        '":${NOMAD_PORT_http}"',
      ].filter((part) => !result.includes(part)),
      [],
      result,
    );
  });

  it('lets Traefik publish what took a port of the load balancer', () => {
    const text = docker('      port "http" {\n        static = 80\n      }', published);
    const fix = firstFixes(text, 'port/lb-port-outside-lb').find(({ title }) => title.includes('Traefik'));
    const result = applied(text, fix);
    assert.ok(result.includes('to = 80') && result.includes('rule=Host(`web.example.com`)'), result);
    const ids = analysisOf(result).problems.map(({ id }) => id);
    assert.ok(
      !ids.some((id) => id.startsWith('port/') || id.startsWith('traefik/') || id.startsWith('syntax/')),
      ids.join(),
    );
  });

  it('hands the number to a program that listens on the node itself', () => {
    const text = docker(
      '      port "http" {\n        static = 8200\n      }',
      `        args = ["-listen=0.0.0.0:8200", "-peer=other:8200", "-cache", "8200"]`,
    )
      .replace('"docker"', '"exec"')
      .replace('image = "example/server:1"', 'command = "server"')
      .replace(
        resources,
        `      env {
        PORT  = 8200
        LIMIT = 8200
      }
      template {
        destination = "local/a.conf"
        data        = <<-EOT
          listen 8200;
          peer http://other:8200
        EOT
      }
${resources}`,
      );
    const [fix, ...others] = firstFixes(text, 'port/static-not-allowed');
    assert.equal(fix?.title, 'Use a dynamic port (the task listens on NOMAD_PORT_http)');
    assert.ok(!others.some(({ title }) => title.includes('listens on 8200')));
    const result = applied(text, fix);
    assert.ok(!result.includes('static'));
    assert.ok(
      result.includes('args = ["-listen=0.0.0.0:${NOMAD_PORT_http}", "-peer=other:8200", "-cache", "8200"]'),
      result,
    );
    assert.ok(result.includes('PORT  = "${NOMAD_PORT_http}"\n        LIMIT = 8200'), result);
    assert.ok(result.includes('listen {{ env "NOMAD_PORT_http" }};\n          peer http://other:8200'), result);
  });

  it('documents a port, in a block on one line too', () => {
    for (const ports of [
      '      port "http" {\n        static = 8081\n      }',
      '      port "http" { static = 8081 }',
    ]) {
      const text = docker(ports, published);
      const fix = firstFixes(text, 'port/static-not-allowed').find(({ title }) => title === 'Document as legacy…');
      const ids = analysisOf(applied(text, fix)).problems.map(({ id }) => id);
      assert.ok(ids.includes('port/static-legacy') && !ids.includes('port/static-not-allowed'), ids.join());
    }
  });

  describe('allows a port in the policy file', () => {
    const text = docker('      port "http" {\n        static = 8081\n      }', published);
    const uri = 'file:///repo/.nomad-lint.json';
    for (const before of [
      undefined,
      '{}',
      '{\n  "level": "house"\n}\n',
      '{ "allowedStaticPorts": [] }',
      '{\n  "allowedStaticPorts": [\n    53,\n    "8500-8600"\n  ],\n  "level": "house"\n}\n',
    ]) {
      it(before === undefined ? 'which it makes' : JSON.stringify(before), () => {
        const settings =
          before === undefined
            ? { ...defaultSettings, policyFile: { uri } }
            : withPolicy(defaultSettings, { uri, text: before, file: readPolicyFile(before) });
        const fix = firstFixes(text, 'port/static-not-allowed', settings).find(
          ({ title }) => title === 'Allow 8081 in .nomad-lint.json',
        );
        const [change] = fix?.files ?? [];
        assert.equal(change?.before, before);
        const after = (change?.edits ?? []).reduce(
          (result, edit) => result.slice(0, edit.start) + edit.text + result.slice(edit.end),
          before ?? '',
        );
        const file = readPolicyFile(after);
        assert.deepEqual(file.problems, [], after);
        const known = readPolicyFile(before ?? '{}').policy.allowedStaticPorts ?? [53, 80, 443];
        assert.deepEqual(file.policy.allowedStaticPorts, [...known, 8081]);
        const ids = analysisOf(text, withPolicy(defaultSettings, { uri, text: after, file })).problems.map(
          ({ id }) => id,
        );
        assert.ok(!ids.includes('port/static-not-allowed'));
      });
    }

    it('not where it would not help, or is not known', () => {
      assert.ok(!firstFixes(text, 'port/static-not-allowed').some(({ title }) => title.startsWith('Allow')));
    });
  });
});
