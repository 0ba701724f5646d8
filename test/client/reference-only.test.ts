/** Job files that are not meant to run. */
import assert from 'node:assert/strict';
import { isReferenceOnly } from '../../client/src/deploy/reference-only';

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
