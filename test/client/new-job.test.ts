/** What a new job may be made from, and where it may lie. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { jobTemplates, newJobFolders } from '../../client/src/views/new-job-folders';
import { defaultPolicy } from '../../server/src/policy';

describe('a new job', () => {
  const templates = jobTemplates(JSON.parse(readFileSync('snippets/job.code-snippets', 'utf8')));

  it('is made from a snippet that is a whole job', () => {
    const prefixes = templates.map(({ prefix }) => prefix);
    for (const prefix of ['job-service', 'job-batch', 'job-periodic', 'job-system', 'csi-plugin-nfs']) {
      assert.ok(prefixes.includes(prefix), prefix);
    }
    assert.equal(prefixes[0], 'job-service');
    assert.ok(!prefixes.includes('service-http'));
    const purposes = prefixes.findIndex((prefix) => !prefix.startsWith('job-'));
    assert.ok(
      prefixes.slice(purposes).every((prefix) => !prefix.startsWith('job-')),
      'plain ones first',
    );
    for (const { name, description } of templates) assert.match(`${name}: ${description}`, /^[A-Z][^(]*: [^(]+\.$/);
  });

  it('of each category of the default policy has a snippet of its own', () => {
    const categories = templates.flatMap(({ category }) => category ?? []);
    assert.deepEqual(categories.sort(), Object.values(defaultPolicy.jobCategories).sort());
  });

  const file = (path: string, category = 'other', kept?: 'testing') => ({ path, category, kept });
  const paths = (...args: Parameters<typeof newJobFolders>) => newJobFolders(...args).map(({ path }) => path);

  it('goes where jobs of its category are, else where most are', () => {
    const files = [
      file('jobs/apps/web.nomad.hcl', 'applications'),
      file('jobs/base/dns.nomad.hcl', 'core-infrastructure'),
      file('jobs/base/lb.nomad.hcl', 'core-infrastructure'),
      file('jobs/.testing/x.nomad.hcl', 'other', 'testing'),
    ];
    assert.deepEqual(paths(files, 'applications'), ['jobs/apps', 'jobs/base', '']);
    assert.deepEqual(paths(files), ['jobs/base', 'jobs/apps', '']);
    assert.deepEqual(paths(files, 'platform-services'), ['platform-services', 'jobs/base', 'jobs/apps', '']);
  });

  it('goes into the folder itself where nothing is yet', () => {
    assert.deepEqual(paths([]), ['']);
    assert.deepEqual(paths([file('web.nomad.hcl')]), ['']);
    assert.deepEqual(paths([], 'applications'), ['applications', '']);
  });
});
