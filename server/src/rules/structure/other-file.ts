/** Repairs that give something a file of its own: a second job, and a volume that is written for Terraform. */
import {
  type Attribute,
  type Block,
  type Expression,
  format,
  type Item,
  type ObjectExpression,
  type Span,
  walk,
} from '@hcl/parser';
import type { Analysis } from '../../analysis';
import { type Finding, type Fix, fixesOf } from '../../problem';
import { lineStart, reindent, removeLines } from '../../text-edits';
import { referredName } from '../../values/references';

/** The finding with the repair, when it is about a block that belongs in another file. */
export function withOtherFile(id: string, finding: Finding, analysis: Analysis): Finding {
  if (id !== 'structure/multiple-jobs' && id !== 'structure/terraform-block') return finding;
  const block = analysis.syntax.root.items.find((item) => item.start === finding.start);
  if (block?.type !== 'Block' || block.close === undefined) return finding;
  const made = id === 'structure/multiple-jobs' ? jobFile(block, analysis) : volumeFile(block, analysis.text);
  const uri = made && analysis.file.uri.replace(/[^/]*$/, made.name);
  if (!made || uri === undefined || uri === analysis.file.uri) return finding;
  const fix: Fix = {
    title: made.title,
    preferred: true,
    edits: [removeLines(analysis.text, block)],
    files: [{ uri, before: undefined, mustBeNew: true, edits: [{ start: 0, end: 0, text: made.text }] }],
  };
  return { ...finding, fixes: [...fixesOf(finding), fix] };
}

interface NewFile {
  readonly name: string;
  readonly title: string;
  readonly text: string;
}

/** The job with the declarations that it uses. */
function jobFile(job: Block, { text, syntax }: Analysis): NewFile | undefined {
  const label = fileName(job.labels[0]?.value);
  if (!label) return undefined;
  const used = { var: new Set<string>(), local: false };
  walk(job, (node) => {
    if (node.type !== 'ScopeTraversal') return;
    if (node.root.name === 'var') used.var.add(referredName(node) ?? '');
    if (node.root.name === 'local') used.local = true;
  });
  const isUsed = (item: Item): boolean =>
    item.type === 'Block' &&
    ((item.name.name === 'variable' && used.var.has(item.labels[0]?.value ?? '')) ||
      (item.name.name === 'variables' && used.var.size > 0) ||
      (item.name.name === 'locals' && used.local));
  const blocks = [...syntax.root.items.filter(isUsed), job];
  const name = `${label}.nomad.hcl`;
  return { name, title: `Move to ${name}`, text: blocks.map((block) => written(text, block)).join('\n') };
}

const written = (text: string, { start, end }: Item): string =>
  `${reindent(text.slice(lineStart(text, start), end), '')}\n`;

const fileName = (label: string | undefined): string => (label ?? '').replace(/[^\w.-]+/g, '-').replace(/^[.-]+/, '');

/** Resources of Terraform's provider for Nomad that are volumes, with the type of their specification. */
const volumeTypes: Readonly<Record<string, string>> = {
  nomad_csi_volume: 'csi',
  nomad_csi_volume_registration: 'csi',
  nomad_volume: 'csi',
  nomad_dynamic_host_volume: 'host',
  nomad_dynamic_host_volume_registration: 'host',
};

/** Names that mean the same in a specification; `volume_id` is called `id` there. */
const kept = new Set(
  'name namespace plugin_id external_id snapshot_id clone_id node_id node_pool host_path capacity capacity_min capacity_max'.split(
    ' ',
  ),
);
const keptBlocks = new Set([
  'capability',
  'constraint',
  'context',
  'mount_options',
  'parameters',
  'secrets',
  'topology_request',
]);

function volumeFile(resource: Block, text: string): NewFile | undefined {
  const type = volumeTypes[resource.labels[0]?.value ?? ''];
  if (resource.name.name !== 'resource' || !type) return undefined;
  const lines = [`type = "${type}"`];
  let id = resource.labels[1]?.value;
  for (const item of resource.body.items) {
    const name = item.type === 'Attribute' || item.type === 'Block' ? item.name.name : '';
    if (item.type === 'Attribute' && (kept.has(name) || name === 'volume_id' || keptBlocks.has(name))) {
      // A reference of Terraform means nothing in a specification.
      if (!isConstant(item.value)) return undefined;
      const value = text.slice(item.value.start, item.value.end);
      if (name === (type === 'csi' ? 'volume_id' : 'name')) id = value.replace(/^"|"$/g, '');
      if (keptBlocks.has(name) && item.value.type !== 'Object') return undefined;
      lines.push(item.value.type === 'Object' ? asBlock(name, item.value, text) : `${rename(name)} = ${value}`);
    }
    if (item.type === 'Block' && keptBlocks.has(name)) {
      if (!isConstant(item)) return undefined;
      lines.push('', text.slice(item.start, item.end));
    }
  }
  const name = `${fileName(id)}.volume.hcl`;
  return { name, title: `Convert to a volume specification, ${name}`, text: format(`${lines.join('\n')}\n`) };
}

const rename = (name: string): string => (name === 'volume_id' ? 'id' : name);

function asBlock(name: string, { items }: ObjectExpression, text: string): string {
  const of = ({ start, end }: Span): string => text.slice(start, end);
  return [`\n${name} {`, ...items.map(({ key, value }) => `${of(key)} = ${of(value)}`), '}'].join('\n');
}

function isConstant(node: Expression | Block | Attribute): boolean {
  let constant = true;
  walk(node, (inner) => {
    if (inner.type === 'ScopeTraversal' || inner.type === 'FunctionCall' || inner.type === 'Interpolation')
      constant = false;
  });
  return constant;
}
