/** The house's policy for storage: what well-known images keep, and where. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { knownImage, mountsOfImage, ownerOfImage } from '../../server/src/images';
import { defaultSettings } from '../../server/src/settings';
import { checkSpec } from '../support/check';
import { analysisOf, direct } from '../support/drivers';
import { checkFix } from './around';

const db = (volume: string, task: string, group = '', config = '        image = "postgres:17"') => `job "db" {
  group "db" {
${group}
${volume}
    task "db" {
      driver = "docker"
      config {
${config}
      }
${task}
    }
  }
}
`;

const mount = `      volume_mount {
        volume      = "data"
        destination = "/var/lib/postgresql/data"
      }`;

const host = (more = '') => `    volume "data" {
      type   = "host"
      source = "pg-data"
${more}
    }`;

/** Said already, so that the advice on placement is silent. */
const placed = '    constraint {\n      attribute = "${meta.storage}"\n      value     = "ssd"\n    }';

const speaks: Readonly<Record<string, string>> = {
  'owner and place of a database': db(
    `    volume "data" {
  # ^^^^^^^^^^^^^ hint volume/placement: PostgreSQL runs on whatever node
      type   = "host"
      source = "pg-data"
    }`,
    `      volume_mount {
        volume      = "data"
        destination = "/var/lib/postgresql/data"
        #             ^^^^^^^^^^^^^^^^^^^^^^^^^^ hint volume/uid-gid: writes here as 999:999: on the node, the folder of host volume "pg-data"
      }`,
  ),
  'a dynamic host volume that is not sticky': db(
    `    volume "data" {
  # ^^^^^^^^^^^^^ hint volume/sticky-advice: sticky = true ties it
      type            = "host"
      source          = "pg-data"
      access_mode     = "single-node-writer"
      attachment_mode = "file-system"
    }`,
    `      user = "999:999"\n${mount}`,
    placed,
  ),
  'a database on what several nodes write': db(
    `    volume "data" {
      type            = "csi"
      source          = "pg"
      access_mode     = "multi-node-multi-writer"
      #                 ^^^^^^^^^^^^^^^^^^^^^^^^^ information volume/nfs-locking: PostgreSQL keeps its files in volume "data"
      attachment_mode = "file-system"
    }`,
    mount,
  ),
  'a database on NFS': db(
    `    volume "data" {
      type            = "csi"
      source          = "nfs-pg"
      #                 ^^^^^^^^ information volume/nfs-locking: on NFS
      access_mode     = "single-node-writer"
      attachment_mode = "file-system"
    }`,
    mount,
  ),
  'places that containers do not take': db(
    host(),
    `      volume_mount {
        volume      = "data"
        destination = "data"
        #             ^^^^^^ warning volume/mount-no-destination: "data" is relative
      }
      volume_mount {
        volume      = "data"
        destination = ""
        #             ^^ warning volume/mount-no-destination: "destination" is empty
      }`,
    placed,
  ),
  'a folder of the task that looks like a volume of Docker': db(
    '',
    '',
    '',
    `        image   = "postgres:17"
      #           ^^^^^^^^^^^^^ warning storage/ephemeral-for-stateful: /var/lib/postgresql/data
        volumes = ["pgdata:/var/lib/postgresql/data"]
        #          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning volume/docker-volume-shadows: no volume of Docker here`,
  ),
  'less than the least scratch space': db(
    host(),
    `      user = "999:999"\n${mount}`,
    `${placed}
    ephemeral_disk {
      size = 5
      #      ^ error ephemeral/size: it must be at least 10
    }`,
  ),
  'Redis that keeps what it has': db(
    '',
    '',
    '',
    `        image = "redis:7"
      #         ^^^^^^^^^ warning storage/ephemeral-for-stateful: "redis" keeps its data in /data
        args  = ["redis-server", "--appendonly", "yes"]`,
  ),
};

const silent: Readonly<Record<string, string>> = {
  'a task that sets its user, a group that is placed': db(host(), `      user = "999:999"\n${mount}`, placed),
  'a volume that is sticky': db(
    host('      access_mode     = "single-node-writer"\n      attachment_mode = "file-system"\n      sticky = true'),
    `      user = "999:999"\n${mount}`,
    placed,
  ),
  'a cache': db('', '', '    # A cache: may be lost at any time.'),
  'a cache by its tags': db(
    '',
    '      service {\n        name     = "a"\n        provider = "nomad"\n        tags     = ["cache"]\n      }\n      shutdown_delay = "5s"',
  ),
  'a program of the image that is no server': db(
    '',
    '',
    '',
    '        image = "postgres:17"\n        args  = ["pg_dump", "-h", "db"]',
  ),
  'Redis as a cache': db(
    '',
    '',
    '',
    '        image = "redis:7"\n        args  = ["redis-server", "--maxmemory-policy", "allkeys-lru", "--save", "60 1"]',
  ),
  'an image that only looks alike': db('', '', '', '        image = "example.com/postgres-exporter:1"'),
  'a job that ends': db('', '').replace('job "db" {', 'job "db" {\n  type = "batch"'),
};

