// A person's whole session, step by step, on a page with the packaged extension and a real Nomad that has access control
// on: plan, run, healthy, logs, exec, another count, a version that fails and why, back to the good one, stop. At its end
// nothing of what was left behind holds the tokens.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from '../../../scripts/toolchain.mjs';
import { openSession } from '../../page/session.mjs';
import { browserStorage, filesWith, holds, processesOf } from './secrets.mjs';

const { findNomad, startAgent, grant } = createRequire(import.meta.url)(join(root, 'out/test/e2e/walk-support.cjs'));
const pictures = process.env.SCREENSHOTS;
const MANAGEMENT = 'a11ce0de-1111-4222-8333-0123456789ab';
const OPERATOR = `
namespace "default" {
  policy       = "write"
  capabilities = ["alloc-node-exec"]
}
node  { policy = "read" }
agent { policy = "read" }`;

describe('a walk with a real Nomad', function () {
  this.timeout(90_000);
  let agent;
  let session;
  let page;
  /** Two come from the environment, one is set in the editor. */
  let tokens;
  const seen = [];

  before(async () => {
    agent = await startAgent(findNomad(), { managementToken: MANAGEMENT });
    tokens = {
      environment: await grant(agent.address, MANAGEMENT, 'from-the-shell', { rules: OPERATOR }),
      password: 'pass-word-f00dfeed',
      stored: await grant(agent.address, MANAGEMENT, 'from-the-editor', { rules: OPERATOR }),
    };
    session = await openSession({
      vsix: join(root, 'out/walk.vsix'),
      folder: join(root, 'test/e2e/walk/jobs'),
      server: {
        settings: {
          'terminal.integrated.gpuAcceleration': 'off',
          'nomad.trace.server': 'verbose',
          'editor.minimap.enabled': false,
        },
        env: { NOMAD_ADDR: agent.address, NOMAD_TOKEN: tokens.environment, NOMAD_HTTP_AUTH: `me:${tokens.password}` },
        log: 'trace',
      },
    });
    page = session.page;
    if (pictures) mkdirSync(pictures, { recursive: true });
  });

  after(async () => {
    await session?.end();
    await agent?.stop();
  });

  let count = 0;
  afterEach(async function () {
    seen.push(await page.locator('body').innerText());
    const { title, state } = this.currentTest;
    const folder = pictures ?? (state === 'failed' ? join(root, 'out/test/e2e') : undefined);
    const step = this.currentTest.parent.title.startsWith('leaves') === false || state === 'failed';
    if (folder && step) await shot(title, folder);
  });

  const shot = (name, folder = pictures) =>
    folder && session.screenshot(join(folder, `${String(++count).padStart(2, '0')}-${name.replace(/\W+/g, '-')}.png`));
  const button = (name) => page.getByRole('button', { name }).first();
  const notice = (text) => session.notifications.filter({ hasText: text }).first().waitFor({ timeout: 40_000 });
  const quiet = () => session.run('Notifications: Clear All Notifications');
  const terminal = (text) => page.locator('.xterm-rows:visible', { hasText: text }).waitFor();
  /** Back to the job file, wherever it is open. */
  const job = async () => {
    await session.run('View: Focus First Editor Group');
    return session.open('walk.nomad.hcl');
  };
  /** Replaces a line of the job. */
  const rewrite = async (line, text) => {
    await job();
    await session.goTo(line, 1);
    await page.keyboard.press('Shift+End');
    await session.type(text);
    await page.keyboard.press('Control+S');
  };
  const planned = async (...parts) => {
    await session.run('Nomad: Plan Job');
    for (const part of parts) {
      await page.locator('.view-line', { hasText: part }).first().waitFor();
    }
  };
  /** Runs it from the plan that is shown. */
  const runPlanned = async (text) => {
    await page.locator('.codelens-decoration a', { hasText: /Run/ }).last().click();
    await page.locator('.monaco-dialog-box', { hasText: text }).waitFor();
    await shot('run-question');
    await button(/^Run$/).click();
  };

  it('plans with the token of the environment', async () => {
    await session.open('walk.nomad.hcl');
    await page.locator('.codelens-decoration', { hasText: 'Compare' }).waitFor();
    await planned(/Plan\s·\swalk/, /a\snew\sjob/, /create\s1/);
  });

  it('takes another token, in the secret storage', async () => {
    await session.run('Nomad: Set Token');
    await session.quickInput.locator('input').fill(tokens.stored);
    await page.keyboard.press('Enter');
    await notice(/The token for .* is kept/);
    await quiet();
  });

  it('runs the plan and follows it until it is healthy', async () => {
    await runPlanned(/Run job "walk" in namespace "default"/);
    await notice(/"walk" on .* is healthy: app 1\/1, version 0/);
    await page.locator('.codelens-decoration', { hasText: 'Submitted' }).waitFor();
  });

  it('shows it in the tree', async () => {
    await button(/^Details$/).click();
    await page.locator('.part.sidebar .monaco-list-row.selected', { hasText: /^walk/ }).waitFor();
    await quiet();
    const row = page.locator('.part.sidebar .monaco-list-row', { hasText: /^walk/ });
    await row.filter({ hasText: /1\/1/ }).waitFor();
    await page.locator('.part.sidebar .monaco-list-row', { hasText: /app/ }).first().waitFor();
  });

  it('follows its logs', async () => {
    await job();
    await session.run('Nomad: Follow Logs');
    await terminal('walking since');
    await terminal('careful');
  });

  it('opens a shell in its task', async () => {
    await job();
    await session.run('Nomad: Open Shell in Task');
    await terminal(/#/);
    await session.type('env | sort; echo $((6 * 7))\n');
    await terminal(/42\s*#/);
  });

  it('plans and runs another count', async () => {
    await page.keyboard.press('Control+J');
    await rewrite(6, '    count = 2');
    await planned(/compared\swith\sversion\s0/, /1\s→\s2/, /Run\stakes\sthis\splan/);
    await runPlanned(/create 1 · in place 1/);
    await notice(/is healthy: app 2\/2, version 1/);
  });

  it('has nothing to do when it is planned again', async () => {
    await quiet();
    await job();
    await planned(/Nothing\sto\sdo/);
  });

  it('plans a version that will fail, and runs it', async () => {
    await rewrite(37, '          echo "cannot open /data: no such directory" >&2; exit 3');
    await planned(/replace\s1\s·\sthen\s1\smore/, /-exec\ssleep\s600/);
    await shot('plan-of-a-bad-version');
    await runPlanned(/replace 1 · then 1 more/);
    await notice(/failed due to unhealthy allocations.*Exit Code: 3.*cannot open \/data: no such directory/);
  });

  it('explains it', async () => {
    await button(/^Diagnose$/).click();
    await page.locator('.editor-instance', { hasText: /Terminated:\s*Exit\s*Code:\s*3/ }).waitFor();
    await page
      .locator('.view-line', { hasText: /cannot\sopen\s\/data/ })
      .first()
      .waitFor();
  });

  it('goes back to the version that was healthy', async () => {
    await session.run('View: Focus First Editor Group');
    await session.run('Nomad: Revert Job');
    await session.quickInput.locator('.monaco-list-row', { hasText: 'Version 1' }).first().waitFor();
    await shot('which-version');
    await page.keyboard.press('Enter');
    await page.locator('.monaco-dialog-box', { hasText: 'from version 2 to 1' }).waitFor();
    await shot('revert-question');
    await button(/^Revert$/).click();
    await notice(/is healthy: app 2\/2, version 3/);
  });

  it('stops it', async () => {
    await quiet();
    await job();
    await session.run('Nomad: Stop Job');
    await page.locator('.monaco-dialog-box', { hasText: 'Stop job "walk"' }).waitFor();
    await button(/^Stop$/).click();
    await page.locator('.monaco-dialog-box', { hasText: 'Keep the definition' }).waitFor();
    await button(/^Keep and Stop$/).click();
    await notice(/is stopped/);
  });

  describe('with a token that is not known', () => {
    const unknown = 'bad0bad0-1111-4222-8333-0123456789ab';

    it('says so in the tree, and what to do', async () => {
      await session.run('Nomad: Set Token');
      await session.quickInput.locator('input').fill(unknown);
      await page.keyboard.press('Enter');
      await page.locator('.part.sidebar', { hasText: /Permission denied|does not allow/ }).waitFor();
    });

    it('says so when a job is planned, with the button that helps', async () => {
      await quiet();
      await job();
      await session.run('Nomad: Plan Job');
      await notice(/does not allow this client to plan job "walk"/);
      await button(/^Set Token…$/).click();
      await session.quickInput.locator('input').fill(tokens.stored);
      await page.keyboard.press('Enter');
      await page
        .locator('.view-line', { hasText: /Plan\s·\swalk/ })
        .first()
        .waitFor();
    });
  });

  describe('leaves no token', () => {
    const all = () => Object.values(tokens);

    it('in files: settings, logs, output, traffic of the language server, the workspace', () => {
      const { folder } = session.server;
      assert.deepEqual(filesWith(folder, [tokens.stored]), []);
      // Told to log everything, VS Code itself writes the environment of what it starts into this one.
      const ours = (path) => !path.endsWith('/remoteagent.log');
      assert.deepEqual(filesWith(folder, [tokens.environment, tokens.password]).filter(ours), []);
      assert.deepEqual(filesWith(session.folder, all()), []);
      // It was looked for where it could have been.
      assert.notDeepEqual(
        filesWith(join(folder, 'data/data/logs'), ['textDocument/didOpen']),
        [],
        'traffic was written down',
      );
      assert.notDeepEqual(filesWith(join(folder, 'data/data/logs'), ['job "walk": app 2/2 healthy']), [], 'output too');
    });

    it('in what the browser keeps', async () => {
      const kept = await browserStorage(page);
      assert.ok(kept.length > 1_000, kept);
      assert.ok(!holds(kept, all()));
    });

    it('on the screen', () => {
      assert.ok(seen.some((text) => text.includes('walk')));
      assert.equal(
        seen.findIndex((text) => holds(text, all())),
        -1,
      );
    });

    it('in arguments of processes, and none in the environment of the language server', function () {
      if (process.platform !== 'linux') return this.skip();
      const processes = processesOf(session.server.pid);
      assert.deepEqual(
        processes.filter(({ args }) => holds(args, all())),
        [],
      );
      assert.deepEqual(
        processes.filter(({ environment }) => holds(environment, [tokens.stored])).map(({ args }) => args),
        [],
      );
      const servers = processes.filter(({ args }) => /dist\/server\.js/.test(args));
      assert.equal(servers.length, 1, processes.map(({ args }) => args).join('\n\n'));
      assert.ok(servers.every(({ environment }) => environment.includes('PATH=') && !holds(environment, all())));
      assert.doesNotMatch(servers[0].environment, /^NOMAD_/m);
    });

    it('with the job on the cluster', async () => {
      for (const path of ['/v1/job/walk', '/v1/job/walk/versions', '/v1/job/walk/submission?version=1']) {
        const answer = await fetch(`${agent.address}${path}`, { headers: { 'x-nomad-token': MANAGEMENT } });
        const text = await answer.text();
        assert.ok(answer.ok && text.includes('walk'), text);
        assert.ok(!holds(text, all()), path);
      }
    });
  });
});
