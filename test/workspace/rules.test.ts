/** The rules that need more than one file: where they speak, where they are silent, and their repairs. */
import assert from 'node:assert/strict';
import { analyze } from '../../server/src/analyze';
import { languageOfPath } from '../../server/src/languages';
import type { Problem } from '../../server/src/problem';
import { defaultSettings, type Settings } from '../../server/src/settings';
import { applyEdits } from '../../server/src/text-edits';
import { factsOf } from '../../server/src/workspace/facts';
import { workspaceProblems } from '../../server/src/workspace/problems';
import { viewOf } from '../../server/src/workspace/view';

type Files = Readonly<Record<string, string>>;

/** The problems of the first file beside the others. */
function problemsIn(files: Files, settings: Settings = defaultSettings): readonly Problem[] {
  const facts = Object.entries(files).map(([path, text]) => {
    const languageId = languageOfPath(path)?.id ?? 'nomad';
    return factsOf(analyze({ uri: `file:///w/${path}`, languageId, text }, settings));
  });
  return workspaceProblems(facts[0] as (typeof facts)[0], viewOf(facts), settings);
}

const told = (files: Files, settings?: Settings): readonly string[] =>
  problemsIn(files, settings).map(({ id, severity }) => `${severity} ${id}`);

const textAt = (text: string, { start, end }: { readonly start: number; readonly end: number }): string =>
  text.slice(start, end);

/** A job with lines of its own, of its group and of its task. */
const job = (id: string, group = '', lines = ''): string =>
  `job "${id}" {\n${lines}\n  group "g" {\n${group}\n    task "t" {\n      driver = "exec"\n    }\n  }\n}\n`;
const port = (number: number | string, more = ''): string =>
  `    network {\n      port "p" {\n        static = ${number}\n${more}\n      }\n    }`;
const volume = (lines: string): string => `    volume "v" {\n${lines}\n    }`;
const router = (name: string, rule: string, more = ''): string =>
  `    service {\n      tags = ["traefik.http.routers.${name}.rule=${rule}"${more}]\n    }`;

