/** Where the page of a problem is published. */
import { pageGroups } from './page-groups';

const root = 'https://github.com/nomad-job-authoring/nomad-job-authoring/blob/main/docs/rules';

const grouped = new Set(
  pageGroups.flatMap(({ group, entries }) => Object.keys(entries).map((name) => `${group}/${name}`)),
);

/** The page of a rule of ours, or the heading of an id that has no page of its own. */
export function ruleUrl(id: string): string {
  return grouped.has(id) || id.startsWith('syntax/') ? `${root}/${id.replace('/', '.md#')}` : `${root}/${id}.md`;
}
