/** Repairs of names that nobody declares: another name that was meant, or the declaration, typed from its use. */
import type { Expression, Node } from '@hcl/parser';
import { pathAt } from '@hcl/parser';
import type { Analysis } from '../../analysis';
import { declareLocal, declareVariable } from '../../declaration-edits';
import { cursorAt } from '../../features/cursor';
import { nearest } from '../../nearest';
import type { Finding, Fix } from '../../problem';
import type { ValueType } from '../../schema/registry';

/** The finding with repairs and the name that was meant, when it is about an undeclared `var` or `local`. */
export function withDeclaration(id: string, finding: Finding, analysis: Analysis): Finding {
  if ((id !== 'reference/undeclared' && id !== 'variable/undeclared') || finding.fixes) return finding;
  const { text, variables } = analysis;
  const root = /(?<![\w.-])(var|local)$/.exec(text.slice(Math.max(0, finding.start - 6), finding.start))?.[1];
  const name = /^\.([\w-]+)$/.exec(text.slice(finding.start, finding.end))?.[1];
  if (root === undefined || name === undefined) return finding;
  const meant = nearest(name, root === 'var' ? variables.variables.keys() : variables.locals.keys());
  return {
    ...finding,
    ...(meant && { message: finding.message.replace('in this file.', `in this file. Did you mean "${meant}"?`) }),
    fixes: () => repairs(analysis, finding.start + 1, name, meant),
  };
}

function repairs(analysis: Analysis, offset: number, name: string, meant: string | undefined): readonly Fix[] {
  const path = pathAt(analysis.syntax.root, offset);
  const traversal = path.findLast((node) => node.type === 'ScopeTraversal');
  if (traversal?.type !== 'ScopeTraversal') return [];
  // The declaration of a variable may not refer to another one, declared or not.
  if (path.some((node) => node.type === 'Block' && (node.name.name === 'variable' || node.name.name === 'variables')))
    return [];
  const root = traversal.root.name;
  const change: Fix[] = meant
    ? [
        {
          title: `Change to ${root}.${meant}`,
          preferred: true,
          edits: [{ start: offset, end: offset + name.length, text: meant }],
        },
      ]
    : [];
  const type = typeHere(analysis, path, traversal);
  const declare: Fix = {
    title:
      root === 'var' ? `Declare variable "${name}"${type === 'any' ? '' : ` (${type})`}` : `Declare local "${name}"`,
    preferred: !meant,
    edits: [
      root === 'var'
        ? // There is no type for anything: without one the variable takes what it is given.
          declareVariable(analysis.syntax, name, type === 'any' ? [] : [`type = ${type}`])
        : declareLocal(analysis.syntax, name, emptyValue(type)),
    ],
  };
  return [...change, declare];
}

const emptyValue = (type: string): string =>
  type === 'number'
    ? '0'
    : type === 'bool'
      ? 'false'
      : type.startsWith('list')
        ? '[]'
        : type.startsWith('map')
          ? '{}'
          : '""';

/** The type that the place wants, as it is written in a declaration. */
function typeHere(analysis: Analysis, path: readonly Node[], traversal: Node): string {
  if (traversal.type === 'ScopeTraversal' && traversal.steps.length > 1)
    return traversal.steps[1]?.type === 'IndexStep' && typeof traversal.steps[1].key === 'number'
      ? 'list(string)'
      : 'any';
  const parent = path.at(path.indexOf(traversal) - 1);
  switch (parent?.type) {
    case 'BinaryOperation':
      return ['&&', '||'].includes(parent.operator)
        ? 'bool'
        : ['==', '!='].includes(parent.operator)
          ? 'string'
          : 'number';
    case 'UnaryOperation':
      return parent.operator === '!' ? 'bool' : 'number';
    case 'Conditional':
      return parent.condition === traversal ? 'bool' : typeOfAttribute(analysis, parent);
    case 'For':
    case 'TemplateFor':
    case 'Splat':
      return 'list(string)';
    case 'Interpolation':
      return alone(path, parent) ? typeOfAttribute(analysis, parent) : 'string';
    default:
      return typeOfAttribute(analysis, traversal);
  }
}

/** Whether `"${…}"` is all that the string holds: its type is that of the value then. */
function alone(path: readonly Node[], interpolation: Node): boolean {
  const template = path.at(path.indexOf(interpolation) - 1);
  return template?.type === 'Template' && template.parts.length === 1;
}

/** By the attribute whose value, or list's item, the expression is. */
function typeOfAttribute(analysis: Analysis, node: Node): string {
  const cursor = cursorAt(analysis, node.start);
  const { item, inner } = cursor;
  if (item?.type !== 'Attribute') return 'any';
  if (item.name.name === 'for_each') return 'list(string)';
  const schema = inner.schema.attributes.get(item.name.name) ?? inner.schema.free;
  const type = schema?.type;
  if (!type) return 'string';
  const value: Expression = item.value;
  const inList = value !== node && value.type === 'Tuple' && type.kind === 'list';
  return written(inList ? type.element : value === node || value.type !== 'Tuple' ? type : { kind: 'string' });
}

function written(type: ValueType): string {
  switch (type.kind) {
    case 'integer':
      return 'number';
    case 'number':
      return 'number';
    case 'boolean':
      return 'bool';
    case 'list':
      return `list(${written(type.element)})`;
    case 'map':
      return `map(${written(type.element)})`;
    case 'any':
      return 'any';
    default:
      return 'string';
  }
}
