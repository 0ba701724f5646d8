/** A path that leads out of the allocation, of an artifact, a template or a dispatched payload. */
import type { BlockInstance } from '../../schema/instance';
import { escapesAllocation } from '../../values/alloc-path';
import { childrenOf, stringOf } from '../facts/job-view';
import { placeOf } from '../facts/known';
import { setAttribute } from '../facts/repairs';
import { tasksIn } from '../facts/walk';
import type { Rule } from '../rule';

export const artifactDestination: Rule = {
  id: 'artifact/destination',
  level: 'error',
  title: 'A destination outside of the allocation',
  languages: ['nomad'],
  about: ['artifact', 'template', 'dispatch_payload'],
  docs: {
    why: 'Artifacts, templates and dispatched payloads are written below the folder of the allocation. A relative path begins in the folder of the task, so one `..` leads to the folder of the allocation and a second one out of it. Nomad refuses the job. It looks at the text only: `${…}` counts as one name.',
    wrong: 'destination = "../../etc/app.conf"',
    right: 'destination = "local/app.conf"',
    sources: [
      'helper/escapingfs PathEscapesAllocViaRelative',
      'nomad/structs/structs.go TaskArtifact.Validate, Template.Validate, DispatchPayloadConfig.Validate',
    ],
  },
  check(file, report) {
    const judge = (block: BlockInstance, name: string, from: string): void => {
      const path = stringOf(block, name);
      if (path === undefined || !escapesAllocation(from, path)) return;
      report({
        ...placeOf(block, name),
        message: `"${path}" leads out of the allocation's folder. Stay in it, for example with "local/…".`,
        fixes: setAttribute(file.text, block, name, JSON.stringify(inside(path, from)), false),
      });
    };
    for (const { task } of tasksIn(file.instance)) {
      for (const artifact of childrenOf(task, 'artifact')) judge(artifact, 'destination', 'task');
      for (const template of childrenOf(task, 'template')) judge(template, 'destination', 'task');
      for (const payload of childrenOf(task, 'dispatch_payload')) judge(payload, 'file', 'task/local');
    }
  },
};

/** The last part of the path, in the folder for files of the task. */
const inside = (path: string, from: string): string => {
  const last = path.split('/').findLast((step) => step !== '' && step !== '..' && step !== '.') ?? 'file';
  return from === 'task' ? `local/${last}` : last;
};
