/** null where Nomad needs a value. */
import data from '../../../../schemas/api-structs.json';
import { forEachBlock } from '../../schema/validate';
import { removeLines } from '../../text-edits';
import type { Rule } from '../rule';

export const nullValue: Rule = {
  id: 'structure/null',
  level: 'error',
  title: 'null where a value is needed',
  languages: ['nomad'],
  docs: {
    why: '`null` means "as if the line were not there", but only where Nomad can tell a value that is not given from an empty one. `driver`, the switches of an identity and some sixty others take no null. Nomad cannot parse the job.',
    wrong: 'leader = null',
    right: 'leader = false',
    sources: ['github.com/zclconf/go-cty/cty/gocty FromCtyValue', 'api/tasks.go Task'],
  },
  check(file, report) {
    forEachBlock(file.instance, (block) => {
      const { schema } = block.schema;
      const struct = schema['x-nomad-api'];
      const isTextMap =
        struct === undefined &&
        typeof schema.additionalProperties === 'object' &&
        schema.additionalProperties.type === 'string';
      if (struct && decodedByHand.includes(struct)) return;
      for (const attribute of block.attributes.values()) {
        if (attribute.value !== null || !attribute.schema || attribute.schema.type.kind === 'duration') continue;
        const field = attribute.schema.schema['x-nomad-api'];
        const refuses =
          struct && field
            ? (structs[struct]?.[field] ?? null) !== null
            : isTextMap && block.schema.attributes.has(attribute.name);
        if (!refuses) continue;
        report({
          start: attribute.expression.start,
          end: attribute.expression.end,
          message: `"${attribute.name}" takes no null. Remove the line, or give it a value.`,
          fixes: [
            { title: `Remove "${attribute.name}"`, preferred: true, edits: [removeLines(file.text, attribute.span)] },
          ],
        });
      }
    });
  },
};

/** What the fields of each struct hold when nothing is given; null where Go has a pointer, list or map. */
const structs: Readonly<Record<string, Readonly<Record<string, unknown>>>> = data.structs;

/** Their decoder turns null into an empty text. */
const decodedByHand = ['Constraint', 'Affinity'];
