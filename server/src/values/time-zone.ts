/**
 * Names of time zones as Nomad's servers know them. Go opens a file of that name in the zone database, so upper and lower
 * case matter and offsets such as `+01:00` are no names. Source: Go's time.LoadLocation.
 */

/** `undefined` when the name is a zone; else the right spelling, or "" when there is none near. */
export function checkTimeZone(name: string): string | undefined {
  // "" and "Local" never reach the database; these files are in it besides the zones.
  if (['', 'UTC', 'Local', 'Factory', 'localtime', 'posixrules'].includes(name)) return undefined;
  const zone = name.replace(/^(?:posix|right)\//, '');
  const spelling = spellings().get(zone.toLowerCase());
  if (spelling !== undefined) return spelling === zone ? undefined : spelling;
  const isName = /^[A-Z][A-Za-z0-9_+-]*(?:\/[A-Z][A-Za-z0-9_+-]*)*$/.test(zone);
  return isName && !isJavaName(zone) && isKnown(zone) ? undefined : '';
}

/** All names that have a spelling of their own, for completion and repairs. */
export const timeZones = (): readonly string[] => [...spellings().values()];

/** Abbreviations such as PST that JavaScript inherited from Java and the zone database does not have. */
const isJavaName = (zone: string): boolean =>
  zone.startsWith('SystemV/') || (/^[A-Z]{3}$/.test(zone) && !['UCT', 'PRC', 'ROC', 'ROK'].includes(zone));

/** Knows aliases too, but does not mind their case. */
function isKnown(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

let known: ReadonlyMap<string, string> | undefined;

function spellings(): ReadonlyMap<string, string> {
  known ??= new Map(
    [
      'UTC',
      'GMT',
      'EST',
      'MST',
      'HST',
      'EST5EDT',
      'CST6CDT',
      'MST7MDT',
      'PST8PDT',
      'CET',
      'MET',
      'EET',
      'WET',
      ...Intl.supportedValuesOf('timeZone'),
    ].map((zone) => [zone.toLowerCase(), zone]),
  );
  return known;
}
