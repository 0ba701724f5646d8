/** The file types: one row each. A new file type is a schema, a row here and a language in the manifest. */
import type { SourceFile } from './analysis';

export type LanguageId = 'nomad';

export interface Language {
  readonly id: LanguageId;
  readonly name: string;
  /** The schema of the whole file, below schemas/. */
  readonly schema: string;
  readonly patterns: readonly string[];
}

export const languages: readonly Language[] = [
  { id: 'nomad', name: 'Nomad job', schema: 'job.json', patterns: ['*.nomad.hcl', '*.nomad'] },
];

/** The row of a file's language id; an unknown id is taken as a job, as the editor decided to ask us. */
export function languageOf(file: Pick<SourceFile, 'languageId'>): Language {
  return languages.find((language) => language.id === file.languageId) ?? (languages[0] as Language);
}

/** The language of a path on disk, by its name alone; undefined when it is none of ours. */
export function languageOfPath(path: string): Language | undefined {
  return languages.find((language) => language.patterns.some((pattern) => path.endsWith(pattern.slice(1))));
}
