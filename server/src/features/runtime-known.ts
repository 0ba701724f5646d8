/** The names that Nomad resolves after the file was read, as schemas/interpolations.json has them. */
import data from '../../../schemas/interpolations.json';

export interface RuntimeName {
  readonly name: string;
  readonly description: string;
  readonly example?: string;
  readonly phases: readonly string[];
  /** What of the file fills its `<…>`. */
  readonly of?: string;
  /** What it is mostly, where that is one of a few. */
  readonly values?: readonly string[];
}

export const runtimeData: {
  readonly variables: readonly RuntimeName[];
  readonly patterns: readonly RuntimeName[];
  readonly places: Readonly<Record<string, readonly string[]>>;
} = data;

/** What a runtime name is for, when it is a known one. */
export function runtimeName(name: string): RuntimeName | undefined {
  const exact = runtimeData.variables.find((v) => v.name === name);
  // The pattern of the task's own variables fits every name: it says nothing.
  return exact ?? runtimeData.patterns.find((p) => p.name !== '<name>' && patternOf(p.name).test(name));
}

const patternOf = (name: string): RegExp =>
  new RegExp(
    `^${name
      .split(/<[^>]*>/)
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('.+')}$`,
  );
