/** Upper-case letters in the names of a service with a sidecar and of its group. */
import { groupsOf, jobOf, labelOf, valueOf } from '../facts/job-view';
import { placeOf } from '../facts/known';
import { groupServices, serviceName, sidecarOf } from '../facts/services';
import type { Rule } from '../rule';

export const uppercase: Rule = {
  id: 'connect/uppercase',
  level: 'error',
  title: 'Upper-case letters in a name that Connect uses',
  languages: ['nomad'],
  about: 'connect',
  docs: {
    why: 'The sidecar is registered under a name that is made of the names of the group and the service, and Consul takes it for lower case. Nomad refuses upper-case letters in both.',
    wrong: 'group "API" {\n  service {\n    name = "api"\n    connect {\n      sidecar_service {}\n    }\n  }\n}',
    right: 'group "api" {\n  service {\n    name = "api"\n    connect {\n      sidecar_service {}\n    }\n  }\n}',
    sources: ['nomad/job_endpoint_hook_connect.go groupConnectSidecarValidate'],
  },
  check(file, report) {
    const job = jobOf(file.instance);
    const jobName = job && (valueOf(job, 'name') ?? labelOf(job));
    for (const group of groupsOf(file.instance)) {
      const services = groupServices(group).filter(sidecarOf);
      const groupName = labelOf(group);
      for (const service of services) {
        const raw = serviceName(file.instance, group, { service, task: undefined });
        // A few references are filled in before the letters are looked at; the letters of all others count.
        const name = raw
          ?.replaceAll(/\$\{(?:JOB|NOMAD_JOB_NAME)\}/g, typeof jobName === 'string' ? jobName : '')
          .replaceAll(filledIn, '');
        if (!name || name === name.toLowerCase()) continue;
        const early = /\$\{[^}]*[A-Z][^}]*\}/.exec(name)?.[0];
        const { start, end } = placeOf(service, 'name');
        report({
          start,
          end,
          message: early
            ? `A service with a Connect sidecar has a lower-case name, and Nomad looks at its letters before ${early} is filled in. Leave it out; ${'${JOB}'}, ${'${TASKGROUP}'} and ${'${NOMAD_ALLOC_INDEX}'} may stand here.`
            : `A service with a Connect sidecar has a lower-case name, and "${raw}" is not. Write it in lower case.`,
          fixes:
            service.attributes.has('name') && raw === name
              ? [
                  {
                    title: `Change to "${name.toLowerCase()}"`,
                    preferred: true,
                    edits: [{ start, end, text: JSON.stringify(name.toLowerCase()) }],
                  },
                ]
              : [],
        });
      }
      if (services.length === 0 || groupName === undefined || groupName === groupName.toLowerCase()) continue;
      const { start, end } = group.labels[0]?.span ?? group.header;
      report({
        start,
        end,
        message: `A group with a Connect sidecar has a lower-case name, and "${groupName}" is not. Write it in lower case.`,
        fixes: [
          {
            title: `Change to "${groupName.toLowerCase()}"`,
            preferred: true,
            edits: [{ start, end, text: JSON.stringify(groupName.toLowerCase()) }],
          },
        ],
      });
    }
  },
};

/** Known when the job is submitted. Source: nomad/job_endpoint_hook_connect.go groupConnectHook, client/taskenv setAlloc. */
const filledIn = /\$\{(?:TASKGROUP|TASK|BASE|NOMAD_(?:ALLOC_INDEX|REGION|JOB_ID|GROUP_NAME|META_[\w-]+))\}/g;
