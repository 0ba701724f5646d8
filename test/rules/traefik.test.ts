/** Rules about tags for Traefik (github.com/traefik/traefik pkg/provider/nomad, pkg/rules, pkg/muxer). */
import assert from 'node:assert/strict';
import { groupsOf } from '../../server/src/rules/facts/job-view';
import { servicesOf } from '../../server/src/rules/facts/services';
import { traefikOf } from '../../server/src/traefik/tags';
import { checkSpec } from '../support/check';
import { analysisOf, direct } from '../support/drivers';
import { checkFix, inGroup } from './around';

const service = (tags: string, port = '      port = "80"\n') => `
    service {
      name = "app"
      provider = "nomad"
${port}      tags = [
${tags}
      ]
    }`;

const enabled = (tags: string, port?: string): string => service(`        "traefik.enable=true",\n${tags}`, port);

const speaks: Readonly<Record<string, string>> = {
  'tags that nothing switches on': inGroup(
    service(`
        "urlprefix-/app",
        "traefik.http.routers.app.rule=Host(\`a.example.com\`)",
        #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ information traefik/enable-missing: service "app"`),
  ),
  'rules of Traefik 2': inGroup(
    enabled(`
        "traefik.http.routers.a.rule=Host(\`a.example.com\`, \`b.example.com\`)",
        #                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning traefik/rule-syntax: takes one value
        "traefik.http.routers.b.rule=Headers(\`X-Canary\`, \`1\`) && PathPrefix(\`/\`)",
        #                            ^^^^^^^ warning traefik/rule-syntax: called "Header"
        "traefik.http.routers.c.rule=HostRegexp(\`{sub:[a-z]+}.example.com\`)",
        #                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^ warning traefik/rule-syntax: without named parts
        "traefik.http.routers.d.rule=Query(\`lang=de\`)",
        #                                  ^^^^^^^^^ warning traefik/rule-syntax: two values`),
  ),
  'rules that nobody can read': inGroup(
    enabled(`
        "traefik.http.routers.a.rule=Host(\`a.example.com)",
        #                                 ^^^^^^^^^^^^^^^ warning traefik/rule-syntax: back-quote is never closed
        "traefik.http.routers.b.rule=Host('b.example.com') && Path(\`/\`)",
        #                                 ^^^^^^^^^^^^^^^ warning traefik/rule-syntax: not in single quotes
        "traefik.http.routers.c.rule=(Host(\`c\`) || Host(\`d\`) && Path(\`/\`)",
        #                            ^ warning traefik/rule-syntax: never closed
        "traefik.http.routers.d.rule=Hots(\`d.example.com\`)",
        #                            ^^^^ warning traefik/rule-syntax: Did you mean "Host"?
        "traefik.http.routers.e.rule=Host(\`e\`) and Path(\`/\`)",
        #                                      ^^^ warning traefik/rule-syntax: joins nothing
        "traefik.http.routers.f.rule=Host(\`f\`) & Path(\`/\`)",
        #                                      ^ warning traefik/rule-syntax: Write &&
        "traefik.http.routers.g.rule=PathPrefix(\`api\`)",
        #                                       ^^^^^ warning traefik/rule-syntax: begins with "/"
        "traefik.http.routers.h.rule=Host()",
        #                            ^^^^^^ warning traefik/rule-syntax: needs a value
        "traefik.http.routers.i.rule=PathRegexp(\`(?=a)\`)",
        #                                       ^^^^^^^ warning traefik/rule-syntax: no regular expression of Go
        "traefik.tcp.routers.j.rule=Host(\`db\`)",
        #                           ^^^^ warning traefik/rule-syntax: Did you mean "HostSNI"?
        "traefik.tcp.routers.k.rule=HostSNI(\`db.example.com\`)",
        #                                   ^^^^^^^^^^^^^^^^ warning traefik/rule-syntax: without TLS`),
  ),
  'a place behind escapes': inGroup(
    enabled(`
        "traefik.http.routers.a.rule=Host(\\"a\\") && Hosts(\\"b\\")",
        #                                           ^^^^^ warning traefik/rule-syntax: Did you mean "Host"?`),
  ),
  'keys that Traefik does not have': inGroup(
    enabled(`
        "traefik.http.routers.a.entrypoint=web",
       # ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning traefik/unknown-key: Did you mean "entrypoints"?
        "traefik.http.middlewares.m.striprefix.prefixes=/a",
       # ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning traefik/unknown-key: Did you mean "stripprefix"?
        "traefik.http.routers.my.app.rule=Path(\`/\`)",
       # ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning traefik/unknown-key: Write "my-app"
        "traefik.http.routers.b.tls",
       # ^^^^^^^^^^^^^^^^^^^^^^^^^^ warning traefik/unknown-key: has no value
        "traefik.frontend.rule=Host:a",
       # ^^^^^^^^^^^^^^^^^^^^^ warning traefik/unknown-key: Traefik 1
        "traefik.http.routers.c=x",
       # ^^^^^^^^^^^^^^^^^^^^^^ warning traefik/unknown-key: not complete`),
  ),
  'HTTPS without TLS': inGroup(
    enabled(`
        "traefik.http.routers.app.entryPoints=web, websecure",
        #                                     ^^^^^^^^^^^^^^ hint traefik/tls-entrypoint: Router "app"`),
  ),
  'a service that announces no port': inGroup(`
    service {
      name = "app"
      provider = "nomad"
      tags = ["traefik.enable=true"]
      #       ^^^^^^^^^^^^^^^^^^^^^ warning traefik/service-no-port: service "app"
    }`),
  'a static port behind the load balancer': inGroup(`
    network {
      port "http" {
        # a remark that documents nothing
        static = 9443
        #^^^^^^^^^^^^ warning port/static-not-allowed
      }
    }
    service {
      provider = "nomad"
      port = "http"
      #      ^^^^^^ warning traefik/static-behind: fixed to 9443
      tags = ["traefik.enable=true"]
    }`),
};