describe('rules of the house about storage', () => {
  for (const [title, text] of Object.entries(speaks)) it(title, () => checkSpec(direct, text));
  for (const [title, text] of Object.entries(silent)) it(`silent: ${title}`, () => checkSpec(direct, text));

  it('repairs', () => {
    checkFix(speaks['owner and place of a database'] ?? '', 'volume/placement');
    checkFix(speaks['a dynamic host volume that is not sticky'] ?? '', 'volume/sticky-advice');
    checkFix(speaks['a folder of the task that looks like a volume of Docker'] ?? '', 'volume/docker-volume-shadows');
    checkFix(speaks['Redis that keeps what it has'] ?? '', 'storage/ephemeral-for-stateful');
  });

  it('says when CSI is more than is needed', () => {
    const csi = (mode: string, count = '') =>
      analysisOf(
        db(
          `    volume "data" {\n      type = "csi"\n      source = "pg"\n      access_mode = "${mode}"\n      attachment_mode = "file-system"\n    }`,
          mount,
          count,
        ),
      ).problems.some(({ id }) => id === 'storage/csi-for-single');
    assert.ok(csi('single-node-writer'));
    assert.ok(!csi('multi-node-single-writer'));
    assert.ok(!csi('single-node-writer', '    count = 2'));
  });

  it('asks for names of volumes when it is told to', () => {
    const names = (text: string) =>
      analysisOf(text, { ...defaultSettings, rules: { 'volume/name-convention': 'hint' } }).problems.filter(
        ({ id }) => id === 'volume/name-convention',
      ).length;
    const named = (source: string) => db(host().replace('pg-data', source), mount);
    assert.equal(names(named('vol1')), 1);
    assert.equal(names(named('db-data')), 0);
    assert.equal(names(named('db-data').replace('"host"', '"csi"')), 1);
    assert.equal(names(named('db-data-prod').replace('"host"', '"csi"')), 0);
    assert.equal(analysisOf(named('vol1')).problems.filter(({ id }) => id === 'volume/name-convention').length, 0);
  });

  it('turns a folder of the node into a volume', () => {
    const text = db(
      '',
      '',
      '',
      '        image   = "example/wiki:1"\n        volumes = [\n          "/srv/wiki/data:/data:ro",\n          "/etc/localtime:/etc/localtime",\n        ]',
    );
    const problems = analysisOf(text).problems.filter(({ id }) => id === 'volume/docker-bind-mount');
    assert.deepEqual(
      problems.map(({ fixes }) => fixes?.map(({ title }) => title)),
      [['Convert to a host volume "wiki-data"', 'Convert to a CSI volume "wiki-data"'], []],
    );
    const edits = [...(problems[0]?.fixes?.[0]?.edits ?? [])].sort((a, b) => b.start - a.start);
    const result = edits.reduce((all, edit) => all.slice(0, edit.start) + edit.text + all.slice(edit.end), text);
    assert.ok(
      result.includes(
        'volume "wiki-data" {\n      type      = "host"\n      source    = "wiki-data"\n      read_only = true\n    }',
      ),
      result,
    );
    assert.ok(result.includes('destination = "/data"\n        read_only   = true'), result);
    assert.ok(!result.includes('/srv/wiki'));
    assert.deepEqual(analysisOf(result).syntax.errors, []);
  });

  it('mounts a volume where its image keeps its data', () => {
    const [problem] = analysisOf(db(host(), '')).problems.filter(({ id }) => id === 'volume/unused');
    assert.equal(problem?.fixes?.[0]?.title, 'Mount it in task "db" at /var/lib/postgresql/data');
  });
});

describe('well-known images', () => {
  it('are known by the last parts of their names, without registry, tag and digest', () => {
    const title = (reference: string) => knownImage(reference)?.image.title;
    assert.equal(title('postgres'), 'PostgreSQL');
    assert.equal(title('docker.io/library/postgres:17-alpine@sha256:0123'), 'PostgreSQL');
    assert.equal(title('localhost:5000/postgres:17'), 'PostgreSQL');
    assert.equal(title('bitnami/postgresql:16'), 'PostgreSQL (Bitnami)');
    for (const other of ['postgres-exporter', 'example/notredis', '${image}', '', 'postgres/exporter'])
      assert.equal(title(other), undefined, other);
  });

  it('have paths and owners by version and variant', () => {
    const of = (reference: string) => knownImage(reference) ?? assert.fail(reference);
    assert.equal(mountsOfImage(of('postgres:18.1'))[0]?.path, '/var/lib/postgresql');
    assert.equal(mountsOfImage(of('postgres:16'))[0]?.path, '/var/lib/postgresql/data');
    assert.equal(ownerOfImage(of('postgres:16-alpine')), '70:70');
    assert.equal(ownerOfImage(of('postgres:16')), '999:999');
  });

  it('are each told once, with paths, owners and ports that can be', () => {
    const { images } = JSON.parse(readFileSync('schemas/images.json', 'utf8')) as {
      images: { names: string[]; owner?: string; mounts?: { path: string }[]; ports?: Record<string, number> }[];
    };
    const names = images.flatMap((image) => image.names);
    assert.equal(new Set(names).size, names.length);
    for (const { names, owner = '0:0', mounts = [], ports = {} } of images) {
      assert.match(owner, /^\d+:\d+$/, names[0]);
      assert.ok(
        mounts.every(({ path }) => /^\/\S+[^/]$/.test(path)),
        names[0],
      );
      assert.ok(
        Object.values(ports).every((port) => port > 0 && port < 65536),
        names[0],
      );
    }
  });
});
