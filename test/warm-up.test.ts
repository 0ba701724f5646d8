/** The job that is judged before anybody asks: right, and with what most jobs use. */
import assert from 'node:assert/strict';
import { namesIn } from '../server/src/schema/blocks';
import { judgeSample, warmUp } from '../server/src/warm-up';

describe('warming up', () => {
  it('judges a job without errors that uses most blocks', () => {
    const { problems, instance } = judgeSample();
    const errors = problems.filter(({ severity }) => severity === 'error');
    assert.deepEqual(errors, []);
    const names = namesIn(instance);
    for (const name of ['variable', 'locals', 'service', 'check', 'template', 'volume_mount', 'constraint', 'update'])
      assert.ok(names.has(name), name);
  });

  it('lets everything else run after each time', async () => {
    let pauses = 0;
    let waiting: (() => void) | undefined;
    const done = warmUp(() => {
      pauses++;
      return new Promise((resolve) => {
        waiting = resolve;
      });
    });
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal(pauses, 1, 'nothing is judged while somebody waits');
    const go = setInterval(() => waiting?.(), 0);
    await done;
    clearInterval(go);
    assert.ok(pauses > 10);
  });
});
