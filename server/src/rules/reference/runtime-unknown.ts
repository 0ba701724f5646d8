/** A name in `${…}` that neither the file declares nor Nomad fills in when the job runs. */
import { children, type Interpolation, type Node, type ScopeTraversal } from '@hcl/parser';
import data from '../../../../schemas/interpolations.json';
import type { Analysis } from '../../analysis';
import { didYouMean, nearest } from '../../nearest';
import type { Finding } from '../../problem';
import { attributesIn } from '../../schema/blocks';
import type { BlockInstance } from '../../schema/instance';
import { childrenOf } from '../facts/job-view';
import { flagOf, textOf } from '../facts/known';
import { hasInterpolation } from '../facts/occurrences';
import { isInScope } from '../facts/scope';
import type { Rule } from '../rule';

export const runtimeUnknown: Rule = {
  id: 'reference/runtime-unknown',
  level: 'warning',
  title: 'A reference that nothing fills in',
  languages: ['nomad'],
  docs: {
    why: 'A name in `${…}` that the file does not declare is left for the time when the job runs. Then Nomad knows `node.…`, `attr.…`, `meta.…`, its own `NOMAD_…` and the environment of the task, and nothing else. In the `config` of a task any other name fails the task: a variable of a shell is written `$name` there, or `$$${name}`. Elsewhere the name stays as it is written (an information, since the program may fill it in).',
    wrong: 'variable "image_tag" {\n  default = "1.4"\n}\nconfig {\n  image = "example/app:${image_tag}"\n}',
    right: 'variable "image_tag" {\n  default = "1.4"\n}\nconfig {\n  image = "example/app:${var.image_tag}"\n}',
    sources: ['client/taskenv/env.go TaskEnv.AllValues', 'helper/pluginutils/hclutils ParseHclInterface'],
  },
  check(file, report) {
    if (!file.text.includes('${')) return;
    for (const { block, attribute } of attributesIn(file.instance)) {
      // The text of a template has a rule of its own.
      if (elsewhere.has(block.type) || (block.type === 'template' && attribute.name === 'data')) continue;
      if (!hasInterpolation(file, attribute.expression)) continue;
      visit(attribute.expression, (around, traversal) => {
        if (isInScope(attribute.context.scope, traversal.root.name)) return;
        const finding = judge(file, traversal, around, taskOfConfig(block), block);
        if (finding) report({ start: traversal.start, end: traversal.end, ...finding });
      });
    }
  },
};

/** Blocks that have no runtime, or whose references other rules judge. */
const elsewhere = new Set(['variable', 'locals', 'constraint', 'affinity', 'spread', 'volume']);

/** The task whose driver gets the block; undefined for blocks outside of `config`. */
function taskOfConfig(block: BlockInstance): BlockInstance | undefined {
  for (let b: BlockInstance | undefined = block; b; b = b.parent)
    if (b.type === 'config' && b.parent?.type === 'task') return b.parent;
  return undefined;
}

/** Every `${name}`. A `for` expression has names of its own, so nothing is said of what stands in one. */
function visit(node: Node, found: (around: Interpolation, traversal: ScopeTraversal) => void): void {
  if (node.type === 'For') return;
  if (node.type === 'Interpolation' && node.closed && node.expression.type === 'ScopeTraversal')
    found(node, node.expression);
  for (const child of children(node)) visit(child, found);
}

const names = (data.variables as readonly { readonly name: string }[]).map(({ name }) => name);
const nodeNames = names.filter((name) => name.startsWith('node.'));
const taskNames = names.filter((name) => /^NOMAD_/.test(name));
/** `NOMAD_PORT_` of `NOMAD_PORT_<label>` and the like. */
const prefixes = (data.patterns as readonly { readonly name: string }[]).flatMap(
  ({ name }) => /^NOMAD_[A-Za-z0-9_]+_(?=<)/.exec(name)?.[0] ?? [],
);
/** What names of these begin with is known to nobody but the cluster. */
const roots = new Set(['attr', 'meta', 'device', 'env', 'secret']);

