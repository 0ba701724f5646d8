/** A value for a variable that no job beside the file declares. */
import { didYouMean, nearest } from '../../nearest';
import { andList, fileName } from '../../workspace/describe';
import { declarations } from '../../workspace/variable-files';
import { jobsFor } from '../../workspace/view';
import type { WorkspaceRule } from '../rule';

export const varFileUnknownKey: WorkspaceRule = {
  id: 'variable/var-file-unknown-key',
  level: 'warning',
  title: 'A value for a variable that the job does not declare',
  languages: ['nomad-vars'],
  docs: {
    why: 'Nomad refuses a variable file that sets a variable which the job does not declare, unless it runs with `-hcl2-strict=false`. A variable file is taken for the job files beside it: for the one whose name it begins with (`web.prod.vars.hcl` and `web.nomad.hcl`), else for all in its folder.',
    wrong: '# web.nomad.hcl\nvariable "image" {\n}\njob "web" {\n}\n\n# web.vars.hcl\nimgae = "example/web:2"',
    right: '# web.nomad.hcl\nvariable "image" {\n}\njob "web" {\n}\n\n# web.vars.hcl\nimage = "example/web:2"',
    sources: ['jobspec2/types.variables.go PackerConfig.collectInputVariableValues'],
  },
  check(file, workspace, report) {
    const jobs = jobsFor(file.uri, workspace);
    if (jobs.length === 0) return;
    const names = [...new Set(declarations(file.uri, workspace).map(({ variable }) => variable.name))];
    for (const { name, place } of file.assignments ?? []) {
      if (names.includes(name)) continue;
      const suggestion = nearest(name, names);
      report({
        ...place,
        message: `No variable "${name}" is declared in ${andList(jobs, (job) => fileName(job, file))}, and Nomad refuses the value.${didYouMean(suggestion)}`,
        fixes: suggestion
          ? [{ title: `Change to "${suggestion}"`, preferred: true, edits: [{ ...place, text: suggestion }] }]
          : [],
      });
    }
  },
};
