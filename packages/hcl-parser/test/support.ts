/** What the tests of the parser share: fixtures, trees and errors as short texts, and what holds for every tree. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { children, type EachStep, type Node, type ParseResult, parse, type TemplatePart } from '@hcl/parser';

/** The folder of this package's fixtures, whether the tests run in the repository or in the package. */
export const fixtures = [join('packages', 'hcl-parser', 'test', 'fixtures'), join('test', 'fixtures')]
  .map((folder) => join(process.cwd(), folder))
  .find((folder) => existsSync(join(folder, 'torture.hcl'))) as string;

export function fixture(name: string): string {
  return readFileSync(join(fixtures, name), 'utf8');
}

/** The errors of a text as `line:column id`, both from 1. */
export function errors(text: string): string[] {
  return parse(text).errors.map((error) => `${place(text, error.start)} ${error.id}`);
}

export function place(text: string, offset: number): string {
  const before = text.slice(0, offset).split('\n');
  return `${before.length}:${(before.at(-1) as string).length + 1}`;
}

/** The tree of a text in few signs; see `sketch`. */
export function tree(text: string): string {
  return parse(text)
    .root.items.map((item) => sketch(item))
    .join(' ');
}

/** The tree of `x = <expression>`. */
export function expression(text: string): string {
  const [item] = parse(`x = ${text}\n`).root.items;
  assert.equal(item?.type, 'Attribute');
  return item?.type === 'Attribute' ? sketch(item.value) : '';
}

/** A node in few signs: `_` is what is missing, `!` marks what is not closed, `.?` a traversal that ends with a dot. */
export function sketch(node: Node): string {
  const all = (nodes: readonly Node[]) => nodes.map((inner) => ` ${sketch(inner)}`).join('');
  const each = (steps: readonly EachStep[]) => steps.map((step) => sketch(step)).join('');
  switch (node.type) {
    case 'Body':
      return `{${all(node.items)} }`;
    case 'Attribute':
      return `(= ${node.name.name} ${sketch(node.value)})`;
    case 'Block':
      return `(${node.name.name}${all(node.labels)} ${sketch(node.body)}${node.close === undefined ? '!' : ''})`;
    case 'Incomplete':
      return `(? ${node.name?.name ?? '_'}${all(node.labels)})`;
    case 'Label':
      return node.quoted ? JSON.stringify(node.value) : node.value;
    case 'Identifier':
      return node.name;
    case 'Literal':
      return node.raw;
    case 'Template':
      return `${node.heredoc?.marker ?? ''}"${node.parts.map(part).join('')}"${node.closed ? '' : '!'}`;
    case 'ScopeTraversal':
      return `${node.root.name}${each(node.steps)}${node.incomplete ? '.?' : ''}`;
    case 'RelativeTraversal':
      return `${sketch(node.source)}${each(node.steps)}${node.incomplete ? '.?' : ''}`;
    case 'AttributeStep':
      return `.${node.name.name}`;
    case 'IndexStep':
      return node.legacy ? `.${node.key}` : `[${JSON.stringify(node.key)}]`;
    case 'ComputedStep':
      return `[${sketch(node.key)}]`;
    case 'SplatStep':
      return `${node.kind === 'full' ? '[*]' : '.*'}(${each(node.each)})`;
    case 'Index':
      return `${sketch(node.collection)}[${sketch(node.key)}]`;
    case 'Splat':
      return `${sketch(node.source)}${node.kind === 'full' ? '[*]' : '.*'}(${each(node.each)})`;
    case 'FunctionCall':
      return `(${node.name.name}()${all(node.args)}${node.expand ? '...' : ''})${node.close === undefined ? '!' : ''}`;
    case 'Conditional':
      return `(? ${sketch(node.condition)} ${sketch(node.then)} ${sketch(node.else)})`;
    case 'BinaryOperation':
      return `(${node.operator} ${sketch(node.left)} ${sketch(node.right)})`;
    case 'UnaryOperation':
      return `(${node.operator} ${sketch(node.operand)})`;
    case 'Parentheses':
      return `(${sketch(node.expression)})${node.closed ? '' : '!'}`;
    case 'Tuple':
      return `[${all(node.items).trimStart()}]${node.closed ? '' : '!'}`;
    case 'Object':
      return `{${all(node.items).trimStart()}}${node.closed ? '' : '!'}`;
    case 'ObjectItem':
      return `${sketch(node.key)}${node.separator === undefined ? '' : ':'}${sketch(node.value)}`;
    case 'For': {
      const names = [node.key, node.value].map((name) => (name ? ` ${name.name}` : '')).join('');
      const key = node.keyExpression ? `${sketch(node.keyExpression)} => ` : '';
      const condition = node.condition ? ` if ${sketch(node.condition)}` : '';
      const what = `${key}${sketch(node.valueExpression)}${node.group ? '...' : ''}${condition}`;
      return `(${node.kind}-for${names} in ${sketch(node.collection)} : ${what})${node.closed ? '' : '!'}`;
    }
    case 'Missing':
      return '_';
    default:
      return part(node);
  }
}

function part(node: TemplatePart): string {
  const all = (parts: readonly TemplatePart[]) => parts.map(part).join('');
  switch (node.type) {
    case 'TemplateText':
      return JSON.stringify(node.value).slice(1, -1);
    case 'Interpolation':
      return `\${${sketch(node.expression)}}${node.closed ? '' : '!'}`;
    case 'TemplateIf':
      return `<if ${sketch(node.condition)}: ${all(node.then)}${node.else ? `| ${all(node.else)}` : ''}>`;
    case 'TemplateFor':
      return `<for ${node.key ? `${node.key.name} ` : ''}${node.value?.name} in ${sketch(node.collection)}: ${all(node.body)}>`;
  }
}

/** What holds for every tree: it covers the text, and children lie inside their parents, in order. */
export function checkTree(text: string): ParseResult {
  const result = parse(text);
  const excerpt = () => JSON.stringify(text.length > 300 ? `${text.slice(0, 300)}…` : text);
  assert.deepEqual([result.root.start, result.root.end], [0, text.length], excerpt());
  const stack: Node[] = [result.root];
  for (let node = stack.pop(); node; node = stack.pop()) {
    let at = node.start;
    for (const child of children(node)) {
      const inside = at <= child.start && child.start <= child.end && child.end <= node.end;
      assert.ok(
        inside,
        `${child.type} ${child.start}–${child.end} in ${node.type} ${node.start}–${node.end}: ${excerpt()}`,
      );
      at = child.end;
      stack.push(child);
    }
  }
  let last = 0;
  for (const error of result.errors) {
    assert.ok(last <= error.start && error.start <= error.end && error.end <= text.length, `${error.id}: ${excerpt()}`);
    last = error.start;
  }
  return result;
}
