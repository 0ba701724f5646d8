// The README's pictures: each scene brings the page to where its picture is taken. The names are the pictures' names.

/** A mark under the mouse, with what is wrong and what to do. */
export async function problem(session) {
  const editor = await session.open('mistakes.nomad.hcl');
  await session.squiggles.first().waitFor();
  await session.goTo(59, 1);
  await session.hover(word(editor, 'wiki-dta'));
}

/** The light bulb's list at the same place. */
export async function fixes(session) {
  await session.page.keyboard.press('Escape');
  await session.goTo(59, 24);
  await session.page.keyboard.press('Control+.');
  await session.page.locator('.action-widget .action').first().waitFor();
}

/** What may stand in a task, the likely things first. */
export async function completion(session) {
  await session.page.keyboard.press('Escape');
  await session.open('hello.nomad.hcl');
  await session.page.keyboard.press('Control+F');
  await session.page.locator('.find-widget textarea').first().fill('driver ');
  await session.page.keyboard.press('Escape');
  await session.page.keyboard.press('End');
  await session.page.keyboard.press('Enter');
  await session.page.keyboard.press('Control+Space');
  await session.suggestions.nth(5).waitFor();
}

/** What an attribute is for, and what it means here. */
export async function hover(session) {
  const editor = await session.open('wiki.nomad.hcl');
  await session.goTo(68, 1);
  await session.hover(word(editor, 'kill_timeout'));
}

const word = (editor, text) => editor.locator('.view-line span > span').filter({ hasText: text }).last();
