/** Variables that a deployment through Ansible cannot give a value. */
import type { Rule } from '../rule';
import { withDefault } from './no-default';
import { usedVariables } from './uses';

export const envWithAnsible: Rule = {
  id: 'variable/env-with-ansible',
  level: 'off',
  title: 'A variable that Ansible gives no value',
  languages: ['nomad'],
  docs: {
    why: "Off unless you give it a level: for repositories whose jobs are deployed by Ansible. Its module sends the text of the file to Nomad's parser, which knows neither `NOMAD_VAR_…` of your shell nor `-var-file`: a variable without a default has no value there, and Nomad refuses the job. Give it a default, let the playbook render the value in (`-e name=…`), or let the playbook send variables to /v1/jobs/parse in `Variables`.",
    wrong: 'variable "image_tag" {\n  type = string\n}\nconfig {\n  image = "example/app:${var.image_tag}"\n}',
    right:
      'variable "image_tag" {\n  type    = string\n  default = "1.4"\n}\nconfig {\n  image = "example/app:${var.image_tag}"\n}',
    sources: ['command/agent/job_endpoint.go jobsParse', 'community.general.nomad_job'],
  },
  check(file, report) {
    const { variables } = file.variables;
    const without = [...variables.values()].filter(({ declaration }) => !declaration.default);
    const uses = without.length > 0 ? usedVariables(file) : undefined;
    for (const { declaration } of without) {
      if (uses && !uses.has(declaration.name)) continue;
      const { start, end } = declaration.span;
      report({
        start,
        end,
        message: `Ansible sends this file without values for variables: NOMAD_VAR_${declaration.name} is not read there, and "${declaration.name}" has no default. Add one, or let the playbook send a value.`,
        fixes: withDefault(file, declaration),
      });
    }
  },
};
