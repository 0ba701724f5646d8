/** Where the page of a rule is published. */

const root = 'https://github.com/nomad-job-authoring/nomad-job-authoring/blob/main/docs/rules';

/** The page of a rule: one for each rule of ours, one for each kind of syntax and schema error. */
export const ruleUrl = (id: string): string =>
  id.startsWith('syntax/')
    ? `${root}/syntax.md#${id.slice('syntax/'.length)}`
    : id.startsWith('schema/')
      ? `${root}/schema.md#${id.slice('schema/'.length)}`
      : `${root}/${id}.md`;
