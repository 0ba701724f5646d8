// What only a page shows: colours, squiggles, hovers and lists as they are drawn, and the packaged files being complete.
import assert from 'node:assert/strict';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../../scripts/toolchain.mjs';
import { openSession } from './session.mjs';

const vsix = join(root, 'out/page.vsix');
const folder = join(root, 'test/e2e/workspace');
const failures = join(root, 'out/test/page-failures');

describe('on a page', () => {
  let session;
  let editor;

  before(async () => {
    session = await openSession({ vsix, folder });
    editor = await session.open('web.nomad.hcl');
  });

  after(() => session?.end());

  afterEach(async function () {
    if (this.currentTest?.state !== 'failed') return;
    await mkdir(failures, { recursive: true });
    await session.screenshot(join(failures, `${this.currentTest.title.replace(/\W+/g, '-')}.png`));
  });

  it('colours a job', async () => {
    // The grammar comes a moment after the text.
    const driver = editor.locator('.view-line', { hasText: 'driver' });
    await driver.locator('span > span', { hasText: /^"docker"$/ }).waitFor();
    const colour = (text) =>
      driver.locator('span > span', { hasText: text }).evaluate((span) => getComputedStyle(span).color);
    assert.notEqual(await colour(/^"docker"$/), await colour(/driver/));
  });

  it('underlines a mistake while it is typed, and counts it in the status bar', async () => {
    await session.goTo(6, 13);
    await session.page.keyboard.press('Delete');
    await session.type('"many');
    await session.squiggles.first().waitFor();
    await session.page
      .locator('#nomad-job-authoring\\.nomad-job-authoring\\.nomad\\.status', { hasText: /\d/ })
      .waitFor();
  });

  it('says why under the mouse', async () => {
    const shown = await session.hover(session.squiggles.first());
    assert.match(await shown.innerText(), /many/);
    await session.page.keyboard.press('Escape');
  });

  it('drops the mark when the mistake is gone', async () => {
    await session.goTo(6, 13);
    // The whole line: a group's count may be left out.
    await session.page.keyboard.press('Control+Shift+K');
    await session.squiggles.first().waitFor({ state: 'detached' });
  });

  it('suggests while a person types, and takes the suggestion', async () => {
    // Below the driver; the line of the count above it is gone since the test before this one.
    const lines = (await readFile(join(folder, 'web.nomad.hcl'), 'utf8')).split('\n');
    const line = lines.findIndex((text) => text.includes('driver ='));
    await session.goTo(line, (lines[line] ?? '').length + 1);
    await session.page.keyboard.press('Enter');
    await session.page.locator('.statusbar-item', { hasText: `Ln ${line + 1}, Col 7` }).waitFor();
    await session.type('kill_t');
    await session.suggestions.filter({ hasText: 'kill_timeout' }).first().waitFor();
    await session.page.keyboard.press('Enter');
    await editor.locator('.view-line', { hasText: 'kill_timeout' }).waitFor();
  });
});

describe('on a page, in a folder that nobody has trusted', () => {
  let session;

  before(async () => {
    const settings = { 'security.workspace.trust.startupPrompt': 'never' };
    session = await openSession({ vsix, folder, server: { trust: false, settings } });
  });

  after(() => session?.end());

  it('still marks mistakes', async () => {
    await session.open('web.nomad.hcl');
    await session.page.getByText('Restricted Mode').first().waitFor();
    await session.goTo(6, 13);
    await session.page.keyboard.press('Delete');
    await session.type('"many');
    await session.squiggles.first().waitFor();
  });
});

describe('on a page, with no machine behind the browser', () => {
  let session;

  before(async () => {
    session = await openSession({ folder });
  });

  after(() => session?.end());

  it('marks mistakes, with the language server in a worker', async () => {
    await session.open('web.nomad.hcl');
    await session.goTo(6, 13);
    await session.page.keyboard.press('Delete');
    await session.type('"many');
    await session.squiggles.first().waitFor();
  });
});
