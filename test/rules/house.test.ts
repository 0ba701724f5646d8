/** The house policy as a whole: the cases that it was made for, how loud it may be, and how it is quieted. */
import assert from 'node:assert/strict';
import { readPolicyFile } from '../../server/src/policy';
import { rules } from '../../server/src/rules';
import { workspaceRules } from '../../server/src/rules/workspace-rules';
import { defaultSettings, readSettings, type Settings, withPolicy } from '../../server/src/settings';
import { type ExampleFile, exampleFiles, problemsOfFiles } from '../support/example-files';

/** A job with one container that publishes ports, in the network of its node. */
const job = (name: string, image: string, ports: Readonly<Record<string, string>>): string => `job "${name}" {
  group "${name}" {
    network {
      mode = "host"
${Object.entries(ports)
  .map(([label, line]) => `      port "${label}" {\n        ${line}\n      }`)
  .join('\n')}
    }
    task "${name}" {
      driver = "docker"
      config {
        image = "${image}"
        ports = [${Object.keys(ports)
          .map((label) => `"${label}"`)
          .join(', ')}]
      }
    }
  }
}
`;

const traefik = job('traefik', 'traefik:v3.3', {
  web: 'static = 80',
  websecure: 'static = 443',
  admin: 'static = 8080 # Dashboard on static port for easier connectivity',
});
const repository: Readonly<Record<string, string>> = {
  'core-infrastructure/traefik.nomad.hcl': traefik,
  'core-infrastructure/vault.nomad.hcl': job('vault-dev', 'hashicorp/vault:1.18', {
    http: 'static = 8200',
    cluster: 'static = 8201',
  }),
  'core-infrastructure/.archive/traefik-simple.nomad.hcl': traefik,
  'core-infrastructure/.archive/traefik-old.nomad.hcl': traefik.replace('job "traefik"', 'job "traefik-old"'),
  'platform-services/powerdns.nomad.hcl': job('powerdns', 'powerdns/pdns-auth-49:4.9.4', {
    dns: 'static = 53',
    api: 'to = 8081',
  }),
  'platform-services/exporter.nomad.hcl': job('exporter', 'example/exporter:1', { metrics: 'static = 9333' }),
};
const files: readonly ExampleFile[] = Object.entries(repository).map(([path, text]) => ({ path, text }));

describe('the house policy', () => {
  describe('on the files that it was made for', () => {
    const alone = (path: string) =>
      problemsOfFiles(
        files.filter((file) => file.path === path),
        defaultSettings,
      )
        .filter(({ id }) => /^port\/|^job\/ref/.test(id))
        .map(({ severity, id, start }) => {
          const line = (repository[path] ?? '').slice(start).split('\n')[0] ?? '';
          return `${severity} ${id}: ${line.replace(/ *#.*/, '')}`;
        });

    it("leaves the load balancer's 80 and 443 alone, and warns of its admin port: its comment is no reason", () => {
      assert.deepEqual(alone('core-infrastructure/traefik.nomad.hcl'), [
        'warning port/static-not-allowed: static = 8080',
      ]);
    });

    it('leaves the 53 of a name server alone', () => {
      assert.deepEqual(alone('platform-services/powerdns.nomad.hcl'), []);
    });

    it('warns of an exporter with a port of its own', () => {
      assert.deepEqual(alone('platform-services/exporter.nomad.hcl'), [
        'warning port/static-not-allowed: static = 9333',
      ]);
    });

    it('marks the job for reference, and both of its ports', () => {
      assert.deepEqual(alone('core-infrastructure/vault.nomad.hcl'), [
        'warning job/reference-only: job "vault-dev" {',
        'warning port/static-not-allowed: static = 8200',
        'warning port/static-not-allowed: static = 8201',
      ]);
    });

    it('says nothing in old files, and nothing of them', () => {
      assert.deepEqual(alone('core-infrastructure/.archive/traefik-old.nomad.hcl'), []);
      const ids = problemsOfFiles(files, defaultSettings).map(({ id }) => id);
      assert.ok(!ids.includes('port/lb-duplicate') && !ids.includes('job/duplicate-id'), ids.join());
    });
  });

  const ofPolicy = [...rules, ...workspaceRules].filter(({ policy }) => policy !== undefined);
  const examples = ofPolicy.map(({ id, docs, languages }) => ({ id, files: exampleFiles(docs.wrong, languages[0]) }));
  const levelsIn = (settings: Settings, which: readonly string[] = ofPolicy.map(({ id }) => id)) =>
    examples.flatMap(({ files: example }) =>
      problemsOfFiles(example, settings)
        .filter(({ id }) => which.includes(id))
        .map(({ id, severity }) => `${severity} ${id}`),
    );

  it('is never louder than a warning', () => {
    const found = levelsIn(defaultSettings);
    assert.ok(found.length >= ofPolicy.length - 1, found.join());
    assert.deepEqual(
      found.filter((one) => one.startsWith('error')),
      [],
    );
  });

  const ports = ofPolicy.filter(({ policy }) => policy === 'port').map(({ id }) => id);
  const quiet: Readonly<Record<string, readonly [Settings, readonly string[]]>> = {
    'the setting nomad.policy.level': [readSettings({ policy: { level: 'off' } }), ofPolicy.map(({ id }) => id)],
    'the level in .nomad-lint.json': [fromFile('{ "level": "off" }'), ofPolicy.map(({ id }) => id)],
    'the setting nomad.portPolicy': [readSettings({ portPolicy: 'off' }), ports],
    'the portPolicy in .nomad-lint.json': [fromFile('{ "portPolicy": "off" }'), ports],
  };
  for (const [title, [settings, which]] of Object.entries(quiet)) {
    it(`is quieted by ${title}`, () => {
      assert.ok(levelsIn(defaultSettings, which).length > 0);
      assert.deepEqual(levelsIn(settings, which), []);
    });
  }

  it('is an information at most where it is relaxed', () => {
    const found = levelsIn(readSettings({ policy: { level: 'relaxed' } }));
    assert.ok(found.length > 0 && found.every((one) => !/^(warning|error)/.test(one)), found.join());
  });
});

function fromFile(text: string): Settings {
  return withPolicy(defaultSettings, { uri: 'file:///w/.nomad-lint.json', text, file: readPolicyFile(text) });
}