describe('rules of the workspace', () => {
  describe('job/duplicate-id', () => {
    it('speaks of two files with one job, and says where the other is', () => {
      const files = { 'a/web.nomad.hcl': job('web'), 'b/web.nomad.hcl': job('web') };
      const [problem] = problemsIn(files);
      assert.deepEqual(told(files), ['information job/duplicate-id']);
      assert.match(problem?.message ?? '', /\.\.\/b\/web\.nomad\.hcl/);
      assert.equal(problem?.related?.[0]?.uri, 'file:///w/b/web.nomad.hcl');
      assert.equal(textAt(files['b/web.nomad.hcl'], problem?.related?.[0] ?? { start: 0, end: 0 }), 'job "web"');
    });

    it('is silent in other namespaces and regions, and where one is not known', () => {
      for (const lines of ['namespace = "team"', 'region = "eu"', 'namespace = var.n', 'id = "other"', 'id = var.n']) {
        assert.deepEqual(
          told({ 'a.nomad': job('web'), 'b.nomad': `variable "n" {}\n${job('web', '', lines)}` }),
          [],
          lines,
        );
      }
    });
  });

  describe('ports', () => {
    it('a static port in two jobs is a warning where nothing keeps them apart', () => {
      const files = { 'a.nomad': job('a', port(9100)), 'b.nomad': job('b', port(9100)) };
      const [problem] = problemsIn(files);
      assert.deepEqual(told(files), ['warning port/static-clash-workspace']);
      assert.equal(textAt(files['a.nomad'], problem as Problem), 'static = 9100');
      assert.equal(textAt(files['b.nomad'], problem?.related?.[0] as Problem), 'static = 9100');
    });

    it('is an information where constraints may keep them apart', () => {
      const narrow = '    constraint {\n      attribute = "${node.class}"\n      value     = "edge"\n    }\n';
      assert.deepEqual(told({ 'a.nomad': job('a', port(9100)), 'b.nomad': job('b', narrow + port(9100)) }), [
        'information port/static-clash-workspace',
      ]);
    });

    const apart: Readonly<Record<string, readonly [string, string]>> = {
      'other numbers': [job('a', port(9100)), job('b', port(9101))],
      'other networks': [job('a', port(9100)), job('b', port(9100, '        host_network = "public"'))],
      'other datacenters': [
        job('a', port(9100), '  datacenters = ["dc1"]'),
        job('b', port(9100), '  datacenters = ["dc2", "eu-*"]'),
      ],
      'other pools': [job('a', port(9100)), job('b', port(9100), '  node_pool = "gpu"')],
      'other regions': [job('a', port(9100)), job('b', port(9100), '  region = "eu"')],
      'constraints for different nodes': [
        job('a', `    constraint {\n      attribute = "\${node.class}"\n      value     = "a"\n    }\n${port(9100)}`),
        job('b', `    constraint {\n      attribute = "\${node.class}"\n      value     = "b"\n    }\n${port(9100)}`),
      ],
      'a port that may collide': [job('a', port(9100)), job('b', port(9100, '        ignore_collision = true'))],
      'no allocation': [job('a', port(9100)), job('b', `    count = 0\n${port(9100)}`)],
      'a number that is not known': [job('a', port(9100)), `variable "n" {}\n${job('b', port('var.n'))}`],
    };
    for (const [why, [a, b]] of Object.entries(apart)) {
      it(`is silent: ${why}`, () => assert.deepEqual(told({ 'a.nomad': a, 'b.nomad': b }), []));
    }

    it('is silent between variants of one job', () => {
      const found = told({ 'a.nomad': job('web', port(9100)), 'b/a.nomad': job('web', port(9100)) });
      assert.deepEqual(found, ['information job/duplicate-id']);
    });

    it('ports 80 and 443 have a rule of their own', () => {
      assert.deepEqual(told({ 'a.nomad': job('a', port(443)), 'b.nomad': job('b', port(443)) }), [
        'warning port/lb-duplicate',
      ]);
    });

    it('old files do not count, and nothing is said in them', () => {
      const files = { 'a.nomad': job('a', port(443)), '.archive/b.nomad': job('b', port(443)) };
      const archived = { '.archive/b.nomad': files['.archive/b.nomad'], 'a.nomad': files['a.nomad'] };
      assert.deepEqual(told(archived), []);
    });

    it('the house policy is quieted as a whole, one rule by its id, one line by a comment', () => {
      const files = { 'a.nomad': job('a', port(443)), 'b.nomad': job('b', port(443)) };
      assert.deepEqual(told(files, { ...defaultSettings, portPolicy: 'off' }), []);
      assert.deepEqual(told(files, { ...defaultSettings, portPolicy: 'relaxed' }), ['information port/lb-duplicate']);
      assert.deepEqual(told(files, { ...defaultSettings, rules: { 'port/lb-duplicate': 'error' } }), [
        'error port/lb-duplicate',
      ]);
      const allowed = files['a.nomad'].replace(
        'static = 443',
        'static = 443 # nomad-lint: allow port/lb-duplicate other cluster',
      );
      assert.deepEqual(told({ 'a.nomad': allowed, 'b.nomad': files['b.nomad'] }), []);
    });
  });

  describe('Traefik', () => {
    const a = job('a', router('web', 'Host(`a.example.com`)'));

    it('a router of the same name in another job', () => {
      assert.deepEqual(told({ 'a.nomad': a, 'b.nomad': job('b', router('web', 'Host(`b.example.com`)')) }), [
        'warning traefik/router-duplicate',
      ]);
    });

    it('the same host in another job', () => {
      assert.deepEqual(told({ 'a.nomad': a, 'b.nomad': job('b', router('b', 'Host(`A.example.com`)')) }), [
        'information traefik/host-duplicate',
      ]);
    });

    it('is silent where paths, entry points or the protocol differ', () => {
      for (const other of [
        router('b', 'Host(`a.example.com`) && PathPrefix(`/b`)'),
        router('b', 'Host(`b.example.com`)'),
        router('web', 'Host(`a.example.com`)').replace('.http.', '.tcp.').replace('Host', 'HostSNI'),
      ]) {
        assert.deepEqual(told({ 'a.nomad': a, 'b.nomad': job('b', other) }), [], other);
      }
      const on = (name: string) => `, "traefik.http.routers.${name}.entrypoints=${name}"`;
      assert.deepEqual(
        told({
          'a.nomad': job('a', router('x', 'Host(`a.example.com`)', on('x'))),
          'b.nomad': job('b', router('y', 'Host(`a.example.com`)', on('y'))),
        }),
        [],
      );
    });
  });

  describe('volumes', () => {
    const agent = (name: string, more = ''): string =>
      `client {\n  host_volume "${name}" {\n    path = "/srv"\n${more}\n  }\n}\n`;
    const host = job('a', volume('      type = "host"\n      source = "wiki"'));

    it('a source that is nearly one of the workspace', () => {
      const files = { 'a.nomad': host, 'nomad.d/client.hcl': agent('wikis') };
      const [problem] = problemsIn(files);
      assert.deepEqual(told(files), ['warning volume/unknown-source']);
      assert.equal(textAt(host, problem as Problem), '"wiki"');
      const fixed = applyEdits(host, problem?.fixes?.[0]?.edits ?? []);
      assert.deepEqual(told({ ...files, 'a.nomad': fixed }), []);
    });

    it('counts volume specifications, with an index for per_alloc', () => {
      const csi = job('a', volume('      type = "csi"\n      source = "db"\n      per_alloc = true'));
      const spec = (id: string) => `id = "${id}"\ntype = "csi"\nplugin_id = "p"\n`;
      assert.deepEqual(told({ 'a.nomad': csi, 'x.volume.hcl': spec('db[0]') }), []);
      assert.deepEqual(told({ 'a.nomad': csi, 'x.volume.hcl': spec('media') }), ['warning volume/unknown-source']);
      assert.deepEqual(told({ 'a.nomad': host, 'x.volume.hcl': 'name = "wiki"\ntype = "host"\n' }), []);
    });

    it('is silent where the workspace declares no volume of the type, or the source is not known', () => {
      assert.deepEqual(told({ 'a.nomad': host }), []);
      assert.deepEqual(told({ 'a.nomad': host, 'x.volume.hcl': 'id = "w"\ntype = "csi"\n' }), []);
      // Static host volumes may be declared elsewhere.
      assert.deepEqual(told({ 'a.nomad': host, 'x.volume.hcl': 'name = "media"\ntype = "host"\n' }), []);
      const later = job('a', volume('      type = "host"\n      source = "${meta.volume}"'));
      assert.deepEqual(told({ 'a.nomad': later, 'nomad.hcl': agent('x') }), []);
    });

    it('an agent that only lets read', () => {
      const files = { 'a.nomad': host, 'nomad.hcl': agent('wiki', '    read_only = true') };
      assert.deepEqual(told(files), ['warning volume/agent-readonly']);
      const reading = host.replace('source = "wiki"', 'source = "wiki"\n      read_only = true');
      assert.deepEqual(told({ ...files, 'a.nomad': reading }), []);
      assert.deepEqual(told({ ...files, 'nomad.d/b.hcl': agent('wiki') }), []);
    });

    it('a folder of a node cannot be sticky, a dynamic volume of its name can', () => {
      const sticky = host.replace('source = "wiki"', 'source = "wiki"\n      sticky = true');
      const files = { 'a.nomad': sticky, 'nomad.d/a.hcl': agent('wiki') };
      assert.deepEqual(told(files), ['warning volume/sticky-static']);
      assert.deepEqual(told({ ...files, 'a.nomad': host }), []);
      assert.deepEqual(told({ ...files, 'wiki.volume.hcl': 'type = "host"\nname = "wiki"\n' }), []);
    });
  });

  describe('variable files', () => {
    const web = 'variable "image" {\n  type = string\n}\nvariable "ports" {\n  type = list(number)\n}\n';

    it('a name that the job does not declare', () => {
      const files = { 'web.vars.hcl': 'imgae = "x"\n', 'web.nomad.hcl': web + job('web') };
      const [problem] = problemsIn(files);
      assert.deepEqual(told(files), ['warning variable/var-file-unknown-key']);
      assert.equal(applyEdits(files['web.vars.hcl'], problem?.fixes?.[0]?.edits ?? []), 'image = "x"\n');
    });

    it('a value that does not fit', () => {
      assert.deepEqual(told({ 'web.vars.hcl': 'ports = ["http"]\n', 'web.nomad.hcl': web + job('web') }), [
        'error variable/type',
      ]);
    });

    it('is taken for the job whose name it begins with, else for all beside it', () => {
      const other = { 'api.nomad.hcl': `variable "tag" {}\n${job('api')}`, 'web.nomad.hcl': web + job('web') };
      assert.deepEqual(told({ 'web.prod.vars.hcl': 'tag = 1\n', ...other }), ['warning variable/var-file-unknown-key']);
      assert.deepEqual(told({ 'prod.nomadvars': 'tag = 1\nimage = "x"\n', ...other }), []);
      assert.deepEqual(told({ 'vars/prod.nomadvars': 'nothing = 1\n', ...other }), []);
    });
  });
});