type Judgement = Pick<Finding, 'message' | 'severity' | 'fixes'>;

function judge(
  file: Analysis,
  traversal: ScopeTraversal,
  around: Interpolation,
  task: BlockInstance | undefined,
  block: BlockInstance,
): Judgement | undefined {
  const { root, steps } = traversal;
  const name = file.text.slice(traversal.start, traversal.end);
  if (roots.has(root.name) || /^(VAULT|CONSUL)_/.test(name)) return undefined;
  const fails = task ? 'Nomad accepts this, and the task fails' : 'It stays as it is written';
  if (root.name === 'node' && steps.length > 0) {
    if (nodeNames.includes(name) || /^node\.(attr|meta)\.|[["]/.test(name)) return undefined;
    return misspelt(`Nodes have no "${name}". ${fails}.`, nearest(name, nodeNames), traversal);
  }
  if (/^NOMAD_/.test(name)) {
    if (taskNames.includes(name) || prefixes.some((prefix) => name.startsWith(prefix))) return undefined;
    return misspelt(`Nomad sets no "${name}". ${fails}.`, nearest(name, taskNames), traversal);
  }
  if (isInEnvironment(task ?? taskAround(block), root.name, task !== undefined)) return undefined;
  const declared = declaredAs(file, root.name);
  if (declared)
    return {
      message: `"${name}" is no reference to what this file declares. Write ${declared}.`,
      fixes: [
        {
          title: `Change to ${declared}`,
          preferred: true,
          edits: [{ start: root.start, end: root.end, text: declared }],
        },
      ],
    };
  if (task)
    return {
      message: `Neither this file nor Nomad knows "${name}". ${fails}. For a variable of a shell write $${name} or $$\${${name}}.`,
      fixes: [
        { title: `Leave \${${name}} to the shell`, edits: [{ start: around.start, end: around.start, text: '$$' }] },
      ],
    };
  // Capital letters are the environment of the program, which may read its settings that way.
  if (/^[A-Z0-9_]+$/.test(name)) return undefined;
  return {
    severity: 'information',
    message: `Neither this file nor Nomad knows "${name}": \${${name}} stays as it is written. A variable of this file is var.…, a local is local.…`,
  };
}

function misspelt(message: string, meant: string | undefined, { start, end }: ScopeTraversal): Judgement {
  return {
    message: `${message}${didYouMean(meant)}`,
    fixes: meant ? [{ title: `Change to ${meant}`, preferred: true, edits: [{ start, end, text: meant }] }] : [],
  };
}

function taskAround(block: BlockInstance): BlockInstance | undefined {
  for (let b: BlockInstance | undefined = block; b; b = b.parent) if (b.type === 'task') return b;
  return undefined;
}

/** Whether a variable of this name may be in the environment of the task when its references are filled in. */
function isInEnvironment(task: BlockInstance | undefined, name: string, config: boolean): boolean {
  if (!task) return false;
  if (task.open || task.openTypes.size > 0) return true;
  const env = childrenOf(task, 'env');
  if (env.some((block) => block.open || block.attributes.has(name))) return true;
  if (childrenOf(task, 'template').some((template) => flagOf(template, 'env') !== false)) return true;
  if (!config || !/^[A-Z0-9_]+$|^\w+_proxy$/.test(name)) return false;
  // Without an image the environment of the node counts; plugins of devices and storage set variables of their own.
  const driver = textOf(task, 'driver');
  const hasDevice = childrenOf(task, 'resources').some((resources) => resources.open || resources.blocks.has('device'));
  return (driver !== 'docker' && driver !== 'podman') || hasDevice || task.blocks.has('csi_plugin');
}

/** `var.<name>` or `local.<name>` when the file declares a name. */
function declaredAs({ variables }: Analysis, name: string): string | undefined {
  if (variables.variables.has(name)) return `var.${name}`;
  return variables.locals.has(name) ? `local.${name}` : undefined;
}
