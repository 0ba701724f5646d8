/** Questions to the tree: which node is at an offset, what contains it, what does it contain. */
import type { Node } from './ast';

/** The nodes directly inside a node, in source order. */
export function children(node: Node): readonly Node[] {
  switch (node.type) {
    case 'Body':
    case 'Tuple':
    case 'Object':
      return node.items;
    case 'Attribute':
      return [node.name, node.value];
    case 'Block':
      return [node.name, ...node.labels, node.body];
    case 'Incomplete':
      return node.name ? [node.name, ...node.labels] : node.labels;
    case 'Template':
      return node.parts;
    case 'Interpolation':
    case 'Parentheses':
      return [node.expression];
    case 'TemplateIf':
      return node.else ? [node.condition, ...node.then, ...node.else] : [node.condition, ...node.then];
    case 'TemplateFor':
      return present(node.key, node.value, node.collection, ...node.body);
    case 'ScopeTraversal':
      return [node.root, ...node.steps];
    case 'RelativeTraversal':
      return [node.source, ...node.steps];
    case 'AttributeStep':
      return [node.name];
    case 'Index':
      return [node.collection, node.key];
    case 'ComputedStep':
      return [node.key];
    case 'Splat':
      return [node.source, ...node.each];
    case 'SplatStep':
      return node.each;
    case 'FunctionCall':
      return [node.name, ...node.args];
    case 'Conditional':
      return [node.condition, node.then, node.else];
    case 'BinaryOperation':
      return [node.left, node.right];
    case 'UnaryOperation':
      return [node.operand];
    case 'ObjectItem':
      return [node.key, node.value];
    case 'For':
      return present(node.key, node.value, node.collection, node.keyExpression, node.valueExpression, node.condition);
    case 'Identifier':
    case 'Label':
    case 'Literal':
    case 'Missing':
    case 'TemplateText':
    case 'IndexStep':
      return NONE;
  }
}

const NONE: readonly Node[] = [];

function present(...nodes: (Node | undefined)[]): Node[] {
  return nodes.filter((node) => node !== undefined);
}

/**
 * The nodes whose span contains the offset, from `root` to the innermost. A node's end counts as inside, so that the
 * place behind a word is in that word; where two nodes touch, the first is taken.
 */
export function pathAt(root: Node, offset: number): Node[] {
  const path: Node[] = [];
  let node: Node | undefined = root;
  while (node !== undefined && node.start <= offset && offset <= node.end) {
    path.push(node);
    node = children(node).find((child) => child.start <= offset && offset <= child.end);
  }
  return path;
}

/** The innermost node whose span contains the offset (its end included); undefined outside of `root`. */
export function nodeAt(root: Node, offset: number): Node | undefined {
  return pathAt(root, offset).at(-1);
}

/** Calls `visit` for a node and all nodes inside it, in source order. What is inside a node is left out on `false`. */
export function walk(node: Node, visit: (node: Node) => unknown): void {
  const stack: Node[] = [node];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (visit(next) === false) continue;
    const inside = children(next);
    for (let i = inside.length - 1; i >= 0; i--) stack.push(inside[i] as Node);
  }
}
