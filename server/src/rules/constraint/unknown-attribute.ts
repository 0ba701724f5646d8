/** A constraint on something that nodes do not have, or a reference that is written wrongly. */
import { comparisonOf } from '../../job/comparison';
import type { Fix } from '../../problem';
import type { AttributeInstance } from '../../schema/instance';
import { setValue } from '../facts/repairs';
import { blocksWith } from '../facts/walk';
import type { Rule } from '../rule';

export const constraintUnknownAttribute: Rule = {
  id: 'constraint/unknown-attribute',
  level: 'error',
  title: 'A constraint on something that nodes do not have',
  languages: ['nomad'],
  about: ['constraint', 'affinity', 'spread'],
  docs: {
    why: "A constraint compares something of the node: `${node.unique.id}`, `${node.unique.name}`, `${node.datacenter}`, `${node.class}`, `${node.pool}`, or what begins with `${attr.`, `${meta.` (the node's own meta, not the job's) or `${device.`. The whole attribute is one such reference. Every operator but distinct_hosts needs one, and Nomad refuses any other. In affinities it accepts them, and nothing ever matches.",
    wrong: 'attribute = "${node.meta.storage}"',
    right: 'attribute = "${meta.storage}"',
    sources: [
      'nomad/structs/constraint.go validateConstraintAttribute',
      'nomad/structs/structs.go Constraint.Validate',
      'scheduler/feasible resolveTarget',
    ],
  },
  check(file, report) {
    for (const block of blocksWith(file.instance, 'constraint')) {
      const comparison = comparisonOf(block);
      if (!comparison || comparison.operator === 'distinct_hosts') continue;
      const { target, targetBy, operator } = comparison;
      if (target === '') {
        const { start, end } = targetBy?.expression ?? block.header;
        report({
          start,
          end,
          message: `This constraint does not say what it compares: operator "${operator}" needs an attribute, such as "\${attr.kernel.name}".`,
        });
      } else if (target !== undefined && targetBy) tell(target, targetBy, undefined);
    }
    for (const block of [...blocksWith(file.instance, 'affinity'), ...blocksWith(file.instance, 'spread')]) {
      const attribute = block.attributes.get('attribute');
      if (attribute && typeof attribute.value === 'string' && attribute.value !== '')
        tell(attribute.value, attribute, 'warning');
    }

    function tell(target: string, attribute: AttributeInstance, severity: 'warning' | undefined): void {
      const { start, end } = attribute.expression;
      const accepted = severity ? ' Nomad accepts this, and it never matches.' : '';
      const problem = judge(target);
      if (problem) report({ start, end, severity, message: problem + accepted, fixes: fixes(target, attribute) });
      else if (/^(?:attr|node|meta|device)\./.test(target)) {
        report({
          start,
          end,
          severity: 'warning',
          message: `"${target}" is compared as this very text, not as the node's. Write "\${${target}}".`,
          fixes: [setValue(attribute, `"\${${target}}"`)],
        });
      }
    }
  },
};

const exact = ['${node.unique.id}', '${node.datacenter}', '${node.unique.name}', '${node.class}', '${node.pool}'];
const prefixes = ['${attr.', '${device.', '${meta.'];

function judge(target: string): string | undefined {
  if (!target.startsWith('$')) return undefined;
  if (!target.startsWith('${'))
    return `"${target}" lacks its opening brace. Write a reference as "\${attr.kernel.name}".`;
  if (!target.endsWith('}')) return `"${target}" is not one reference: nothing may follow the closing brace.`;
  if (exact.includes(target) || prefixes.some((prefix) => target.startsWith(prefix))) return undefined;
  return `Nodes have no "${target}". Constraints know \${node.unique.id}, \${node.unique.name}, \${node.datacenter}, \${node.class}, \${node.pool} and what begins with \${attr., \${meta. or \${device.`;
}

function fixes(target: string, attribute: AttributeInstance): readonly Fix[] {
  const inner = /^\$\{?([^{}]*)\}?$/.exec(target)?.[1];
  if (inner === undefined) return [];
  const named: Readonly<Record<string, string>> = {
    'node.name': 'node.unique.name',
    'node.id': 'node.unique.id',
    'node.dc': 'node.datacenter',
    'node.node_pool': 'node.pool',
    'node.region': 'node.datacenter',
  };
  const meant = inner.startsWith('node.meta.')
    ? inner.slice('node.'.length)
    : inner.startsWith('node.attr.')
      ? inner.slice('node.'.length)
      : (named[inner] ?? (target.startsWith('${') ? undefined : inner));
  const reference = meant && `\${${meant}}`;
  return reference && !judge(reference) ? [setValue(attribute, JSON.stringify(reference))] : [];
}
