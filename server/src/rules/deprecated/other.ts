/** Whatever else the schemas call deprecated. */

import { markedAttributes, markedBlocks } from '../../schema/blocks';
import type { BlockInstance } from '../../schema/instance';
import { describeBlock } from '../../schema/messages';
import { removeLines } from '../../text-edits';
import type { Rule } from '../rule';

/** These have rules of their own, with words and repairs that fit. */
const told = new Set([
  'docker port_map',
  'podman port_map',
  'periodic cron',
  'network mbits',
  'resources iops',
  'resources disk',
  'resources network',
  'template vault_grace',
  'vault policies',
  'group max_client_disconnect',
  'group stop_after_client_disconnect',
  'group prevent_reschedule_on_lost',
]);

export const deprecatedOther: Rule = {
  id: 'deprecated/other',
  level: 'information',
  title: 'An old name',
  languages: ['nomad'],
  docs: {
    why: 'Nomad still reads the name, but it has been replaced by another or has lost its meaning, and a later version may refuse it. The message says what to write instead.',
    wrong: 'logs {\n  enabled = false\n}',
    right: 'logs {\n  disabled = true\n}',
    sources: ['api/tasks.go LogConfig', 'api/resources.go NetworkResource', 'drivers/docker/config.go'],
  },
  check(file, report) {
    for (const { block, attribute } of markedAttributes(file.instance, 'deprecated')) {
      const schema = attribute.schema?.schema;
      if (
        !schema?.deprecated ||
        told.has(`${nameOf(block)} ${attribute.name}`) ||
        attribute.value === null ||
        attribute.value === ''
      )
        continue;
      const by = schema['x-nomad-replaced-by'];
      // The same value under another name is a plain rename; `enabled` and `disabled` say the opposite.
      const opposite =
        attribute.name === 'enabled' &&
        by === 'disabled' &&
        typeof attribute.value === 'boolean' &&
        !block.attributes.has('disabled');
      report({
        start: attribute.nameSpan.start,
        end: attribute.nameSpan.end,
        message: `"${attribute.name}" in ${describeBlock(block)} is deprecated. ${schema.deprecationMessage?.replaceAll('`', '"') ?? (by ? `Use "${by}".` : 'Remove it.')}`,
        deprecated: true,
        fixes: [
          ...(opposite
            ? [
                {
                  title: `Change to disabled = ${!attribute.value}`,
                  preferred: true,
                  safe: true,
                  edits: [
                    { start: attribute.span.start, end: attribute.span.end, text: `disabled = ${!attribute.value}` },
                  ],
                },
              ]
            : []),
          ...(schema['x-nomad-no-effect']
            ? [
                {
                  title: `Remove "${attribute.name}"`,
                  preferred: true,
                  edits: [removeLines(file.text, attribute.span)],
                },
              ]
            : []),
        ],
      });
    }
    for (const block of markedBlocks(file.instance, 'deprecated')) {
      const { parent, type } = block;
      const property = block.block?.property;
      if (!parent || !property?.deprecated || told.has(`${nameOf(parent)} ${type}`)) continue;
      report({
        start: block.header.start,
        end: block.header.end,
        message: `"${type}" in ${describeBlock(parent)} is deprecated. ${property.deprecationMessage?.replaceAll('`', '"') ?? (property['x-nomad-replaced-by'] ? `Use "${property['x-nomad-replaced-by']}".` : 'Remove it.')}`,
        deprecated: true,
      });
    }
  },
};

/** `task` for a body with the schema `blocks/task.json`. */
const nameOf = ({ schema }: BlockInstance): string =>
  schema.schema.$id?.replace(/^.*\//, '').replace(/\.json$/, '') ?? '';
