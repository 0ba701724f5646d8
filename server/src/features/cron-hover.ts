/** Hover of a cron expression: when it comes true next. */
import { type CronField, parseCron } from '../values/cron';
import { attributeOf, type Cursor } from './cursor';
import { literal } from './likely-values';

/** `Next runs: Tue 24 Nov 03:00, …`; empty where the text does not tell. */
export function nextRunsText(cursor: Cursor, expression: string, now: number): string {
  const zone = literal(attributeOf(cursor.inner.body, 'time_zone')) ?? 'UTC';
  const runs = zone === 'Local' ? [] : nextRuns(expression, zone, now, 3);
  if (runs.length === 0) return '';
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
  return `Next runs: ${runs.map((run) => format.format(run).replaceAll(',', '')).join(' · ')} (${zone}).`;
}

/** A year and a bit: what comes later is not worth looking for. */
const mostDays = 400;

/**
 * When an expression comes true, after `now` (Unix milliseconds). None when it selects days by week or by the end of the
 * month, or when there is no such time zone.
 */
export function nextRuns(expression: string, zone: string, now: number, count: number): readonly number[] {
  const cron = parseCron(expression);
  if ('error' in cron || cron.fields.some(({ values }) => values === undefined)) return [];
  const wall = wallClock(zone);
  if (!wall) return [];
  const field = (name: string): CronField | undefined => cron.fields.find((one) => one.name === name);
  const allows = (name: string, value: number): boolean => field(name)?.values?.includes(value) ?? true;
  const isFree = (name: string): boolean => /^[*?]$/.test(field(name)?.text ?? '*');
  const dayFits = (day: Date): boolean => {
    const inMonth = allows('day of month', day.getUTCDate());
    const inWeek = allows('day of week', day.getUTCDay());
    // Where both are limited, either is enough (cronexpr's calculateActualDaysOfMonth).
    const fits = isFree('day of month') || isFree('day of week') ? inMonth && inWeek : inMonth || inWeek;
    return fits && allows('month', day.getUTCMonth() + 1) && allows('year', day.getUTCFullYear());
  };
  const found: number[] = [];
  const today = Math.floor(wall(now) / dayMs) * dayMs;
  for (let i = 0; i < mostDays && found.length < count; i++) {
    const day = today + i * dayMs;
    if (!dayFits(new Date(day))) continue;
    for (const hour of field('hour')?.values ?? []) {
      for (const minute of field('minute')?.values ?? []) {
        const time = instantOf(day + hour * hourMs + minute * minuteMs, wall);
        if (time !== undefined && time > now && found.length < count) found.push(time);
      }
    }
  }
  return found;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** What the clocks of a zone show, as if it were UTC. */
type WallClock = (instant: number) => number;

function wallClock(timeZone: string): WallClock | undefined {
  try {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    return (instant) => {
      const parts = format.formatToParts(instant);
      const part = (type: string): number => Number(parts.find((one) => one.type === type)?.value);
      return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
    };
  } catch {
    return undefined;
  }
}

/** When the clocks of the zone show `shown`; undefined when they skip it. */
function instantOf(shown: number, wall: WallClock): number | undefined {
  const guess = shown - (wall(shown) - shown);
  const instant = guess - (wall(guess) - shown);
  return wall(instant) === shown ? instant : undefined;
}
