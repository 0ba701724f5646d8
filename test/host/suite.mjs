// Runs a suite in the extension host of the VS Code from npm packages, as a desktop VS Code does when it is given
// --extensionDevelopmentPath and --extensionTestsPath.
import { mkdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { launchChromium } from './chromium.mjs';
import { startServer } from './server.mjs';
import { openPage, workbenchUrl } from './workbench.mjs';

/**
 * Resolves when the suite has ended, however it did; what it found it writes down itself, since an extension host that
 * crashes reports success.
 *
 * @param options.failures a folder for a picture and the logs when something goes wrong
 * @returns an explanation when the suite did not end by itself
 */
export async function runSuite({ extension, suite, workspace, settings, env, failures, timeoutMs }) {
  let server;
  let browser;
  let page;
  let timer;
  const cleanUp = async () => {
    clearTimeout(timer);
    await browser?.close().catch(() => {});
    await server?.stop();
  };
  try {
    server = await startServer({ settings, testDriver: true, env });
    browser = await launchChromium();
    const remote = (path) => `vscode-remote://127.0.0.1:${server.port}${resolve(path)}`;
    let finish;
    const finished = new Promise((done) => {
      finish = done;
    });
    timer = setTimeout(() => finish(`no result after ${timeoutMs / 1000} s`), timeoutMs);
    server.exited.then((code) => finish(`the VS Code server ended with ${code}`));
    const payload = [
      ['extensionDevelopmentPath', remote(extension)],
      ['extensionTestsPath', remote(suite)],
      ['skipWelcome', 'true'],
      ['skipReleaseNotes', 'true'],
    ];
    page = await openPage(browser, workbenchUrl(server, { workspace, payload }), {
      expose: { codeAutomationLog: print, codeAutomationExit: (code) => finish(code === 0 ? undefined : 'failed') },
    });
    const trouble = await finished;
    if (trouble) {
      await rm(failures, { recursive: true, force: true });
      await mkdir(failures, { recursive: true });
      await page.screenshot({ path: join(failures, 'failure.png') }).catch(() => {});
      await server.saveLogs(join(failures, 'logs'));
    }
    return trouble === 'failed' ? undefined : trouble;
  } finally {
    await cleanUp();
  }
}

// The workbench reports to the same place as mocha and the tests' console.log.
const chatter = new RegExp(
  `^(${[
    'Resolv(ing|ed) connection token',
    'Creating a socket \\(',
    'Creation of workbench contribution',
    'Canceled: ',
    'Timed out waiting for authentication provider',
    '(Updating|Ignoring fetching) additional builtin extensions',
    '\\[(AccountPolicyGate|DefaultAccount|AgentHost|ChatModelSelection|Service Worker|reconnection-grace-time)\\b',
  ].join('|')})`,
);

function print(level, [first, ...rest]) {
  if (chatter.test(first)) return;
  (level === 'error' ? console.error : console.log)(first, ...rest);
}