const silent: Readonly<Record<string, string>> = {
  'all that is right': inGroup(
    enabled(`
        "traefik.http.routers.app.rule=(Host(\`a.example.com\`) || HostRegexp(\`^.+\\\\.example\\\\.com$\`)) && !PathPrefix(\`/internal\`)",
        "traefik.http.routers.app.entrypoints=websecure",
        "traefik.http.routers.app.tls.certresolver=internal",
        "traefik.http.routers.app.tls.domains[0].main=example.com",
        "traefik.http.routers.app.middlewares=auth@file,app-strip",
        "traefik.http.middlewares.app-strip.stripprefix.prefixes=/app",
        "traefik.http.middlewares.app-head.headers.customRequestHeaders.X-Any=1",
        "traefik.http.middlewares.app-plug.plugin.geoblock.allowedCountries[0]=DE",
        "traefik.HTTP.services.app.loadBalancer.server.scheme=https",
        "traefik.tcp.routers.db.rule=HostSNI(\`*\`)",
        "traefik.tcp.routers.other.rule=HostSNI(\`db.example.com\`)",
        "traefik.tcp.routers.other.tls.passthrough=true",
        "traefik.udp.routers.dns.entrypoints=dns",
        "traefik.http.routers.\${NOMAD_TASK_NAME}.rule=Host(\`\${NOMAD_TASK_NAME}.example.com\`)",
        "traefikother.http.routers.x.nothing=1",`),
  ),
  'rules of version 2 where they are meant': inGroup(
    enabled(`
        "traefik.http.routers.app.rulesyntax=v2",
        "traefik.http.routers.app.rule=Host(\`a\`, \`b\`) && Headers(\`X\`, \`1\`)",`),
  ),
  'what is not known': `variable "tags" {
  type = list(string)
}
variable "rule" {
  type = string
}
${inGroup(
  `
    service {
      name     = "a"
      provider = "nomad"
      port     = "80"
      tags     = concat(["traefik.http.routers.a.rule=Path(\`/\`)"], var.tags)
    }
    service {
      name     = "b"
      provider = "nomad"
      port     = "80"
      tags     = ["traefik.enable=true", "traefik.http.routers.a.rule=\${var.rule}"]
    }`,
)}`,
  "the load balancer's own dashboard": inGroup(`
    service {
      name = "traefik"
      provider = "nomad"
      tags = ["traefik.enable=true", "traefik.http.routers.api.service=api@internal"]
    }`),
  'a switched-off service': inGroup(service('        "traefik.enable=false", "traefik.http.routers.a.rule=Path(`/`)"')),
};

describe('rules about Traefik', () => {
  for (const [title, text] of Object.entries(speaks)) it(`speak of ${title}`, () => checkSpec(direct, text));
  for (const [title, text] of Object.entries(silent)) it(`are silent about ${title}`, () => checkSpec(direct, text));

  const fixes: readonly (readonly [id: string, lines: string])[] = [
    ['traefik/enable-missing', service('        "traefik.http.routers.a.rule=Path(`/`)"')],
    ['traefik/rule-syntax', enabled('        "traefik.http.routers.a.rule=Host(`a`, `b`) && Path(`/`)"')],
    ['traefik/rule-syntax', enabled('        "traefik.http.routers.a.rule=HostRegexp(`{s:[a-z]+}.example.com`)"')],
    ['traefik/rule-syntax', enabled('        "traefik.http.routers.a.rule=Host(\'a\')"')],
    ['traefik/unknown-key', enabled('        "traefik.http.routers.a.entrypoint=web"')],
    ['traefik/unknown-key', enabled('        "traefik.http.routers.my.app.rule=Path(`/`)"')],
    ['traefik/tls-entrypoint', enabled('        "traefik.http.routers.a.entrypoints=websecure"')],
    [
      'traefik/static-behind',
      '    network {\n      port "http" {\n        static = 9443\n      }\n    }\n    service {\n      port = "http"\n      tags = ["traefik.enable=true"]\n    }',
    ],
  ];
  for (const [id, lines] of fixes) it(`repair ${lines.trim().slice(-70)}`, () => checkFix(inGroup(lines), id));

  it('read routers from tags, with what locals fill in', () => {
    const text = `locals {\n  host = "App.example.com"\n}\n${inGroup(
      enabled(
        '        "traefik.http.routers.Web.rule=Host(`${local.host}`) || Host(`b.example.com`)",\n        "traefik.http.routers.Web.entrypoints=web,websecure",\n        "traefik.http.routers.web.tls.certresolver=x"',
      ),
    )}`;
    const [group] = groupsOf(analysisOf(text).instance);
    assert.ok(group);
    const [owned] = servicesOf(group);
    assert.ok(owned);
    const { routers, enabled: on } = traefikOf(owned.service);
    assert.equal(on, true);
    assert.deepEqual(
      routers.map(({ protocol, name, hosts, entryPoints, tls }) => ({ protocol, name, hosts, entryPoints, tls })),
      [
        {
          protocol: 'http',
          name: 'Web',
          hosts: ['app.example.com', 'b.example.com'],
          entryPoints: ['web', 'websecure'],
          tls: true,
        },
      ],
    );
  });
});
