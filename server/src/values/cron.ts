/**
 * Cron expressions as Nomad reads them: five fields, six (a year at the end) or seven (seconds in front), the names
 * `@hourly` and so on. What follows the seventh field is ignored. Source: github.com/hashicorp/cronexpr Parse.
 */

/** One field: which values it selects; undefined when it selects by week (`5L`, `3#2`) or relative to the month's end. */
export interface CronField {
  readonly name: string;
  readonly text: string;
  readonly values: readonly number[] | undefined;
}

export type Cron = { readonly fields: readonly CronField[] } | { readonly error: string };

/** Reads an expression; `error` says what is wrong with it, as a sentence without a full stop. */
export function parseCron(text: string): Cron {
  const words = expand(text).match(/[^\t\n\f\r ]+/g) ?? [];
  if (words.length < 5)
    return { error: `it has ${words.length} of at least 5 fields (minute, hour, day of month, month, day of week)` };
  const names = words.length >= 7 ? allFields : words.length === 6 ? allFields.slice(1) : allFields.slice(1, 6);
  const fields: CronField[] = [];
  for (const [i, descriptor] of names.entries()) {
    const field = parseField(words[i] ?? '', descriptor);
    if (typeof field === 'string') return { error: field };
    fields.push(field);
  }
  return { fields };
}

interface Descriptor {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly value: string;
  readonly names?: readonly string[];
  /** Forms that only this field has, matched in lower case. */
  readonly special?: RegExp;
  readonly hint: string;
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const longMonths = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];
const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const longDays = days
  .map((day) => ({ tue: 'tues', wed: 'wednes', thu: 'thurs', sat: 'satur' })[day] ?? day)
  .map((day) => `${day}day`);

const dayOfMonth = '0?[1-9]|[12][0-9]|3[01]';
const dayOfWeek = ['0?[0-7]', ...days, ...longDays].join('|');

const allFields: readonly Descriptor[] = [
  { name: 'second', min: 0, max: 59, value: '0?[0-9]|[1-5][0-9]', hint: '0 to 59' },
  { name: 'minute', min: 0, max: 59, value: '0?[0-9]|[1-5][0-9]', hint: '0 to 59' },
  { name: 'hour', min: 0, max: 23, value: '0?[0-9]|1[0-9]|2[0-3]', hint: '0 to 23' },
  {
    name: 'day of month',
    min: 1,
    max: 31,
    value: dayOfMonth,
    special: new RegExp(`^(?:l|lw|(?:${dayOfMonth})w)$`),
    hint: '1 to 31, L, LW or 15W',
  },
  {
    name: 'month',
    min: 1,
    max: 12,
    value: ['0?[1-9]|1[012]', ...months, ...longMonths].join('|'),
    names: months,
    hint: '1 to 12 or JAN to DEC',
  },
  {
    name: 'day of week',
    min: 0,
    max: 6,
    value: dayOfWeek,
    names: days,
    special: new RegExp(`^(?:(?:${dayOfWeek})l|(?:${dayOfWeek})#[1-5])$`),
    hint: '0 to 7, SUN to SAT, 5L or 5#3',
  },
  { name: 'year', min: 1970, max: 2099, value: '19[789][0-9]|20[0-9]{2}', hint: '1970 to 2099' },
];

/** The names are replaced wherever they stand, so `@daily` is a whole expression of seven fields. */
function expand(text: string): string {
  const aliases: readonly (readonly [string, string])[] = [
    ['@yearly', '0 0 0 1 1 * *'],
    ['@annually', '0 0 0 1 1 * *'],
    ['@monthly', '0 0 0 1 * * *'],
    ['@weekly', '0 0 0 * * 0 *'],
    ['@daily', '0 0 0 * * * *'],
    ['@hourly', '0 0 * * * * *'],
  ];
  return aliases.reduce((result, [name, meaning]) => result.replaceAll(name, meaning), text);
}

function parseField(text: string, field: Descriptor): CronField | string {
  const entries = text.split(',').filter((entry) => entry !== '');
  if (entries.length === 0) return `the ${field.name} field "${text}" is empty`;
  const parsed = entries.map((entry) => ({ entry, selected: parseEntry(entry.toLowerCase(), field) }));
  const badStep = parsed.find(({ selected }) => selected === 'step');
  if (badStep) return `the step of "${badStep.entry}" in the ${field.name} field must be 1 to ${field.max}`;
  const values = new Set<number>();
  let relative = false;
  for (const { entry, selected } of parsed) {
    if (selected === undefined) return `"${entry}" is not a ${field.name} (${field.hint})`;
    if (selected === 'relative') relative = true;
    else if (selected !== 'step') for (const value of selected) values.add(value);
    // Where every value is allowed the library reads no further, except in the fields that have forms of their own.
    if (!field.special && (entry === '*' || entry === '?')) break;
  }
  return { name: field.name, text, values: relative ? undefined : [...values].sort((a, b) => a - b) };
}

/** The values that one entry between commas selects. */
function parseEntry(entry: string, field: Descriptor): readonly number[] | 'relative' | 'step' | undefined {
  if (entry === '*' || entry === '?') return range(field.min, field.max, 1);
  const match = new RegExp(`^(?:(\\*)|(${field.value})(?:-(${field.value}))?)(?:/([0-9]+))?$`).exec(entry);
  if (!match) return field.special?.test(entry) ? 'relative' : undefined;
  const [, star, first = '', last, step] = match;
  // The library looks steps up in a table of minutes and years: "005" and "60" are not in it.
  const by = step === undefined ? 1 : /^(?:[0-5]?[0-9]|19[7-9][0-9]|20[0-9]{2})$/.test(step) ? Number(step) : 0;
  if (step !== undefined && (by < 1 || by > field.max)) return 'step';
  if (star) return range(field.min, field.max, by);
  const from = numberOf(first, field);
  if (last === undefined) return step === undefined ? [from] : range(from, field.max, by);
  const to = numberOf(last, field);
  // A week that ends on Sunday: MON-SUN, 5-7.
  return range(from, field.name === 'day of week' && to === 0 ? 6 : to, by);
}

function numberOf(text: string, field: Descriptor): number {
  const named = field.names?.findIndex((name) => text.startsWith(name)) ?? -1;
  if (named >= 0) return named + field.min;
  if (field.name !== 'day of week') return Number(text);
  // The library's table of days has no leading zeros and answers 0 for what is not in it.
  return text.startsWith('0') ? 0 : Number(text) % 7;
}

const range = (from: number, to: number, step: number): number[] => {
  const values: number[] = [];
  for (let value = from; value <= to; value += step) values.push(value);
  return values;
};
