/** package.json against the code: what one promises, the other has. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { languages } from '../server/src/languages';
import { defaultSettings } from '../server/src/settings';

interface Property {
  readonly default: unknown;
}

interface DeclaredLanguage {
  readonly id: string;
  readonly extensions?: readonly string[];
  readonly filenames?: readonly string[];
  readonly filenamePatterns?: readonly string[];
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const { contributes } = manifest;
const properties: Record<string, Property> = Object.assign(
  {},
  ...contributes.configuration.map((section: { properties: object }) => section.properties),
);

const steps: { description: string; media: { markdown: string } }[] = contributes.walkthroughs.flatMap(
  (one: { steps: object[] }) => one.steps,
);

describe('the manifest', () => {
  it('has the languages that the server knows, by the same file names', () => {
    // Plans and reports are read-only texts of the client; the server never sees one.
    const own = ['nomad-plan', 'nomad-report'];
    const files = contributes.languages.filter(({ id }: DeclaredLanguage) => !own.includes(id));
    const declared = files.map((one: DeclaredLanguage) => ({
      id: one.id,
      patterns: [
        ...(one.extensions ?? []).map((extension) => `*${extension}`),
        ...(one.filenames ?? []),
        ...(one.filenamePatterns ?? []),
      ],
    }));
    assert.deepEqual(
      declared,
      languages.map(({ id, patterns }) => ({ id, patterns })),
    );
  });

  it('colours each of them', () => {
    const coloured = contributes.grammars.map(({ language }: { language: string }) => language);
    assert.deepEqual(
      coloured,
      languages.map(({ id }) => id),
    );
  });

  it("has the server's settings, with the same defaults", () => {
    const { policy, ...settings } = defaultSettings;
    for (const [key, value] of Object.entries(settings)) {
      assert.deepEqual(properties[`nomad.${key}`]?.default, value, key);
    }
    for (const [key, value] of Object.entries(policy)) {
      assert.deepEqual(properties[`nomad.policy.${key}`]?.default, value, key);
    }
  });

  it('names only files that exist', () => {
    const paths = [
      manifest.icon,
      ...contributes.languages.flatMap((one: { configuration?: string; icon?: Record<string, string> }) => [
        one.configuration,
        ...Object.values(one.icon ?? {}),
      ]),
      ...[contributes.grammars, contributes.snippets].flat().map((one: { path: string }) => one.path),
      ...contributes.viewsContainers.activitybar.map((one: { icon: string }) => one.icon),
      ...steps.map(({ media }) => media.markdown),
    ];
    assert.deepEqual(
      paths.filter((path) => path !== undefined && !existsSync(path)),
      [],
    );
  });

  it('puts only commands of its own into menus', () => {
    const ids = new Set(contributes.commands.map(({ command }: { command: string }) => command));
    const submenus = new Set(contributes.submenus.map(({ id }: { id: string }) => id));
    const used = Object.values<{ command?: string; submenu?: string }[]>(contributes.menus).flat();
    assert.deepEqual(
      used.filter(({ command, submenu }) => (submenu ? !submenus.has(submenu) : !ids.has(command))),
      [],
    );
    for (const id of submenus) assert.ok(contributes.menus[id as string]?.length > 0, `submenu ${id} is empty`);
  });

  it('has a command behind each button of the welcome texts and the walkthrough', () => {
    const ids = contributes.commands.map(({ command }: { command: string }) => command);
    const texts = [
      ...contributes.viewsWelcome.map(({ contents }: { contents: string }) => contents),
      ...steps.map(({ description }) => description),
    ];
    const used = texts.flatMap((text) => [...text.matchAll(/\(command:(nomad\.[\w.]+)/g)].map(([, id]) => id));
    assert.ok(used.length > 10);
    // Every view has a command that shows it.
    assert.deepEqual(
      used.filter((id) => !ids.includes(id) && id !== 'nomad.explorer.focus'),
      [],
    );
    // A link that has a line for itself is a button; one of them is what to do next.
    for (const { contents } of contributes.viewsWelcome) {
      assert.equal(contents.match(/^\[[^\]]*\]\([^)]*\)$/gm)?.length, 1, contents);
    }
  });

  it('lets no workspace that nobody trusts say which cluster is meant, or what is started', () => {
    const restricted: string[] = manifest.capabilities.untrustedWorkspaces.restrictedConfigurations;
    const sections = contributes.configuration.filter(({ title }: { title: string }) =>
      /^(Cluster|Ansible)$/.test(title),
    );
    const properties = Object.assign({}, ...sections.map((section: { properties: object }) => section.properties));
    // A workspace cannot set what has the scope of the machine.
    const settable = Object.keys(properties).filter((key) => properties[key].scope !== 'machine');
    assert.deepEqual(settable.sort(), [...restricted].sort());
  });
});
