// A cluster with 5,000 jobs and 50,000 allocations: how long the explorer takes to show it, and whether typing stays
// smooth while everything in it changes.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from '../../scripts/toolchain.mjs';
import { startBigCluster } from '../support/big-cluster.mjs';
import { openSession } from './session.mjs';

const LINE = '# the quick brown fox jumps over the lazy dog and types a comment';

describe('a big cluster, on a page', function () {
  this.timeout(120_000);
  let cluster;
  let session;
  let quiet;
  /** A key is drawn within two frames where nothing else wants the machine; others get longer for everything. */
  const slowness = () => Math.max(1, quiet.median / 34);
  const rows = () => session.page.locator('.pane-body .monaco-list-row');
  const row = (text) => rows().filter({ hasText: text }).first();

  before(async () => {
    cluster = await startBigCluster();
    session = await openSession({
      vsix: join(root, 'out/page.vsix'),
      folder: join(root, 'test/e2e/workspace'),
      server: { settings: { 'nomad.address': cluster.address } },
    });
    await session.open('web.nomad.hcl');
    await session.goTo(1, 1);
    await settled(cluster);
    quiet = await typing(session);
  });

  after(async () => {
    await session?.end();
    await cluster?.close();
  });

  it('shows its first rows within a second', async () => {
    const start = performance.now();
    await session.page.locator('.activitybar .action-label[aria-label^="Nomad"]').click();
    await row(/5,00\d jobs/).waitFor();
    const took = performance.now() - start;
    console.log(
      `      first rows of 5,000 jobs and 50,000 allocations after ${took.toFixed(0)} ms` +
        (slowness() > 1 ? ` on a machine that is ${slowness().toFixed(1)} times as slow as it should be` : ''),
    );
    assert.ok(took < 1_000 * slowness(), `${took.toFixed(0)} ms`);
    await row('Nodes').waitFor();
  });

  it('opens a category, a job and a group within a second, asking for that job alone', async () => {
    cluster.asked();
    const start = performance.now();
    await open(row(/5,00\d jobs/));
    await open(row('default'));
    await open(row('job-0001'));
    await open(row('api'));
    await row('api[0]').waitFor();
    const took = performance.now() - start;
    console.log(`      four rows opened in ${took.toFixed(0)} ms`);
    assert.ok(took < 1_000 * slowness(), `${took.toFixed(0)} ms`);
    assert.deepEqual(
      cluster.asked().filter((one) => /\/job\/.*\/allocations/.test(one)),
      ['GET /v1/job/job-0001/allocations'],
    );
  });

  it('keeps typing smooth while 300 allocations change each second, and asks little', async () => {
    await session.page.locator('.editor-instance .monaco-editor').first().click();
    await session.goTo(1, 1);
    cluster.asked();
    const start = performance.now();
    const end = cluster.storm(300);
    await sleep(2_000);
    const stormy = await typing(session);
    await sleep(Math.max(0, 15_000 - (performance.now() - start)));
    const events = end();
    const seconds = (performance.now() - start) / 1_000;
    const asked = cluster.asked();
    console.log(
      `      a key until it is drawn: median ${quiet.median.toFixed(0)} ms, slowest of twenty ${quiet.slow.toFixed(0)} ms in a quiet cluster; ` +
        `${stormy.median.toFixed(0)} and ${stormy.slow.toFixed(0)} ms with ${events} events in ${seconds.toFixed(0)} s, which made ${asked.length} requests`,
    );
    // A frame at 60 Hz is 17 ms; what a person notices begins at 100 ms.
    assert.ok(stormy.slow < Math.max(100, quiet.slow * 1.5), JSON.stringify({ quiet, stormy }));
    assert.ok(events > 1_000, `${events} events`);
    const lists = asked.filter((one) => one.startsWith('GET /v1/jobs'));
    assert.ok(lists.length <= 5, `the job list was asked for ${lists.length} times`);
    assert.ok(asked.length <= 25, asked.join('\n'));
  });

  it('goes on from the last event when the stream is cut', async () => {
    await sleep(1_000);
    cluster.asked();
    const at = cluster.index();
    cluster.cut();
    let opened;
    for (const end = Date.now() + 10_000; !opened && Date.now() < end; await sleep(200)) {
      opened = cluster.asked().find((one) => one.includes('/event/stream'));
    }
    assert.equal(opened, `GET /v1/event/stream from ${at}`);
  });

  it('asks nothing while nobody looks', async () => {
    await session.run('View: Toggle Primary Side Bar Visibility');
    await sleep(1_500);
    cluster.asked();
    const end = cluster.storm(100);
    await sleep(4_000);
    end();
    assert.deepEqual(cluster.asked(), []);
  });
});

/** Until VS Code has started all that it starts, and nothing is asked any more of what completion wants to know. */
async function settled(cluster) {
  for (let quiet = 0; quiet < 6; quiet++) {
    await sleep(500);
    if (cluster.asked().length > 0) quiet = 0;
  }
}

/** Opens a row when it is not open already. */
async function open(row) {
  await row.waitFor();
  if ((await row.getAttribute('aria-expanded')) !== 'true') await row.locator('.monaco-tl-twistie').click();
}

/**
 * Types a comment, and measures each key in the page itself: from the event until the frame after it was drawn.
 *
 * @returns milliseconds: the median, and that which one key in twenty exceeds
 */
async function typing(session) {
  const { page } = session;
  await page.evaluate(() => {
    window.keys = [];
    window.onKey ??= document.addEventListener(
      'keydown',
      (event) => {
        const at = event.timeStamp;
        requestAnimationFrame(() => setTimeout(() => window.keys.push(performance.now() - at)));
      },
      true,
    );
  });
  for (let round = 0; round < 3; round++) {
    await page.keyboard.type(LINE, { delay: 15 });
    await page.keyboard.press('Enter');
  }
  await sleep(300);
  const keys = (await page.evaluate(() => window.keys)).sort((a, b) => a - b);
  return { median: keys[Math.floor(keys.length / 2)], slow: keys[Math.floor(keys.length * 0.95)] };
}
