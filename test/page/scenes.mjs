// The README's pictures: each scene brings the page to where its picture is taken. They lean on each other's files being
// open, so their order matters.

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { jobFileOf } from './recorded-plan.mjs';

/** The recorded plan that the scene `plan` shows; the session's cluster has to answer with it. */
export const plannedJob = 'rich-diff';

/** Pairs of a picture's name and its scene, in order. */
export const scenes = [
  ['problem', problem],
  ['fixes', fixes],
  ['completion', completion],
  ['hover', hover],
  ['plan', plan],
];

/** A mark under the mouse, with what is wrong and what to do. */
async function problem(session) {
  const editor = await session.open('mistakes.nomad.hcl');
  await session.squiggles.first().waitFor();
  await session.goTo(59, 1);
  await session.hover(word(editor, 'wiki-dta'));
}

/** The light bulb's list at the same place. */
async function fixes(session) {
  await session.page.keyboard.press('Escape');
  await session.goTo(54, 19);
  await session.page.keyboard.press('Control+.');
  await session.page.locator('.action-widget .action').first().waitFor();
}

/** What may stand in a task, the likely things first. */
async function completion(session) {
  await session.page.keyboard.press('Escape');
  await session.open('hello.nomad.hcl');
  await session.goTo(46, 30);
  await session.page.keyboard.press('Enter');
  await session.page.keyboard.press('Control+Space');
  await session.suggestions.nth(5).waitFor();
}

/** What an attribute is for, and what it means here. */
async function hover(session) {
  const editor = await session.open('wiki.nomad.hcl');
  await session.goTo(68, 1);
  await session.hover(word(editor, 'kill_timeout'));
}

/** A plan beside its job. */
async function plan(session) {
  await session.page.keyboard.press('Escape');
  await writeFile(join(session.folder, 'rich.nomad.hcl'), jobFileOf(plannedJob));
  await session.page.keyboard.press('Control+B');
  await session.open('rich.nomad.hcl');
  await session.run('Nomad: Plan Job');
  await session.page
    .locator('.view-line', { hasText: /Plan\s·\srich/ })
    .first()
    .waitFor();
  await session.page.locator('.codelens-decoration a').first().waitFor();
  await session.page.locator('.notification-list-item').first().waitFor({ state: 'detached' });
}

const word = (editor, text) => editor.locator('.view-line span > span').filter({ hasText: text }).last();
