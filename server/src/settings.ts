/** What a user can set, with defaults; a test holds it against the manifest's `configuration`. */
import type { Level } from './problem';

export interface Settings {
  /** Level by rule id; a rule that is not named keeps its own level. */
  readonly rules: Readonly<Record<string, Level>>;
  /** `house`: the policy of the port rules as it stands; `relaxed`: as information; `off`: silent. */
  readonly portPolicy: 'house' | 'relaxed' | 'off';
}

export const defaultSettings: Settings = { rules: {}, portPolicy: 'house' };

const levels: readonly string[] = ['off', 'hint', 'information', 'warning', 'error'];

/** Settings from whatever the editor sends: what is not understood keeps its default. */
export function readSettings(given: unknown): Settings {
  const value = (given ?? {}) as { rules?: unknown; portPolicy?: unknown };
  const rules: Record<string, Level> = {};
  if (typeof value.rules === 'object' && value.rules !== null) {
    for (const [id, level] of Object.entries(value.rules)) {
      const name = level === 'info' ? 'information' : level;
      if (levels.includes(name as string)) rules[id] = name as Level;
    }
  }
  const portPolicy = value.portPolicy === 'relaxed' || value.portPolicy === 'off' ? value.portPolicy : 'house';
  return { rules, portPolicy };
}
