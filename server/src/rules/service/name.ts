/** A service name that DNS could not carry. */
import type { BlockInstance } from '../../schema/instance';
import { groupsOf, jobOf, labelOf, valueOf } from '../facts/job-view';
import { textOf } from '../facts/known';
import { type OwnedService, serviceName, servicesOf } from '../facts/services';
import type { Rule } from '../rule';

export const serviceNameRule: Rule = {
  id: 'service/name',
  level: 'error',
  title: 'A service name that is no host name',
  languages: ['nomad'],
  about: 'service',
  docs: {
    why: 'Services are found by DNS, so a name has 1 to 63 letters, digits and dashes, with a letter or digit at both ends. Nomad refuses others, also the name that it makes itself when none is given: `<job>-<group>`, and `-<task>` for a service of a task. A runtime reference such as `${NOMAD_JOB_NAME}` counts as seven letters.',
    wrong: 'service {\n  name = "my_api"\n  port = "http"\n}',
    right: 'service {\n  name = "my-api"\n  port = "http"\n}',
    sources: ['nomad/structs/services.go Service.Validate, ValidateName', 'api/services.go Service.Canonicalize'],
  },
  check(file, report) {
    for (const group of groupsOf(file.instance)) {
      for (const owned of servicesOf(group)) {
        const given = textOf(owned.service, 'name');
        const raw = serviceName(file.instance, group, owned);
        const name = raw === undefined ? undefined : fillIn(raw, file.instance, group, owned);
        if (name === undefined || isHostName(name)) continue;
        const attribute = given ? owned.service.attributes.get('name') : undefined;
        const { start, end } = attribute?.expression ?? owned.service.header;
        const proposal = name.replace(/[^A-Za-z0-9-]+/g, '-').replace(/^-+|-+$/g, '');
        const plain = attribute && given === name && isHostName(proposal);
        report({
          start,
          end,
          message: given
            ? `"${given}" is not a valid service name: ${whatIsWrong(name)}.`
            : `This service has no name, and the one that Nomad makes, "${name}", is not valid: ${whatIsWrong(name)}. Give it a name.`,
          fixes: plain
            ? [
                {
                  title: `Change to "${proposal}"`,
                  preferred: true,
                  edits: [{ start, end, text: JSON.stringify(proposal) }],
                },
              ]
            : [],
        });
      }
    }
  },
};

const isHostName = (name: string): boolean => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i.test(name);

function whatIsWrong(name: string): string {
  if (name.length > 63) return `it has ${name.length} characters and may have 63`;
  return /^-|-$/.test(name) ? 'it begins or ends with "-"' : 'only letters, digits and "-" may be in it';
}

/** What Nomad knows at submission is filled in; every other reference counts as a word. Undefined when something is not known here. */
function fillIn(name: string, root: BlockInstance, group: BlockInstance, { task }: OwnedService): string | undefined {
  if (!name.includes('${')) return name;
  const job = jobOf(root);
  const jobName = job && (valueOf(job, 'name') ?? labelOf(job));
  const groupName = labelOf(group);
  const taskName = task ? labelOf(task) : 'group';
  if (typeof jobName !== 'string' || groupName === undefined || taskName === undefined) return undefined;
  const known: Readonly<Record<string, string>> = {
    JOB: jobName,
    TASKGROUP: groupName,
    TASK: taskName,
    BASE: `${jobName}-${groupName}-${taskName}`,
  };
  return name.replace(/\$\{([A-Za-z0-9_.-]+)\}/g, (_, reference: string) => known[reference] ?? 'ENV-VAR');
}
