// A browser on a VS Code that has the packaged extension installed, and a scratch copy of a folder to work in.
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchChromium } from '../host/chromium.mjs';
import { startServer } from '../host/server.mjs';
import { openPage, workbench, workbenchUrl } from '../host/workbench.mjs';
import { addExtension, serveExtension } from './web-extension.mjs';

/**
 * @param options.vsix the packaged extension; none makes it a web extension, which runs in the browser alone
 * @param options.folder copied, so that the tests may write
 * @param options.page size and scale of the page
 * @param options.server more options of the server: settings, trust
 * @returns a workbench (test/host/workbench.mjs) that also has `folder`, the copy, `server` and `end()`
 */
export async function openSession({ vsix, folder, page: size, server: options }) {
  const scratch = await mkdtemp(join(tmpdir(), 'nomad-page-'));
  const copy = join(scratch, 'jobs');
  let server;
  let browser;
  let web;
  const end = async () => {
    await browser?.close();
    await server?.stop();
    web?.close();
    await rm(scratch, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    await cp(folder, copy, { recursive: true });
    server = await startServer({ vsix, ...options });
    browser = await launchChromium();
    if (!vsix) web = await serveExtension();
    const page = await openPage(browser, workbenchUrl(server, { workspace: copy }), {
      ...size,
      ...(web && { prepare: (blank) => addExtension(blank, web.port), bypassCSP: true }),
    });
    page.setDefaultTimeout(15_000);
    return { ...workbench(page), folder: copy, server, end };
  } catch (error) {
    await end();
    throw error;
  }
}
