/** Makes a rule about one attribute that has been replaced or has lost its effect. */
import type { Analysis } from '../../analysis';
import type { Fix } from '../../problem';
import type { AttributeInstance, BlockInstance } from '../../schema/instance';
import { removeLines } from '../../text-edits';
import { UNKNOWN } from '../../values/read';
import { blocksWith } from '../facts/walk';
import type { Rule } from '../rule';

export interface Deprecation {
  readonly id: string;
  readonly level: Rule['level'];
  readonly title: string;
  readonly docs: Rule['docs'];
  /** The file in schemas/blocks without its ending. */
  readonly block: string;
  readonly attribute: string;
  readonly message: string;
  /** Nomad does nothing with it, so that removing it changes nothing. */
  readonly isDead?: boolean;
  /** What is not worth a word. The default: null and zero. */
  readonly isSilent?: (block: BlockInstance, attribute: AttributeInstance) => boolean;
  readonly fixes?: (file: Analysis, block: BlockInstance, attribute: AttributeInstance) => readonly Fix[];
}

export function deprecatedAttribute(what: Deprecation): Rule {
  const isSilent =
    what.isSilent ?? ((_, { value }) => value === null || value === 0 || value === '' || value === UNKNOWN);
  return {
    id: what.id,
    level: what.level,
    title: what.title,
    languages: ['nomad'],
    about: what.attribute,
    docs: what.docs,
    check(file, report) {
      for (const block of blocksWith(file.instance, what.block)) {
        const attribute = block.attributes.get(what.attribute);
        if (!attribute || isSilent(block, attribute)) continue;
        const replaced = what.fixes?.(file, block, attribute) ?? [];
        const remove: Fix = {
          title: `Remove "${what.attribute}"`,
          preferred: replaced.length === 0,
          safe: what.isDead === true,
          edits: [removeLines(file.text, attribute.span)],
        };
        report({
          start: attribute.nameSpan.start,
          end: attribute.nameSpan.end,
          message: what.message,
          deprecated: true,
          fixes: what.isDead || replaced.length === 0 ? [...replaced, remove] : replaced,
        });
      }
    },
  };
}
