/** Choosing storage: what follows from the answers, and the texts that come with it. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fillSnippet, type SnippetFile } from '../../client/src/storage/fill-snippet';
import {
  agentBlock,
  companionFor,
  hostVolumesOfAgent,
  originsFor,
  storageFor,
  volumeOfSpec,
} from '../../client/src/storage/storage-choice';
import { insertStorage } from '../../server/src/features/insert-storage';
import { analysisOf } from '../support/drivers';

describe('choosing storage', () => {
  it('leads from the answers to the volume that fits, and to what belongs to it', () => {
    assert.deepEqual(storageFor('scratch', undefined, ''), { kind: 'ephemeral' });
    assert.deepEqual(storageFor('one-node', { kind: 'agent' }, 'a'), { kind: 'host', source: 'a' });
    assert.deepEqual(storageFor('one-node', { kind: 'spec' }, 'a'), {
      kind: 'host',
      source: 'a',
      accessMode: 'single-node-writer',
      sticky: true,
    });
    assert.deepEqual(storageFor('moves', { kind: 'spec' }, 'a'), {
      kind: 'csi',
      source: 'a',
      accessMode: 'single-node-writer',
    });
    assert.deepEqual(storageFor('many-nodes', { kind: 'existing', name: 'a', dynamic: false }, 'a'), {
      kind: 'csi',
      source: 'a',
      accessMode: 'multi-node-multi-writer',
    });
    assert.equal(companionFor('scratch', undefined), undefined);
    assert.equal(companionFor('one-node', { kind: 'agent' }), 'agent');
    assert.equal(companionFor('one-node', { kind: 'spec' }), 'volume-spec-host');
    assert.equal(companionFor('moves', { kind: 'spec' }), 'volume-spec-csi');
    assert.equal(companionFor('moves', { kind: 'existing', name: 'x', dynamic: false }), undefined);
  });

  it('gives a job that has nothing wrong with it, whatever was answered', () => {
    const job =
      'job "j" {\n  group "g" {\n    task "t" {\n      driver = "docker"\n      config {\n        image = "nginx:1"\n      }\n    }\n  }\n}\n';
    for (const need of ['scratch', 'one-node', 'moves', 'many-nodes'] as const) {
      for (const origin of [{ kind: 'agent' }, { kind: 'spec' }] as const) {
        const found = insertStorage(analysisOf(job), job.indexOf('driver'), storageFor(need, origin, 'web-data'));
        assert.ok('edits' in found);
        const text = [...found.edits]
          .sort((a, b) => b.start - a.start)
          .reduce(
            (all, edit) =>
              all.slice(0, edit.start) + edit.text.replace(/\$\{\d+:([^}]*)\}/g, '$1') + all.slice(edit.end),
            job,
          );
        const bad = analysisOf(text).problems.filter(({ severity }) => severity === 'error' || severity === 'warning');
        assert.deepEqual(bad, [], `${need} ${origin.kind}\n${text}`);
      }
    }
  });

  it('offers what is there, of the right type, before the ways to make one', () => {
    const known = [
      { type: 'host', name: 'pgdata', from: 'on n1', made: true, readOnly: true },
      { type: 'csi', name: 'media', from: 'plugin nfs' },
    ] as const;
    assert.deepEqual(
      originsFor('one-node', known).map(({ value }) => value.kind),
      ['existing', 'agent', 'spec'],
    );
    assert.match(originsFor('one-node', known)[0]?.consequence ?? '', /read-only/);
    assert.deepEqual(
      originsFor('moves', known).map(({ label }) => label),
      ['media', 'Make one on demand, from a volume spec'],
    );
  });

  it('knows what the workspace has already', () => {
    assert.deepEqual(hostVolumesOfAgent(agentBlock('wiki-data')), ['wiki-data']);
    for (const file of ['netbox-media', 'wiki-data']) {
      const text = readFileSync(`examples/volumes/${file}.volume.hcl`, 'utf8');
      assert.equal(volumeOfSpec(text)?.name.startsWith(file), true);
    }
    assert.equal(volumeOfSpec('job "x" {}'), undefined);
  });
});

describe('snippets with values put in', () => {
  const jobs: SnippetFile = JSON.parse(readFileSync('snippets/job.code-snippets', 'utf8'));
  const volumes: SnippetFile = JSON.parse(readFileSync('snippets/volume.code-snippets', 'utf8'));

  it('become the job that copies a volume', () => {
    const text =
      fillSnippet(jobs, 'migrate-volume-batch', { 1: 'migrate-pg', 2: 'pg-data', 3: 'pg-prod' }) ?? assert.fail();
    assert.match(text, /job "migrate-pg"/);
    assert.match(text, /source +="? *"pg-data"|source {4}= "pg-data"/);
    assert.doesNotMatch(text, /wiki/);
    const plain = text.replace(/\$\{\d+[:|]([^}|,]*)[^}]*\}/g, '$1').replace(/\\([$}\\])/g, '$1');
    assert.deepEqual(
      analysisOf(plain).problems.filter(({ severity }) => severity === 'error'),
      [],
    );
  });

  it('become volume specs of that name', () => {
    for (const prefix of ['volume-spec-host', 'volume-spec-csi']) {
      const text = fillSnippet(volumes, prefix, { 1: 'a$b' }) ?? assert.fail();
      assert.match(text, /name +="? *"a\\\$b"|name {5,}= "a\\\$b"/);
    }
    assert.equal(fillSnippet(volumes, 'no-such-snippet', {}), undefined);
  });

  it('keep the stops that have no value, and what only looks like one', () => {
    const file: SnippetFile = { x: { prefix: 'x', body: ['${1:a} ${2|b,c|} $1 \\${1:no}', '${3:d\\}e}'] } };
    assert.equal(fillSnippet(file, 'x', { 1: 'A' }), 'A ${2|b,c|} A \\${1:no}\n${3:d\\}e}');
    assert.equal(fillSnippet(file, 'x', { 2: 'B', 3: 'D' }), '${1:a} B $1 \\${1:no}\nD');
  });
});
