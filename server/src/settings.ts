/** What a user can set, with defaults; a test holds it against the manifest's `configuration`. */
import { defaultPolicy, type Loudness, type Policy, quieter, readLevel, readPolicySettings } from './policy';
import type { FoundPolicy } from './policy-file';
import type { Level } from './problem';

export interface Settings {
  /** Level by rule id; a rule that is not named keeps its own level. */
  readonly rules: Readonly<Record<string, Level>>;
  /** How loudly the port rules of the house policy speak: `relaxed` is as information at most. */
  readonly portPolicy: Loudness;
  readonly policy: Policy;
  /** Where the repository's policy stands, or may be written; absent where that is not known. */
  readonly policyFile?: {
    readonly uri: string;
    /** Absent when there is no such file yet. */
    readonly text?: string;
  };
}

export const defaultSettings: Settings = { rules: {}, portPolicy: 'house', policy: defaultPolicy };

/** Settings from whatever the editor sends: what is not understood keeps its default. */
export function readSettings(given: unknown): Settings {
  const value = (given ?? {}) as { rules?: unknown; portPolicy?: unknown; policy?: unknown };
  const rules: Record<string, Level> = {};
  if (typeof value.rules === 'object' && value.rules !== null) {
    for (const [id, word] of Object.entries(value.rules)) {
      const level = readLevel(word);
      if (level) rules[id] = level;
    }
  }
  const portPolicy = value.portPolicy === 'relaxed' || value.portPolicy === 'off' ? value.portPolicy : 'house';
  return { rules, portPolicy, policy: readPolicySettings(value.policy) };
}

/**
 * The settings with what the repository's file says: its policy goes before the editor's, its levels behind those that a
 * person set, and of two ways to be quiet the quieter one holds.
 */
export function withPolicy(settings: Settings, { uri, text, file }: FoundPolicy): Settings {
  const level = quieter(settings.policy.level, file.policy.level ?? 'house');
  return {
    rules: { ...file.rules, ...settings.rules },
    portPolicy: quieter(settings.portPolicy, file.portPolicy ?? 'house'),
    policy: { ...settings.policy, ...file.policy, level },
    policyFile: { uri, text },
  };
}
