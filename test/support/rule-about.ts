/** What a rule that names what it is about promises: without one of these it has nothing to say. */
import assert from 'node:assert/strict';
import { rules } from '../../server/src/rules';
import { isAbout } from '../../server/src/rules/rule';
import { namesIn } from '../../server/src/schema/blocks';
import { analysisOf } from './drivers';

/** Asks the rules that a file is not shown to. */
export function checkRuleIsAbout(text: string): void {
  const analysis = analysisOf(text);
  const present = namesIn(analysis.instance);
  for (const rule of rules) {
    const { id, about, languages, check } = rule;
    if (isAbout(rule, present) || !languages.includes(analysis.language.id)) continue;
    check(analysis, ({ message }) => assert.fail(`${id} speaks of a file without "${about}": ${message}`));
  }
}
