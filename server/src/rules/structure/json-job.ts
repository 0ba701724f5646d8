/** A job file that Nomad takes for JSON, because it begins with `{`. */
import type { Attribute, Span } from '@hcl/parser';
import { didYouMean, nearest } from '../../nearest';
import type { Finding } from '../../problem';
import { isMeantAsJson, readJsonMembers } from '../../values/json-body';
import type { Rule } from '../rule';

/** The only rule for such a file: it is no tree of blocks, so the others see nothing in it. */
export const jsonJob: Rule = {
  id: 'structure/json-job',
  level: 'information',
  title: 'A job file in JSON',
  languages: ['nomad'],
  docs: {
    why: 'Nomad takes a job file that begins with `{` for JSON, in the form that HCL gives it: `job`, `variable`, `variables` and `locals` at the top, and a label is a key (`"job": {"web": {…}}`). Only its syntax, these names and the number of jobs are checked here (errors, as Nomad refuses the file); what is in the job is not. The JSON of Nomad\'s API (`Job`, `TaskGroups`), as `nomad job inspect` prints it, is another one: Nomad refuses it in a job file and reads it with `nomad job run -json`.',
    wrong: '{\n  "job": {\n    "web": {\n      "group": {}\n    }\n  }\n}',
    right: 'job "web" {\n  group "web" {\n    # …\n  }\n}',
    sources: ['jobspec2/parse.go isJSON', 'command/helpers.go JobGetter.Get'],
  },
  check({ text }, report) {
    if (!isMeantAsJson(text)) return;
    const refuse = (finding: Finding): void => report({ severity: 'error', noJob: true, ...finding });
    const { members, unreadable } = readJsonMembers(text);
    if (unreadable) {
      refuse({
        ...spanOf(unreadable),
        message: `Nomad takes this file for JSON, because it begins with "{". ${unreadable.message} A file in HCL begins with job "<name>" { … }.`,
      });
      return;
    }
    const start = text.indexOf('{');
    const brace = { start, end: start + 1 };
    if (members.some(({ name }) => name.name !== 'job' && ofApi.has(name.name))) {
      refuse({
        ...brace,
        message:
          'This is a job as Nomad\'s API has it, which Nomad refuses in a job file. Run it with "nomad job run -json", or write it in HCL: job "<name>" { … }.',
      });
      return;
    }
    const unknown = members.filter(({ name }) => !names.includes(name.name));
    for (const { name } of unknown)
      refuse({
        ...spanOf(name),
        message: `A job file in JSON has no "${name.name}" at the top.${didYouMean(nearest(name.name, names))}`,
      });
    const jobs = members.filter(({ name }) => name.name === 'job');
    if (jobs.length === 0 && unknown.length === 0)
      refuse({ ...brace, message: 'This file has no job. A job file holds exactly one: {"job": {"<name>": {…}}}.' });
    const [first, second] = jobs.flatMap((job) => labelsOf(job, refuse));
    if (second)
      refuse({
        ...second,
        message: 'A file holds one job. Move this one to a file of its own.',
        related: first && [{ ...first, message: 'The first job is here' }],
      });
    if (first)
      report({
        ...brace,
        message:
          'Nomad reads this job file as JSON. What is in the job is not checked here: write it in HCL to have it checked, and to plan and run it from the editor.',
      });
  },
};

/** What stands at the top; `//` is a comment. */
const names: readonly string[] = ['job', 'variable', 'variables', 'locals', '//'];

/** Fields of a job of the API, of which any job has some. Source: api/jobs.go Job. */
const ofApi = new Set(['Job', 'ID', 'Name', 'TaskGroups', 'Datacenters']);

/** The names of the jobs that one member gives: the keys of its object, or of the objects in its list. */
function labelsOf({ value }: Attribute, refuse: (finding: Finding) => void): readonly Span[] {
  const given = value.type === 'Tuple' && value.items.length > 0 ? value.items : [value];
  return given.flatMap((one) => {
    if (one.type === 'Object' && one.items.length > 0) return one.items.map(({ key }) => spanOf(key));
    refuse({ ...spanOf(one), message: 'A job has its name as a key: {"job": {"<name>": {…}}}. Here is none.' });
    return [];
  });
}

const spanOf = ({ start, end }: Span): Span => ({ start, end });
