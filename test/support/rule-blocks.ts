/** What a rule that names a block promises: without one of these it has nothing to say. */
import assert from 'node:assert/strict';
import { rules } from '../../server/src/rules';
import { typesIn } from '../../server/src/schema/blocks';
import { analysisOf } from './drivers';

/** Asks the rules that a file is not shown to. */
export function checkRuleBlocks(text: string): void {
  const analysis = analysisOf(text);
  const present = typesIn(analysis.instance);
  for (const { id, block, languages, check } of rules) {
    if (block === undefined || present.has(block) || !languages.includes(analysis.language.id)) continue;
    check(analysis, ({ message }) => assert.fail(`${id} speaks of a file without "${block}": ${message}`));
  }
}
