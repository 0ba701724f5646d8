/** Networks as an address and a number of bits (`10.0.0.0/8`), as Go's `netip.ParsePrefix` reads them. */

export function isAddressPrefix(text: string): boolean {
  const match = /^([^/]*)\/(0|[1-9]\d{0,2})$/.exec(text);
  if (!match) return false;
  const [, address = '', bits] = match;
  return isVersion4(address) ? Number(bits) <= 32 : isVersion6(address) && Number(bits) <= 128;
}

/** Four numbers up to 255, without leading zeros. */
const isVersion4 = (text: string): boolean =>
  /^(?:(?:0|[1-9]\d{0,2})\.){3}(?:0|[1-9]\d{0,2})$/.test(text) && text.split('.').every((part) => Number(part) <= 255);

/** Eight groups of hexadecimal digits; `::` once for at least one group of zeros; the last two may be a version 4 address. */
function isVersion6(text: string): boolean {
  const halves = text.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const last = groups.at(-1);
  const embedded = last?.includes('.') && isVersion4(last);
  const size = groups.length + (embedded ? 1 : 0);
  const isGroup = (group: string, i: number) =>
    /^[0-9a-f]{1,4}$/i.test(group) || (embedded === true && i === groups.length - 1);
  // An embedded address ends the text, so `::` may not follow it.
  if (embedded && halves[1] === '') return false;
  return groups.every(isGroup) && (halves.length === 2 ? size < 8 : size === 8);
}
