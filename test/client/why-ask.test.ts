/** Job files that are not run without asking. */
import assert from 'node:assert/strict';
import { whyAsk } from '../../client/src/deploy/why-ask';
import { describeJobFile } from '../../client/src/views/job-file';
import { defaultPolicy } from '../../server/src/policy';
import { isReferenceOnly } from '../../server/src/reference-only';

describe('a job file for reference only', () => {
  const job = 'job "web" {\n}\n';

  it('is known by its name', () => {
    assert.ok(isReferenceOnly(job, '/jobs/core-infrastructure/vault.nomad.hcl'));
    assert.ok(isReferenceOnly(job, '/jobs/web-reference.nomad.hcl'));
    assert.ok(!isReferenceOnly(job, '/jobs/vault-ui.nomad.hcl'));
    assert.ok(isReferenceOnly(job, '/jobs/old/web.nomad.hcl', ['**/old/**']));
    assert.ok(!isReferenceOnly(job, '/jobs/vault.nomad.hcl', []));
  });

  it('is known by the comment at its top, in any style', () => {
    for (const comment of [
      '# REFERENCE ONLY - see the wiki',
      '\n\n// Vault runs elsewhere.\n// Do not use',
      '/* kept as it was\n   do not deploy */',
    ]) {
      assert.ok(isReferenceOnly(`${comment}\n${job}`, '/jobs/web.nomad.hcl'), comment);
    }
  });

  it('is not what a comment further below says', () => {
    const text = 'job "web" {\n  # do not use latest here\n}\n# reference only\n';
    assert.ok(!isReferenceOnly(text, '/jobs/web.nomad.hcl'));
    assert.ok(!isReferenceOnly(`# Runs the web site. Do not restart it at noon.\n${job}`, '/jobs/web.nomad.hcl'));
  });
});

describe('a job file in a testing folder', () => {
  const text = 'job "web" {\n}\n';
  const why = (path: string, policy: Partial<typeof defaultPolicy> = {}) =>
    whyAsk({ uri: `file://${path}`, text, name: path.slice(1) }, { ...defaultPolicy, ...policy });

  it('is asked about by the name of the folder and of the key that says so', () => {
    const found = why('/srv/jobs/.testing/deep/web.nomad.hcl');
    assert.equal(found?.kind, 'testing');
    assert.equal(
      found?.message,
      'srv/jobs/.testing/deep/web.nomad.hcl lies in the testing folder ".testing" and is not run without asking.',
    );
    assert.match(found?.detail ?? '', /"testingFolders" in \.nomad-lint\.json/);
  });

  it('is so by the policy alone, by whole names of folders', () => {
    assert.equal(why('/srv/jobs/web.nomad.hcl'), undefined);
    assert.equal(why('/srv/jobs/my.testing/web.nomad.hcl'), undefined);
    assert.equal(why('/srv/jobs/.testing/web.nomad.hcl', { testingFolders: [] }), undefined);
    const testingFolders = ['sandbox', 'jobs/try/'];
    assert.match(why('/srv/jobs/try/web.nomad.hcl', { testingFolders })?.message ?? '', /folder "jobs\/try\/"/);
    assert.equal(why('/srv/jobs/.testing/web.nomad.hcl', { testingFolders }), undefined);
  });

  it('is asked about once, as a reference, when it is that too', () => {
    assert.equal(why('/srv/.testing/vault.nomad.hcl')?.kind, 'reference');
    assert.match(why('/srv/.testing/vault.nomad.hcl')?.detail ?? '', /^Its name says so/);
  });

  it('is known to the explorer', () => {
    const uri = 'file:///srv/.testing/web.nomad.hcl';
    assert.equal(describeJobFile({ uri, path: '.testing/web.nomad.hcl', text }, defaultPolicy)?.kept, 'testing');
  });
});
