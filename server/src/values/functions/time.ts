/** Points in time as Go's RFC 3339 functions read and print them: to the second, in the zone they were written in. */

export interface Instant {
  /** Milliseconds since 1970 in UTC. */
  readonly milliseconds: number;
  /** Minutes east of UTC. */
  readonly offset: number;
}

const RFC3339 = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/** Reads `2024-02-29T13:05:09Z`; undefined when it is no such time, or no day of the calendar. */
export function parseRfc3339(text: string): Instant | undefined {
  const match = RFC3339.exec(text);
  if (!match) return undefined;
  const instant = instantOf(match.slice(1, 7).map(Number), match[8] ?? 'Z');
  const fraction = Math.trunc(Number(`0${match[7] ?? ''}`) * 1000);
  return instant && { ...instant, milliseconds: instant.milliseconds + fraction };
}

/** A time from year, month, day, hour, minute and second, with a zone such as `Z` or `+02:00`; undefined when one is out of range. */
export function instantOf(fields: readonly number[], zone: string): Instant | undefined {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = fields;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second);
  const offset = zoneOffset(zone);
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  if (!exists || hour > 23 || minute > 59 || second > 59 || offset === undefined) return undefined;
  return { milliseconds: date.getTime() - offset * 60_000, offset };
}

/** `2024-02-29T13:05:09Z`, `…+02:00`. */
export function rfc3339(instant: Instant): string {
  const local = localDate(instant);
  return `${local
    .toISOString()
    .replace(/^[+-]\d\d(?=\d{4}-)/, '')
    .slice(0, 19)}${zoneText(instant.offset, ':') || 'Z'}`;
}

/** A date whose UTC fields are those of the instant's own zone. */
export function localDate({ milliseconds, offset }: Instant): Date {
  return new Date(milliseconds + offset * 60_000);
}

/** `+0200`, with a separator between hours and minutes; empty in UTC. */
export function zoneText(offset: number, separator: string): string {
  if (offset === 0) return '';
  const minutes = Math.abs(offset);
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}${separator}${two(minutes % 60)}`;
}

export function two(n: number): string {
  return String(n).padStart(2, '0');
}

function zoneOffset(zone: string): number | undefined {
  if (zone === 'Z') return 0;
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(4, 6))];
  if (hours > 23 || minutes > 59) return undefined;
  return (hours * 60 + minutes) * (zone.startsWith('-') ? -1 : 1);
}
