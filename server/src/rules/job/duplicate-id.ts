/** Two files with the same job. */
import { andList, fileName, relatedTo } from '../../workspace/describe';
import { isSameJob } from '../../workspace/same-job';
import type { WorkspaceRule } from '../rule';

export const duplicateId: WorkspaceRule = {
  id: 'job/duplicate-id',
  level: 'information',
  title: 'Two files with the same job id',
  languages: ['nomad'],
  docs: {
    why: 'The id identifies a job in its namespace: running a second file with the same id does not start a second job, it replaces the first. Mostly that is a copy whose name was forgotten. It is meant when the files are variants of one job, or each is for a cluster of its own; hence it is an information.',
    wrong: '# web.nomad.hcl\njob "web" {\n}\n\n# web-canary.nomad.hcl\njob "web" {\n}',
    right: '# web-canary.nomad.hcl\njob "web-canary" {\n}',
    sources: ['nomad/job_endpoint.go Job.Register'],
  },
  check(file, workspace, report) {
    const { job } = file;
    if (job?.id === undefined || job.namespace === undefined || job.region === undefined) return;
    const others = workspace
      .withId(job.id)
      .filter((other) => other.uri !== file.uri && isSameJob(job, other.job) && isWholeKnown(other.job));
    if (others.length === 0) return;
    report({
      ...job.place,
      message: `Job "${job.id}" of namespace "${job.namespace}" is in ${andList(others, (other) => fileName(other, file))} too: running one file replaces the job of the other. Give one another name, unless they are variants of one job.`,
      related: relatedTo(
        others.map((other) => ({ file: other })),
        (other) => ({ ...other.file.job.place, message: 'The same job' }),
      ),
    });
  },
};

const isWholeKnown = (job: { readonly namespace: unknown; readonly region: unknown }): boolean =>
  job.namespace !== undefined && job.region !== undefined;
