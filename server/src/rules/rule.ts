/** What a rule is. One rule, one file, one page of docs, one test, all under the rule's id. */
import type { Analysis } from '../analysis';
import type { LanguageId } from '../languages';
import type { Finding, Level } from '../problem';

export interface Rule {
  /** `group/name`; also the file's path below rules/. */
  readonly id: string;
  /** The level without any setting: an error only for what Nomad itself refuses. */
  readonly level: Level;
  /** One line for settings and lists. */
  readonly title: string;
  readonly languages: readonly LanguageId[];
  /** Part of the house policy, which one setting quiets; another quiets the part that is about ports. */
  readonly policy?: 'port' | 'house';
  /** The page of the rule in Markdown: what, why, a wrong and a right example, how to repair. */
  readonly docs: RuleDocs;
  check(file: Analysis, report: (finding: Finding) => void): void;
}

export interface RuleDocs {
  /** What is checked, exactly, and why it matters. */
  readonly why: string;
  readonly wrong: string;
  readonly right: string;
  /** Facts it rests on: Nomad identifiers or documentation pages. */
  readonly sources?: readonly string[];
}
