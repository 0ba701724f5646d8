/** Who uses a port of a group: the names in services, checks and drivers, and the variables that carry its number. */
import type { Analysis } from '../../analysis';
import type { AttributeInstance, BlockInstance } from '../../schema/instance';
import { forEachBlock } from '../../schema/validate';
import { UNKNOWN } from '../../values/read';
import { childrenOf, tasksOf } from '../facts/job-view';

export interface PortUses {
  /** Whether a service, a check or a driver names the label. */
  named(label: string): boolean;
  /** Whether the file mentions a variable such as `NOMAD_PORT_<label>`. */
  mentioned(label: string): boolean;
  /** Something that is not in the file may use any port: a reference that is not known, a script from elsewhere. */
  readonly uncertain: boolean;
}

export function portUses(file: Analysis, group: BlockInstance): PortUses {
  const named = new Set(file.symbols.referencesIn(group).flatMap(({ kind, name }) => (kind === 'port' ? [name] : [])));
  const { computed, mentioned } = mentionsIn(file);
  for (const config of tasksOf(group).flatMap((task) => childrenOf(task, 'config'))) {
    for (const map of childrenOf(config, 'port_map')) for (const name of map.attributes.keys()) named.add(name);
  }
  return {
    named: (label) => named.has(label),
    mentioned,
    uncertain: group.open || computed || hasUnknownReference(group) || tasksOf(group).some(bringsItsOwn),
  };
}

interface Mentions extends Pick<PortUses, 'mentioned'> {
  readonly computed: boolean;
}

const known = new WeakMap<Analysis, Mentions>();

/** What the whole text says, searched once for all groups. */
function mentionsIn(file: Analysis): Mentions {
  let mentions = known.get(file);
  if (!mentions) {
    const labels = new Map<string, boolean>();
    const mentioned = (label: string): boolean => {
      if (!labels.has(label)) labels.set(label, isMentioned(label, file.text));
      return labels.get(label) === true;
    };
    mentions = { computed: isComputed(file.text), mentioned };
    known.set(file, mentions);
  }
  return mentions;
}

const isMentioned = (label: string, text: string): boolean =>
  new RegExp(
    `NOMAD_(?:HOST_|ALLOC_)?(?:PORT|ADDR|IP)_(?:\\w+_)?${label.replace(/[^A-Za-z0-9_]/g, '[-_]')}(?![A-Za-z0-9_])`,
  ).test(text);

/** A name of a variable that is put together, or all of the environment. */
const isComputed = (text: string): boolean =>
  /NOMAD_(?:\w*_)?(?:PORT|ADDR|IP)_(?![A-Za-z0-9_])|\benvironment\(|NOMAD_\*|\benv\s*\|/.test(text);

function hasUnknownReference(group: BlockInstance): boolean {
  let found = false;
  forEachBlock(group, (block) => {
    for (const attribute of block.attributes.values()) if (isPortName(attribute) && isUnknown(attribute)) found = true;
  });
  return found;
}

const isPortName = ({ schema }: AttributeInstance): boolean =>
  (schema?.schema['x-nomad-refers'] ?? schema?.schema.items?.['x-nomad-refers'])?.kind === 'port';

const isUnknown = ({ value }: AttributeInstance): boolean =>
  value === UNKNOWN ||
  (typeof value === 'string' && value.includes('${')) ||
  (Array.isArray(value) && value.some((item) => item === UNKNOWN || (typeof item === 'string' && item.includes('${'))));

/** Scripts and templates that are fetched, or read from other files. */
const bringsItsOwn = (task: BlockInstance): boolean =>
  task.open ||
  task.openTypes.size > 0 ||
  childrenOf(task, 'artifact').length > 0 ||
  childrenOf(task, 'template').some((template) => template.attributes.has('source') || template.open);
