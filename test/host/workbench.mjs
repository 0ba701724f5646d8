// A page with the workbench on it, and what a person does there: keys, mouse, and what is on the screen.
import { resolve } from 'node:path';

/** The workbench's address; `payload` holds, as pairs, what a desktop VS Code takes as arguments. */
export function workbenchUrl(server, { workspace, payload } = {}) {
  const url = new URL(`http://127.0.0.1:${server.port}`);
  if (workspace) url.searchParams.set('folder', resolve(workspace));
  if (payload) url.searchParams.set('payload', JSON.stringify(payload));
  return url.href.replaceAll('%2F', '/');
}

/**
 * Opens a page on the workbench and waits until it is drawn.
 *
 * @param options.expose functions of ours, by name, that the page may call
 * @param options.prepare is given the page before it loads anything
 * @param options.bypassCSP lets the page load from anywhere
 */
export async function openPage(browser, url, options = {}) {
  const { width = 1280, height = 800, scale = 1, expose = {}, prepare, bypassCSP = false } = options;
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: scale,
    reducedMotion: 'reduce',
    bypassCSP,
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  for (const [name, fn] of Object.entries(expose)) await page.exposeFunction(name, fn);
  await prepare?.(page);
  await page.goto(url);
  await page.locator('.monaco-workbench .part.editor').waitFor();
  return page;
}

/** A person at the workbench of `page`. */
export function workbench(page) {
  const quickInput = page.locator('.quick-input-widget:visible');
  const suggestions = page.locator('.suggest-widget.visible .monaco-list-row');
  const notifications = page.locator('.notifications-toasts .notification-list-item-message');
  const squiggles = page.locator('.monaco-editor :is(.squiggly-error, .squiggly-warning)');

  /**
   * Fills a quick input and takes the row that `row` matches, not merely the first. An open list does not learn of
   * what an extension brings later, so it is opened again until the row is there.
   */
  async function pick(key, text, row, prefix = '') {
    const wanted = quickInput.locator('.monaco-list-row').filter({ hasText: row }).first();
    for (let left = 10; ; left--) {
      await page.keyboard.press(key);
      try {
        await quickInput.locator('input').fill(prefix + text, { timeout: 2_000 });
        await wanted.click({ timeout: 2_000 });
        return;
      } catch (error) {
        if (left === 0) throw error;
        await page.keyboard.press('Escape');
      }
    }
  }

  /** Opens a file by name, and waits until its text is drawn and has the focus. */
  async function open(name) {
    await pick('Control+P', name, name);
    const editor = page.locator(`.editor-instance .monaco-editor[data-uri$="${name}"]`);
    await editor.locator('.view-line').first().waitFor();
    await editor.and(page.locator('.focused')).waitFor();
    return editor;
  }

  // F1, since a browser may keep Ctrl+Shift+P for itself.
  const run = (title) => pick('F1', title, title, '>');

  /** Moves the caret; lines and columns count from 1. */
  async function goTo(line, column) {
    await page.keyboard.press('Control+G');
    await quickInput.locator('input').fill(`:${line}:${column}`);
    await page.keyboard.press('Enter');
    await quickInput.waitFor({ state: 'hidden' });
    // Keys that come before the editor has the focus again, and has drawn the caret there, are lost.
    await page.locator('.editor-instance .monaco-editor.focused').first().waitFor();
    await page.locator('.statusbar-item', { hasText: `Ln ${line}, Col ${column}` }).waitFor();
  }

  const type = (text) => page.keyboard.type(text, { delay: 20 });

  /** The lines on the screen, from top to bottom; the DOM keeps them in another order, with hard spaces. */
  const lines = (editor) =>
    editor
      .locator('.view-line')
      .evaluateAll((elements) =>
        elements
          .sort((a, b) => Number.parseFloat(a.style.top) - Number.parseFloat(b.style.top))
          .map((element) => element.textContent.replaceAll('\u00a0', ' ')),
      );

  /** Rests the mouse on an element and returns what appears. */
  async function hover(target) {
    // A mark is drawn anew with every answer of the server, and has no place in between.
    let box;
    while (!box) {
      await target.waitFor();
      box = await target.boundingBox();
    }
    // From elsewhere, and with a second small move: a hover needs the mouse to move, then rest.
    await page.mouse.move(box.x + box.width / 2, box.y + 60);
    await page.mouse.move(box.x + Math.min(8, box.width / 2), box.y + box.height / 2, { steps: 4 });
    const shown = page.locator('.monaco-hover:visible .monaco-hover-content').filter({ hasText: /\S/ });
    await shown.first().waitFor();
    return shown.first();
  }

  const screenshot = (path, options) => page.screenshot({ path, animations: 'disabled', ...options });

  return {
    page,
    quickInput,
    suggestions,
    notifications,
    squiggles,
    pick,
    open,
    run,
    goTo,
    type,
    lines,
    hover,
    screenshot,
  };
}
