/** Names that the strings of a template may hold: environment, Nomad variables, services, files, templates. */
import type { Block, Body } from '@hcl/parser';
import type { Analysis } from '../analysis';
import type { Template } from '../template/tree';
import { attributeOf, blocksOf, type Cursor, enclosing, labelsOf } from './cursor';
import { runtimeName } from './runtime-known';
import { runtimeNames } from './runtime-names';

export interface TemplateName {
  readonly name: string;
  readonly detail?: string;
  readonly documentation?: string;
}

/** What may stand in the first string behind a function or keyword. */
export function templateNames(
  analysis: Analysis,
  cursor: Cursor,
  template: Template,
  name: string,
): readonly TemplateName[] {
  switch (name) {
    case 'env':
    case 'mustEnv':
    case 'envOrDefault':
      return environment(analysis, cursor);
    case 'nomadVar':
    case 'nomadVarExists':
    case 'nomadVarList':
    case 'nomadVarListSafe':
      return variablePaths(analysis, cursor);
    case 'nomadService':
      return services(analysis, true);
    case 'service':
    case 'connect':
    case 'caLeaf':
      return services(analysis, false);
    case 'file':
      return files(cursor);
    case 'template':
    case 'executeTemplate':
      return defined(template);
    default:
      return [];
  }
}

/** What Nomad puts into the environment, and what the task sets itself. */
function environment(analysis: Analysis, cursor: Cursor): readonly TemplateName[] {
  const task = enclosing(cursor, 'task');
  const own = (type: string): TemplateName[] =>
    (task ? blocksOf(task.body, type) : []).flatMap((block) =>
      block.body.items.flatMap((item) =>
        item.type === 'Attribute' ? [{ name: item.name.name, detail: `set in ${type}` }] : [],
      ),
    );
  const known = runtimeNames(analysis, cursor, ['task', 'env', 'x'])
    .filter(({ name }) => /^(NOMAD_|VAULT_|attr\.|node\.|meta\.)/.test(name) && !name.includes('<'))
    // The own ports before what every task has.
    .sort((a, b) => Number(b.of === 'port') - Number(a.of === 'port'))
    .map(({ name, description, example }) => ({
      name,
      detail: example ? `for example ${example}` : undefined,
      documentation: description,
    }));
  return [...own('env'), ...known];
}

/** The paths that a task may read without a policy of its own. */
function variablePaths({ syntax }: Analysis, cursor: Cursor): readonly TemplateName[] {
  const job = enclosing(cursor, 'job') ?? labelsOf(syntax.root, 'job')[0]?.block;
  const steps = [job, enclosing(cursor, 'group'), enclosing(cursor, 'task')].map((block) => block?.labels[0]?.value);
  const paths = ['nomad/jobs'];
  const what = ['all jobs', 'this job', 'this group', 'this task'];
  for (const step of steps) {
    if (step === undefined) break;
    paths.push(`${paths.at(-1)}/${step}`);
  }
  return paths.map((name, i) => ({ name, detail: `readable by ${what[i]} without a policy` })).reverse();
}

/** Services that the file registers, in Nomad's discovery or in Consul. */
function services({ syntax, text }: Analysis, ofNomad: boolean): readonly TemplateName[] {
  const groups = labelsOf(syntax.root, 'job').flatMap(({ block }) => [block, ...blocksOf(block.body, 'group')]);
  const bodies: Body[] = groups.flatMap((block) => [
    block.body,
    ...blocksOf(block.body, 'task').map((task) => task.body),
  ]);
  const names = bodies
    .flatMap((body) => blocksOf(body, 'service'))
    .flatMap((service) => nameOf(service, text, ofNomad) ?? []);
  return [...new Set(names)].map((name) => ({ name, detail: 'a service of this file' }));
}

function nameOf({ body }: Block, text: string, ofNomad: boolean): string | undefined {
  const written = (attribute: string): string | undefined => {
    const value = attributeOf(body, attribute);
    const plain = value ? /^"([^"$]*)"$/.exec(text.slice(value.start, value.end))?.[1] : undefined;
    return plain;
  };
  return (written('provider') === 'nomad') === ofNomad ? written('name') : undefined;
}

/** The files that other templates and artifacts of the task write. */
function files(cursor: Cursor): readonly TemplateName[] {
  const task = enclosing(cursor, 'task');
  return (task ? blocksOf(task.body, 'template') : []).flatMap((block) => {
    const destination = attributeOf(block.body, 'destination');
    const part = destination?.type === 'Template' && destination.parts.length === 1 ? destination.parts[0] : undefined;
    return part?.type === 'TemplateText' && block !== cursor.inner.block
      ? [{ name: part.value, detail: 'written by a template' }]
      : [];
  });
}

const defined = ({ actions }: Template): readonly TemplateName[] =>
  actions.flatMap(({ keyword, name }) =>
    name && (keyword === 'define' || keyword === 'block')
      ? [{ name: name.text, detail: 'a template of this text' }]
      : [],
  );

/** What an environment name is for. */
export const environmentDocs = (name: string): string | undefined => runtimeName(name)?.description;
