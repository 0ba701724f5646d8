// Gives a workbench our extension as a browser without a remote machine gets it: from a web server, to run in workers.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { root } from '../../scripts/toolchain.mjs';

const types = { js: 'text/javascript', json: 'application/json', svg: 'image/svg+xml', png: 'image/png' };

/** Serves the built extension. @returns its port, and `close()` */
export async function serveExtension() {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Content-Type', types[pathname.split('.').pop()] ?? 'text/plain');
    const content = await readFile(join(root, pathname)).catch(() => undefined);
    response.writeHead(content ? 200 : 404).end(content);
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  return { port: server.address().port, close: () => server.close() };
}

/** Before the workbench reads its configuration, names our extension there as one of its own. */
export function addExtension(page, port) {
  return page.addInitScript((extensionPort) => {
    const observer = new MutationObserver(() => {
      const element = document.getElementById('vscode-workbench-web-configuration');
      if (!element) return;
      observer.disconnect();
      const configuration = JSON.parse(element.dataset.settings);
      configuration.additionalBuiltinExtensions = [
        { scheme: 'http', authority: `127.0.0.1:${extensionPort}`, path: '/' },
      ];
      element.dataset.settings = JSON.stringify(configuration);
    });
    observer.observe(document, { childList: true, subtree: true });
  }, port);
}
