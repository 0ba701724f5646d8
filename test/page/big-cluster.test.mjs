// A cluster with 5,000 jobs and 50,000 allocations: how long the explorer takes to show it, and whether typing stays
// smooth while everything in it changes.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
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
  const rows = () => session.page.locator('.pane-body .monaco-list-row');
  const row = (text) => rows().filter({ hasText: text }).first();

  before(async () => {
    cluster = await startBigCluster();
    session = await openSession({
      vsix: join(root, 'out/page.vsix'),
      folder: join(root, 'test/e2e/workspace'),
      server: { settings: { 'nomad.address': cluster.address, 'nomad.clusterFacts': false } },
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
    const took = await timed(async () => {
      await session.page.locator('.activitybar .action-label[aria-label^="Nomad"]').click();
      await row(/5,00\d jobs/).waitFor();
    });
    console.log(`      first rows of 5,000 jobs and 50,000 allocations: ${took.text}`);
    assert.ok(took.quick, took.text);
    await row('Nodes').waitFor();
  });

  it('opens a job and a group within a second, asking for that job alone', async () => {
    await open(row(/5,00\d jobs/));
    await open(row('default'));
    cluster.asked();
    const took = await timed(async () => {
      await open(row('job-0001'));
      await open(row('api'));
      await row('api[0]').waitFor();
    });
    console.log(`      a job and its group opened: ${took.text}`);
    assert.ok(took.quick, took.text);
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
    const before = processorTime();
    const end = cluster.storm(300);
    await sleep(2_000);
    const stormy = await typing(session);
    await sleep(Math.max(0, 15_000 - (performance.now() - start)));
    const events = end();
    const wall = performance.now() - start;
    const busy = (processorTime() - before) / wall;
    const asked = cluster.asked();
    const words = ({ median, slow }) => `median ${median.toFixed(0)} ms, one in twenty over ${slow.toFixed(0)} ms`;
    console.log(
      `      a key until it is drawn: ${words(quiet)} in a quiet cluster; ${words(stormy)} with ${events} events in ` +
        `${(wall / 1_000).toFixed(0)} s, which made ${asked.length} requests and kept the extension host busy for ${(busy * 100).toFixed(0)} %`,
    );
    assert.ok(events > 1_000, `${events} events`);
    assert.ok(busy < 0.25, `the extension host is busy for ${(busy * 100).toFixed(0)} % of the time`);
    // What a person notices begins at 100 ms. Where a quiet cluster is no better, others use the machine.
    if (quiet.slow < 50) assert.ok(stormy.slow < 100, JSON.stringify({ quiet, stormy }));
    const lists = asked.filter((one) => one.startsWith('GET /v1/jobs'));
    assert.ok(lists.length <= wall / 5_000 + 1, `the job list was asked for ${lists.length} times`);
    assert.ok(asked.length <= wall / 700, asked.join('\n'));
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

/**
 * How long it takes, in seconds that the machine has for us: where others use it as well, the time that the extension
 * host itself worked tells whether it is quick.
 */
async function timed(action) {
  const before = processorTime();
  const start = performance.now();
  await action();
  const wall = Math.round(performance.now() - start);
  const worked = processorTime() - before;
  return {
    text: `${wall} ms, of which the extension host worked for ${worked} ms`,
    quick: wall < 1_000 || worked < 1_000,
  };
}

/** Milliseconds of processor time that the extension hosts below this process have used. The page's host is a Linux one. */
function processorTime() {
  const processes = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .filter((found) => found !== null)
    .map(([, pid, parent, args]) => ({ pid, parent, args }));
  const below = new Set([String(process.pid)]);
  for (let size = 0; size !== below.size; ) {
    size = below.size;
    for (const { pid, parent } of processes) if (below.has(parent)) below.add(pid);
  }
  const hosts = processes.filter(({ pid, args }) => below.has(pid) && args.includes('--type=extensionHost'));
  return hosts.reduce((sum, { pid }) => {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
    // User and system time, in hundredths of a second.
    return sum + (Number(fields[11]) + Number(fields[12])) * 10;
  }, 0);
}

/** Opens a row when it is not open already. */
async function open(row) {
  await row.waitFor();
  if ((await row.getAttribute('aria-expanded')) !== 'true') await row.locator('.monaco-tl-twistie').click();
}

/**
 * Types comments, and measures each key in the page itself: from the event until the frame after it was drawn.
 *
 * @returns milliseconds of the best of three comments, since other work on the machine slows some: the median, and that
 *   which one key in twenty exceeds
 */
async function typing(session) {
  const { page } = session;
  await page.evaluate(() => {
    window.onKey ??= document.addEventListener(
      'keydown',
      (event) => {
        const at = event.timeStamp;
        requestAnimationFrame(() => setTimeout(() => window.keys.push(performance.now() - at)));
      },
      true,
    );
  });
  const rounds = [];
  for (let round = 0; round < 3; round++) {
    await page.evaluate(() => {
      window.keys = [];
    });
    await page.keyboard.type(LINE, { delay: 15 });
    await page.keyboard.press('Enter');
    await sleep(500);
    const keys = (await page.evaluate(() => window.keys)).sort((a, b) => a - b);
    rounds.push({ median: keys[Math.floor(keys.length / 2)], slow: keys[Math.floor(keys.length * 0.95)] });
  }
  return rounds.sort((a, b) => a.slow - b.slow)[0];
}
