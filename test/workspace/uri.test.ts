/** One spelling for each file. */
import assert from 'node:assert/strict';
import { canonical, isBelow } from '../../server/src/workspace/uri';

describe('the URI of a file', () => {
  const same: readonly (readonly string[])[] = [
    ['file:///home/a%40b/x%20y.nomad', 'file:///home/a@b/x y.nomad', 'file:///home/a@b/x%20y.nomad'],
    ['file:///c%3A/jobs/web.nomad', 'file:///C:/jobs/web.nomad', 'file:///c:/jobs/web.nomad'],
    ['file:///w/%5Bold%5D%20%28copy%29.nomad', 'file:///w/[old] (copy).nomad'],
    ['file:///w/caf%C3%A9.nomad', 'file:///w/café.nomad'],
    ['file://server/share/a.nomad', 'file://server/share/a.nomad'],
  ];
  for (const [first, ...others] of same) {
    it(`${first} is one file however it is escaped`, () => {
      assert.equal(canonical(first as string), first);
      for (const other of others) assert.equal(canonical(other), first);
    });
  }

  it('of other schemes, and what cannot be decoded, stays', () => {
    for (const uri of ['vscode-vfs://github/a/b@c.nomad', 'untitled:Untitled-1']) assert.equal(canonical(uri), uri);
    assert.equal(canonical('file:///w/100%.nomad'), 'file:///w/100%25.nomad');
  });

  it('tells whether the file is below a folder', () => {
    assert.ok(isBelow('file:///c%3A/w/a.nomad', ['file:///C:/w']));
    assert.ok(isBelow('file:///w/a.nomad', ['file:///x', 'file:///w/']));
    assert.ok(!isBelow('file:///www/a.nomad', ['file:///w']));
    assert.ok(!isBelow('untitled:Untitled-1', ['file:///w']));
    assert.ok(!isBelow('file:///w/a.nomad', []));
  });
});
