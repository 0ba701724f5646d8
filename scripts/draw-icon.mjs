// Draws images/icon.png from images/icon.svg, in the browser of the test host.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { launchChromium } from '../test/host/chromium.mjs';
import { installHost } from '../test/host/install.mjs';
import { root } from './toolchain.mjs';

await installHost();
const browser = await launchChromium();
const page = await browser.newPage({ viewport: { width: 256, height: 256 } });
await page.setContent(`<style>body { margin: 0 }</style>${readFileSync(join(root, 'images/icon.svg'), 'utf8')}`);
await page.screenshot({ path: join(root, 'images/icon.png'), omitBackground: true });
await browser.close();
