/**
 * The examples of all pages: the wrong one has the problem, each of its repairs repairs it, and the right one does not
 * have it. And the list of what has to be there.
 */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { rules } from '../../server/src/rules';
import { pageExamples } from '../../server/src/rules/page-examples';
import { ruleUrl } from '../../server/src/rules/url';
import { workspaceRules } from '../../server/src/rules/workspace-rules';
import { type ExampleFile, exampleFiles, problemsOfFiles, settingsFor } from '../support/example-files';
import { checkFixes } from '../support/fixes';
import { byHand, expectedRules, leftOut } from './expected-rules';

const examples = [
  ...[...rules, ...workspaceRules].map(({ id, level, docs, languages }) => ({
    id,
    language: languages[0],
    wrong: docs.wrong,
    right: docs.right,
    level,
  })),
  ...Object.entries(pageExamples).map(
    ([id, example]) => ({ id, language: 'nomad', level: 'error', ...example }) as const,
  ),
];

const shown = (files: readonly ExampleFile[]): string => files.map(({ text }) => text).join('\n');

describe('the examples of the pages', () => {
  for (const { id, level, language, wrong, right } of examples) {
    const settings = settingsFor(id, level);

    it(`${id} speaks, and is repaired`, () => {
      const files = exampleFiles(wrong, language);
      const problems = problemsOfFiles(files, settings);
      const found = problems.filter((problem) => problem.id === id);
      assert.ok(found.length > 0, `${shown(files)}\n${problems.map((problem) => problem.id).join(', ')}`);
      const repairs = found.flatMap((problem) => problem.fixes ?? []);
      assert.equal(repairs.length > 0, !(id in byHand), `${id} has ${repairs.length} repairs`);
      const [only, ...others] = files;
      if (only && others.length === 0 && language === 'nomad') checkFixes(only.text, settings);
    });

    it(`${id} is silent`, () => {
      const files = exampleFiles(right, language);
      const found = problemsOfFiles(files, settings).filter(
        (problem) => problem.id === id || /^syntax\//.test(problem.id),
      );
      assert.deepEqual(
        found.map(({ message }) => message),
        [],
        shown(files),
      );
    });
  }
});

describe('the rules that have to be there', () => {
  const known = new Set<string>(examples.map(({ id }) => id));

  for (const id of expectedRules) {
    it(`${id} has examples that are tried, and a page`, () => {
      assert.ok(known.has(id) || id in leftOut, id);
      if (id in leftOut) return;
      const [file = '', heading] = ruleUrl(id)
        .replace(/^.*\/docs\//, 'docs/')
        .split('#');
      assert.ok(existsSync(file), `${file} is missing: npm run generate`);
      assert.ok(!heading || readFileSync(file, 'utf8').includes(`\n## ${heading}\n`), `${file} has no ${heading}`);
    });
  }

  it('what is left out is not there, and says why', () => {
    for (const [id, reason] of Object.entries(leftOut)) {
      assert.ok((expectedRules as readonly string[]).includes(id) && !known.has(id), id);
      assert.match(reason, /\w+ \w+ \w+/);
    }
  });
});
