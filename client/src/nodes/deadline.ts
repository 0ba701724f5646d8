/** How long a drain may take, as a person writes it. Pure. */

const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000 };

/** @returns milliseconds; 0 for `none`, -1 for `now`, undefined for what is no duration */
export function parseDeadline(text: string): number | undefined {
  const written = text.trim().toLowerCase();
  if (written === 'none' || written === '0') return 0;
  if (written === 'now') return -1;
  if (!/^(\d+(\.\d+)?[smh])+$/.test(written)) return undefined;
  const parts = [...written.matchAll(/([\d.]+)([smh])/g)];
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * (UNITS[unit ?? ''] ?? 0), 0);
}
