/** The `${…}` names that Nomad resolves after the file was read: which are offered where, and what each is for. */
import data from '../../../schemas/interpolations.json';
import type { Analysis } from '../analysis';
import type { Cursor } from './cursor';
import { namesAt } from './names';

interface RuntimeName {
  readonly name: string;
  readonly description: string;
  readonly example?: string;
  readonly phases: readonly string[];
  readonly of?: string;
}

/** Names that are resolved at `place` (`constraint.attribute`, `env.*`, …), patterns filled with the file's own names. */
export function runtimeNames(analysis: Analysis, cursor: Cursor, place: readonly string[]): readonly RuntimeName[] {
  const phases = phasesAt(place);
  const fits = (name: RuntimeName): boolean => name.phases.some((phase) => phases.has(phase));
  const patterns = (data.patterns as readonly RuntimeName[]).filter(fits).flatMap((pattern): readonly RuntimeName[] => {
    const names = pattern.of === 'port' ? namesAt(analysis, cursor, 'port').map((n) => n.name) : undefined;
    return names
      ? names.map((n) => ({ ...pattern, name: pattern.name.replace(/<[^>]*>/, n.replaceAll('-', '_')) }))
      : [pattern];
  });
  return [...(data.variables as readonly RuntimeName[]).filter(fits), ...patterns];
}

/** What a runtime name is for, when it is a known one. */
export function runtimeName(name: string): RuntimeName | undefined {
  const exact = (data.variables as readonly RuntimeName[]).find((v) => v.name === name);
  return exact ?? (data.patterns as readonly RuntimeName[]).find((p) => patternOf(p.name).test(name));
}

const patternOf = (name: string): RegExp =>
  new RegExp(
    `^${name
      .split(/<[^>]*>/)
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('.+')}$`,
  );

/** Phases whose places fit the blocks around the cursor, innermost last. */
function phasesAt(place: readonly string[]): ReadonlySet<string> {
  const dotted = `.${place.join('.')}`;
  const found = Object.entries(data.places as Readonly<Record<string, readonly string[]>>).flatMap(([phase, places]) =>
    places.some((p) => (p.endsWith('.*') ? `${dotted}.`.includes(`.${p.slice(0, -1)}`) : dotted.endsWith(`.${p}`)))
      ? [phase]
      : [],
  );
  return new Set(found);
}
