import assert from 'node:assert/strict';
import { formatEdits } from '@hcl/parser';
import { unifiedDiff } from '../../server/src/cli/line-diff';

const diff = (text: string) => unifiedDiff('x.nomad.hcl', text, formatEdits(text) ?? []);

describe('unifiedDiff', () => {
  it('is empty where nothing changes', () => assert.equal(diff('a = 1\n'), ''));

  it('shows three lines around what changes, and joins what lies near', () => {
    const lines = ['a  = 1', ...'bcdefgh'.split('').map((name) => `${name} {}`), 'i  {}', '', 'j {}', ''];
    assert.equal(
      diff(lines.join('\n')),
      `--- x.nomad.hcl
+++ x.nomad.hcl
@@ -1,4 +1,4 @@
-a  = 1
+a = 1
 b {}
 c {}
 d {}
@@ -6,6 +6,6 @@
 f {}
 g {}
 h {}
-i  {}
+i {}
 
 j {}
`,
    );
  });

  it('counts the lines of a comment that goes', () => {
    assert.equal(
      diff('a /* 1\n2 */ "b" {\nc  = 1\n}'),
      `--- x.nomad.hcl
+++ x.nomad.hcl
@@ -1,4 +1,3 @@
-a /* 1
-2 */ "b" {
-c  = 1
+a "b" {
+  c = 1
 }
`,
    );
  });
});
