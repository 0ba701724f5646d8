// Takes pictures of the extension at work, for the README and for looking at a change: the packaged extension, in the VS
// Code of the test host.
// usage: screenshot.mjs [--out FOLDER] [--folder FOLDER] [--file NAME] [--line N] [--column N] [--type TEXT] [--keys KEY,KEY]
//   without --file: the scenes of the README, into docs/images
//   with --file: opens it, goes to the place, types, presses keys (such as Control+Space), and takes one picture
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureToolchain, root } from './toolchain.mjs';

await ensureToolchain();
const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    folder: { type: 'string' },
    file: { type: 'string' },
    line: { type: 'string', default: '1' },
    column: { type: 'string', default: '1' },
    type: { type: 'string' },
    keys: { type: 'string' },
  },
});
const out = resolve(values.out ?? (values.file ? 'out/screenshots' : join(root, 'docs/images')));
const { packageExtension } = await import('./package.mjs');
const { installHost } = await import('../test/host/install.mjs');
const { clusterPlanning } = await import('../test/page/recorded-plan.mjs');
const { plannedJob, scenes } = await import('../test/page/scenes.mjs');
const { openSession } = await import('../test/page/session.mjs');
await installHost();
mkdirSync(out, { recursive: true });

const cluster = await clusterPlanning(plannedJob);
const settings = {
  'nomad.address': cluster.address,
  'workbench.colorTheme': 'Default Dark Modern',
  'window.commandCenter': false,
  'window.title': '${activeEditorShort}',
  'editor.minimap.enabled': false,
  'editor.fontSize': 14,
  'remote.autoForwardPorts': false,
};
const session = await openSession({
  vsix: await packageExtension(join(root, 'out/screenshot.vsix')),
  folder: resolve(values.folder ?? join(root, 'examples')),
  page: { width: 1100, height: 700, scale: 1.5 },
  server: { settings },
});
try {
  if (values.file) await one();
  else
    for (const [name, scene] of scenes) {
      await scene(session);
      await picture(name);
    }
} finally {
  await session.end();
  cluster.close();
}
process.exit();

async function one() {
  await session.open(values.file);
  await session.goTo(Number(values.line), Number(values.column));
  if (values.type) await session.type(values.type);
  for (const key of values.keys?.split(',') ?? []) await session.page.keyboard.press(key);
  // The server answers within this, and there is no one event for all of its answers.
  await session.page.waitForTimeout(1_500);
  await picture(values.file.replace(/\W+/g, '-'));
}

async function picture(name) {
  const path = join(out, `${name}.png`);
  await session.screenshot(path);
  console.log(path);
}
