/** Templates that ask Consul in a task that has no token of it. */
import { consulFunctions } from '../../template/functions';
import { templateTextOf } from '../../template/template-text';
import { insertLast } from '../../text-edits';
import { childrenOf, labelOf, stringOf } from '../facts/job-view';
import { blockOf } from '../facts/known';
import { tasksIn } from '../facts/walk';
import type { Rule } from '../rule';

export const templateWithoutBlock: Rule = {
  id: 'consul/template-without-block',
  level: 'information',
  title: 'A template asks Consul, and the task has no consul block',
  languages: ['nomad'],
  about: 'template',
  docs: {
    why: "With workload identity a task gets a token of Consul only when it or its group has a `consul` block (an empty one is enough), or when it has an identity for Consul of its own. Without one its templates use the token of the client's agent, which often may not read keys: Consul answers 403 and the task waits for ever. Where Consul has no ACLs nothing is missing.",
    wrong:
      'task "app" {\n  template {\n    data        = "LEVEL={{ key \\"app/level\\" }}"\n    destination = "local/env"\n  }\n}',
    right:
      'task "app" {\n  consul {\n  }\n  template {\n    data        = "LEVEL={{ key \\"app/level\\" }}"\n    destination = "local/env"\n  }\n}',
    sources: [
      'nomad/job_endpoint_hook_implicit_identities.go handleConsulTasks',
      'client/allocrunner/consul_hook.go prepareConsulTokensForTask',
    ],
  },
  check(file, report) {
    for (const { group, task } of tasksIn(file.instance)) {
      if (blockOf(task, 'consul') !== null || (group !== task && blockOf(group, 'consul') !== null)) continue;
      const identities = childrenOf(task, 'identity');
      if (
        task.openTypes.has('identity') ||
        identities.some((one) => (stringOf(one, 'name') ?? 'consul_').startsWith('consul_'))
      )
        continue;
      for (const template of childrenOf(task, 'template')) {
        const read = templateTextOf(template);
        const call = read?.calls.find(({ name }) => consulFunctions.includes(name));
        if (!read || !call) continue;
        report({
          ...read.place(call),
          message: `The template calls "${call.name}", which asks Consul, and neither task "${labelOf(task) ?? ''}" nor its group has a consul block: the client's own token is used, which may not read this.`,
          fixes: () =>
            task.node
              ? [
                  {
                    title: `Add a consul block to task "${labelOf(task) ?? ''}"`,
                    preferred: true,
                    edits: [insertLast(file.text, task.node, 'consul {\n}')],
                  },
                ]
              : [],
        });
        break;
      }
    }
  },
};
