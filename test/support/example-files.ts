/** The examples of a rule's page as whole files: what stands around the few lines that the page shows. And their problems. */
import { type Item, parse } from '@hcl/parser';
import { analyze } from '../../server/src/analyze';
import { type LanguageId, languageOfPath } from '../../server/src/languages';
import { isArchived } from '../../server/src/policy-paths';
import type { Problem } from '../../server/src/problem';
import { type BodySchema, bodySchema } from '../../server/src/schema/registry';
import { defaultSettings, type Settings } from '../../server/src/settings';
import { isJson } from '../../server/src/values/json-body';
import { factsOf } from '../../server/src/workspace/facts';
import { workspaceProblems } from '../../server/src/workspace/problems';
import { viewOf } from '../../server/src/workspace/view';

export interface ExampleFile {
  readonly path: string;
  readonly text: string;
}

/**
 * A comment with the path of a file, at the start or behind an empty line, begins a file of that path; all else belongs
 * to one file of the language. Lines of a job stand where the specification has them: `port` in the network of a group,
 * `tags` in its service.
 */
export function exampleFiles(example: string, language: LanguageId = 'nomad'): readonly ExampleFile[] {
  const parts = example.split(/(?:^|\n\n)(?=# \S+\.hcl\n)/).filter((part) => part !== '');
  return parts.map((part) => {
    const path =
      /^# (\S+\.hcl)\n/.exec(part)?.[1] ?? (language === 'nomad' ? 'example.nomad.hcl' : 'example.volume.hcl');
    const name = path.replace(/^.*\/|\..*$/g, '');
    return { path, text: languageOfPath(path)?.id === 'nomad' && !isJson(part) ? wholeJob(part, name) : `${part}\n` };
  });
}

/** All problems of files that lie in one folder. */
export function problemsOfFiles(files: readonly ExampleFile[], settings: Settings): readonly Problem[] {
  const analyses = files.map(({ path, text }) =>
    analyze({ uri: `file:///w/${path}`, languageId: languageOfPath(path)?.id ?? 'nomad', text }, settings),
  );
  const facts = analyses.map(factsOf);
  // As the index of a workspace does it.
  const view = viewOf(facts.filter(({ uri }) => !isArchived(uri, settings.policy)));
  return [
    ...analyses.flatMap(({ problems }) => problems),
    ...facts.flatMap((file) => workspaceProblems(file, view, settings)),
  ];
}

/** What is off is tried with the level that its page suggests. */
export const settingsFor = (id: string, level: string): Settings => ({
  ...defaultSettings,
  policyFile: { uri: 'file:///w/.nomad-lint.json' },
  rules: level === 'off' ? { [id]: 'hint' } : {},
});

/** Blocks around a line, from outside to inside, as they are written. */
type Place = readonly string[];

const job: Place = ['job'];
const group: Place = [...job, 'group'];
const service: Place = [...group, 'service'];
const task: Place = [...group, 'task'];

/** In which bodies the lines of an example are looked for; the first that has all the names of one kind gets them. */
const places: readonly Place[] = [
  [],
  job,
  group,
  task,
  [...group, 'network'],
  service,
  [...task, 'artifact'],
  [...task, 'template'],
  [...task, 'config'],
  [...job, 'periodic'],
  [...group, 'constraint'],
  [...group, 'affinity'],
  [...group, 'spread'],
  [...task, 'resources'],
  [...task, 'schedule'],
  [...service, 'connect', 'gateway', 'ingress'],
  [...service, 'connect', 'sidecar_service', 'proxy'],
];

/** The lines of a body that stand as they are, and the blocks that are made around others. */
interface Tree {
  readonly lines: string[];
  readonly blocks: Map<string, Tree>;
}

const newTree = (): Tree => ({ lines: [], blocks: new Map() });

function wholeJob(text: string, name: string): string {
  const { items } = parse(text).root;
  if (items.length === 0) return `${text}\n`;
  const whole = newTree();
  let from = 0;
  items.forEach((item, i) => {
    // Comments go with what is behind them; those at the end with what is before.
    const end = i === items.length - 1 ? text.length : lineEnd(text, item.end);
    let tree = whole;
    for (const block of placeOf(item, items)) tree = inner(tree, block);
    tree.lines.push(text.slice(from, end).replace(/^\n+|\n+$/g, ''));
    from = end;
  });
  complete(whole);
  return write(whole, '', name);
}

function inner(tree: Tree, block: string): Tree {
  const known = tree.blocks.get(block) ?? newTree();
  tree.blocks.set(block, known);
  return known;
}

function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end;
}

/** Where an item belongs, best where those beside it belong as well. */
function placeOf(item: Item, all: readonly Item[]): Place {
  const fitting = places.filter((place) => fits(place, item));
  return fitting.find((place) => all.every((other) => fits(place, other))) ?? fitting[0] ?? [];
}

function fits(place: Place, item: Item): boolean {
  const body = bodyAt(place);
  if (item.type === 'Attribute') return body?.attributes.has(item.name.name) === true;
  if (item.type !== 'Block') return false;
  // A task may stand in the job itself, as a group of its own, and a service in a task: no example means that.
  if (item.name.name === 'task' && place.length < group.length) return false;
  if (item.name.name === 'service' && place.length > group.length) return false;
  return body?.blocks.get(item.name.name)?.labels.length === item.labels.length;
}

function bodyAt(place: Place): BodySchema | undefined {
  let body: BodySchema | undefined = bodySchema('job.json');
  for (const block of place) {
    const selected: BodySchema | undefined =
      body?.select?.block === block ? body.select.cases.get('docker') : undefined;
    body = selected ?? body?.blocks.get(block)?.body;
  }
  return body;
}

/** A job that was made for the lines has a group, that has a task, and that has a driver and something to run. */
function complete(file: Tree): void {
  const job = file.blocks.get('job');
  if (!job) return;
  const group = holds(job, 'group') ? job.blocks.get('group') : inner(job, 'group');
  if (!group) return;
  const task = holds(group, 'task') ? group.blocks.get('task') : inner(group, 'task');
  if (!task) return;
  if (!task.lines.some((lines) => /^driver\b/m.test(lines))) task.lines.unshift('driver = "docker"');
  if (!holds(task, 'config')) inner(task, 'config').lines.push('image = "example/app:1"');
}

const holds = (tree: Tree, block: string): boolean =>
  tree.blocks.has(block) || tree.lines.some((lines) => new RegExp(`^${block}\\b`, 'm').test(lines));

const labelled = new Set(['job', 'group', 'task']);

function write(tree: Tree, indent: string, name: string): string {
  const lines = tree.lines.map((text) => `${indented(text, indent)}\n`);
  const blocks = [...tree.blocks].map(
    ([block, inside]) =>
      `${indent}${block}${labelled.has(block) ? ` "${name}"` : ''} {\n${write(inside, `${indent}  `, name)}${indent}}\n`,
  );
  return [...lines, ...blocks].join('');
}

const indented = (text: string, indent: string): string =>
  text.replace(/^(?=.)/gm, indent).replace(/^\s+(?=EOT$)/gm, '');
