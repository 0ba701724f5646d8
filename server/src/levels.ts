/** Which level a problem has: the rule's own, quieted by the house policy as a whole, and what a person set for its id. */
import { quieter } from './policy';
import type { Level } from './problem';
import type { Rule } from './rules/rule';
import type { Settings } from './settings';

/** A level set for the rule itself wins over everything; what a finding says of itself wins over the rule's level. */
export const levelOf = (id: string, level: Level, settings: Settings): Level => settings.rules[id] ?? level;

/** What the house policy says is quieted as a whole: to information at most, or to nothing. */
export function policyLevel(
  { policy }: Pick<Rule, 'policy'>,
  level: Level,
  { portPolicy, policy: { level: all } }: Settings,
): Level {
  if (!policy) return level;
  const loudness = policy === 'port' ? quieter(portPolicy, all) : all;
  if (loudness === 'off') return 'off';
  return loudness === 'relaxed' && (level === 'warning' || level === 'error') ? 'information' : level;
}
