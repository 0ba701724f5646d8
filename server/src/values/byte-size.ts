/** Sizes as Nomad reads them in volume specifications: `10GiB`, `500 MB`, `30G` (github.com/dustin/go-humanize ParseBytes). */

/** Bytes; 0 for an empty text, undefined for one that is no size. */
export function parseByteSize(text: string): number | undefined {
  if (text === '') return 0;
  const match = /^([0-9.,]+)\s*([a-z]*)\s*$/i.exec(text);
  const factor = match && factorOf((match[2] ?? '').toLowerCase());
  const number = Number((match?.[1] ?? '').replaceAll(',', ''));
  return factor && Number.isFinite(number) ? Math.trunc(number * factor) : undefined;
}

function factorOf(unit: string): number | undefined {
  if (unit === '' || unit === 'b') return 1;
  const match = /^([kmgtpe])(i?)b?$/.exec(unit);
  return match ? (match[2] ? 1024 : 1000) ** ('kmgtpe'.indexOf(match[1] ?? '') + 1) : undefined;
}
