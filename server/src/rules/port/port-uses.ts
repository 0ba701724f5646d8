/** Who uses a port of a group: the names in services, checks and drivers, and the variables that carry its number. */

import type { Analysis } from '../../analysis';
import { groupAround } from '../../job/canonical';
import { remembered } from '../../remembered';
import { markedAttributes } from '../../schema/blocks';
import type { AttributeInstance, BlockInstance } from '../../schema/instance';
import { referenceOf } from '../../schema/registry';
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

export const portUses = (file: Analysis, group: BlockInstance): PortUses => usesByGroup(file)(group);

const usesByGroup = remembered((file: Analysis) => remembered((group: BlockInstance) => usesIn(file, group)));

function usesIn(file: Analysis, group: BlockInstance): PortUses {
  const named = new Set(file.symbols.referencesIn(group).flatMap(({ kind, name }) => (kind === 'port' ? [name] : [])));
  const { computed, mentioned } = mentionsIn(file);
  for (const config of tasksOf(group).flatMap((task) => childrenOf(task, 'config'))) {
    for (const map of childrenOf(config, 'port_map')) for (const name of map.attributes.keys()) named.add(name);
  }
  return {
    named: (label) => named.has(label),
    mentioned,
    uncertain: group.open || computed || withUnknownReference(file).has(group) || tasksOf(group).some(bringsItsOwn),
  };
}

interface Mentions extends Pick<PortUses, 'mentioned'> {
  readonly computed: boolean;
}

/** What the whole text says, searched once for all groups. */
const mentionsIn = remembered(({ text }: Analysis): Mentions => {
  const names = mentionedNames(text);
  return { computed: isComputed(text), mentioned: (label) => names.has(label.replace(/\W/g, '_')) };
});

/**
 * What may be the label of a port in names of variables: `NOMAD_PORT_web_http-x` may be about `web_http`, `http`,
 * `web_http-x` and `http-x`. With `_` for `-`.
 */
function mentionedNames(text: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (const [, ending = ''] of text.matchAll(/NOMAD_(?:HOST_|ALLOC_)?(?:PORT|ADDR|IP)_(\w+(?:-\w+)*)/g)) {
    for (let end = ending.indexOf('-'); ; end = ending.indexOf('-', end + 1)) {
      const whole = (end < 0 ? ending : ending.slice(0, end)).replaceAll('-', '_');
      for (let at = 0; at >= 0; at = whole.indexOf('_', at) + 1 || -1) names.add(whole.slice(at));
      if (end < 0) break;
    }
  }
  return names;
}

/** A name of a variable that is put together, or all of the environment. */
const isComputed = (text: string): boolean =>
  (text.includes('NOMAD_') && /NOMAD_(?:(?:\w*_)?(?:PORT|ADDR|IP)_(?![A-Za-z0-9_])|\*)/.test(text)) ||
  (text.includes('environment(') && /\benvironment\(/.test(text)) ||
  (text.includes('env') && /\benv\s*\|/.test(text));

/** Groups in which a port is named by something that is not known. */
const withUnknownReference = remembered(
  ({ instance }: Analysis) =>
    new Set(
      markedAttributes(instance, 'refers').flatMap(({ block, attribute }) =>
        isPortName(attribute) && isUnknown(attribute) ? groupAround(block) : [],
      ),
    ),
);

const isPortName = ({ schema }: AttributeInstance): boolean =>
  schema !== undefined && referenceOf(schema.schema)?.kind === 'port';

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
