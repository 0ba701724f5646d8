/** What a new job may be made from, and the folders that it may lie in. Pure. */
import type { SnippetFile } from '../storage/fill-snippet';
import type { JobFile } from './job-file';

export interface JobTemplate {
  /** Of its snippet. */
  readonly prefix: string;
  readonly name: string;
  readonly description: string;
  /** Where such jobs belong, where the house sorts them. */
  readonly category?: string;
}

const CATEGORIES: Readonly<Record<string, string>> = {
  'job-core-infrastructure': 'core-infrastructure',
  'job-platform-service': 'platform-services',
  'job-application': 'applications',
};

/** The snippets that are a whole job: a plain service first, those for one purpose last. */
export function jobTemplates(snippets: SnippetFile): readonly JobTemplate[] {
  const isPlain = ({ prefix }: JobTemplate) => prefix.startsWith('job-');
  const all = Object.entries(snippets).flatMap(([title, { prefix, description = '' }]): JobTemplate[] => {
    const said = /^(?:A whole job(?: that|:)? )?(.*) \(whole file\)$/.exec(description)?.[1];
    if (said === undefined) return [];
    const name = capital(title.replace(/^Job: /, ''));
    return [{ prefix, name, description: capital(said), category: CATEGORIES[prefix] }];
  });
  const rank = (one: JobTemplate) => (one.prefix === 'job-service' ? 0 : isPlain(one) ? 1 : 2);
  return all.sort((a, b) => rank(a) - rank(b));
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export interface NewJobFolder {
  /** Relative to the workspace folder, with slashes; empty for the workspace folder itself. */
  readonly path: string;
  readonly category?: string;
  /** How many job files lie there. */
  readonly count: number;
}

/**
 * The folders that hold job files: those of the category first, then those with the most files. Where no file is of the
 * category yet, a folder of its name comes first; the workspace folder itself is always among them.
 */
export function newJobFolders(
  files: readonly Pick<JobFile, 'path' | 'category' | 'kept'>[],
  category?: string,
): readonly NewJobFolder[] {
  const found = new Map<string, NewJobFolder>();
  for (const file of files) {
    if (file.kept) continue;
    const path = file.path.slice(0, Math.max(0, file.path.lastIndexOf('/')));
    found.set(path, { path, category: file.category, count: (found.get(path)?.count ?? 0) + 1 });
  }
  const fits = (one: NewJobFolder) => category !== undefined && one.category === category;
  const sorted = [...found.values()].sort(
    (a, b) => Number(fits(b)) - Number(fits(a)) || b.count - a.count || (a.path < b.path ? -1 : 1),
  );
  const own = category !== undefined && !sorted.some(fits) ? [{ path: category, category, count: 0 }] : [];
  const top = found.has('') ? [] : [{ path: '', count: 0 }];
  return [...own, ...sorted, ...top];
}
