/**
 * Version constraints such as `>= 1.2, < 2.0`, as the operators `version` and `semver` read them.
 * Sources: github.com/hashicorp/go-version NewConstraint, NewVersion; helper/constraints/semver NewConstraint.
 */

export type VersionDialect = 'version' | 'semver';

/** The first part between commas that is not a constraint; undefined when all are. */
export function badVersionConstraint(text: string, dialect: VersionDialect): string | undefined {
  return text.split(',').find((part) => !isConstraint(part, dialect));
}

function isConstraint(part: string, dialect: VersionDialect): boolean {
  const match = patterns[dialect].exec(part);
  // Segments are 64-bit numbers.
  return match !== null && (match[1] ?? '').split('.').every((segment) => BigInt(segment) < 2n ** 63n);
}

const space = '[\\t\\n\\f\\r ]*';
const word = '[0-9A-Za-z~-]+';
const pattern = (operators: string, dash: string): RegExp =>
  new RegExp(
    `^${space}(?:${operators})?${space}v?([0-9]+(?:\\.[0-9]+)*)(?:-[0-9]${word.replace('+', '*')}(?:\\.${word})*|${dash}[A-Za-z~-]${word.replace('+', '*')}(?:\\.${word})*)?(?:\\+${word}(?:\\.${word})*)?${space}$`,
  );

/** A pre-release needs its dash in semver only; `~>` is known to `version` only. */
const patterns: Readonly<Record<VersionDialect, RegExp>> = {
  version: pattern('<=|>=|!=|~>|<|>|=', '-?'),
  semver: pattern('<=|>=|!=|<|>|=', '-'),
};
