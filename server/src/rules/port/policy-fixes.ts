/** Repairs that change the repository's policy file, or make it. */
import type { Analysis } from '../../analysis';
import { defaultPolicy } from '../../policy';
import { categoryOf } from '../../policy-paths';
import type { FileChange, Fix } from '../../problem';

/** `N` in `allowedStaticPorts`; none where the category of the file has a list of its own, or no place is known for the file. */
export function allowPort(file: Analysis, port: number): readonly Fix[] {
  const { policy } = file.settings;
  const category = categoryOf(file.file.uri, policy);
  if (category !== undefined && policy.categories[category]?.allowedStaticPorts) return [];
  return addToPolicy(file, 'allowedStaticPorts', port, `Allow ${port} in .nomad-lint.json`);
}

export function addToPolicy(
  { settings }: Analysis,
  key: 'allowedStaticPorts' | 'loadBalancerJobs',
  item: number | string,
  title: string,
): readonly Fix[] {
  const place = settings.policyFile;
  if (!place) return [];
  const change = place.text === undefined ? make(place.uri, key, item) : edit(place.uri, place.text, key, item);
  return change ? [{ title, edits: [], files: [change] }] : [];
}

const lineOf = (key: keyof typeof defaultPolicy, item: number | string): string => {
  const items = [...(defaultPolicy[key] as readonly unknown[]), item];
  return `"${key}": [${items.map((one) => JSON.stringify(one)).join(', ')}]`;
};

const make = (uri: string, key: 'allowedStaticPorts' | 'loadBalancerJobs', item: number | string): FileChange => ({
  uri,
  before: undefined,
  edits: [{ start: 0, end: 0, text: `{\n  ${lineOf(key, item)}\n}\n` }],
});

/** Undefined for a file that is no JSON object. */
function edit(
  uri: string,
  text: string,
  key: 'allowedStaticPorts' | 'loadBalancerJobs',
  item: number | string,
): FileChange | undefined {
  let value: Readonly<Record<string, unknown>>;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const list = value[key];
  const at = text.search(new RegExp(`"${key}"\\s*:\\s*\\[`));
  if (Array.isArray(list) && at >= 0) {
    // The items are texts and numbers, so the first bracket behind ends the list, unless a text holds one.
    const close = text.indexOf(']', text.indexOf('[', at));
    const end = text.slice(0, close).trimEnd().length;
    if (list.some((one) => String(one).includes(']'))) return undefined;
    const added = `${list.length > 0 ? ', ' : ''}${JSON.stringify(item)}`;
    return { uri, before: text, edits: [{ start: end, end, text: added }] };
  }
  const open = text.indexOf('{');
  if (open < 0 || Array.isArray(value) || key in value) return undefined;
  const start = open + 1;
  const comma = Object.keys(value).length > 0 ? ',' : '\n';
  return { uri, before: text, edits: [{ start, end: start, text: `\n  ${lineOf(key, item)}${comma}` }] };
}
