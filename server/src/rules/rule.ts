/** What a rule is. One rule, one file, one page of docs, one test, all under the rule's id. */
import type { Analysis } from '../analysis';
import type { ClusterFacts } from '../cluster/facts';
import type { LanguageId } from '../languages';
import type { Finding, Level } from '../problem';
import type { FileFacts } from '../workspace/facts';
import type { WorkspaceView } from '../workspace/view';

export interface Rule extends RuleHead {
  /**
   * The type of block, or the name of the attribute, without which the rule has nothing to say: it is not asked about a
   * file that has none (of several: none of them). Absent for a rule about what every job has.
   */
  readonly about?: string | readonly string[];
  check(file: Analysis, report: (finding: Finding) => void): void;
}

/** Whether a rule can have something to say about a file with these types of blocks and names of attributes. */
export const isAbout = ({ about }: Pick<Rule, 'about'>, present: ReadonlySet<string>): boolean =>
  about === undefined || (typeof about === 'string' ? present.has(about) : about.some((name) => present.has(name)));

/** A rule that needs other files: it sees of each, and of its own, only the facts that were read off them. */
export interface WorkspaceRule extends RuleHead {
  check(file: FileFacts, workspace: WorkspaceView, report: (finding: Finding) => void): void;
}

/** A rule that needs to know what a cluster has; it runs only while that is known. */
export interface ClusterRule extends RuleHead {
  check(file: Analysis, cluster: ClusterFacts, report: (finding: Finding) => void): void;
}

export interface RuleHead {
  /** `group/name`; also the file's path below rules/. */
  readonly id: string;
  /** The level without any setting: an error only for what Nomad itself refuses. */
  readonly level: Level;
  /** One line for settings and lists. */
  readonly title: string;
  readonly languages: readonly LanguageId[];
  /** Part of the house policy, which one setting quiets; another quiets the part that is about ports. */
  readonly policy?: 'port' | 'house';
  /** Nomad's parser refuses some of what it finds (`noJob`): so it also runs where it is off, for the job that there is not. */
  readonly ofParser?: true;
  /** The page of the rule in Markdown: what, why, a wrong and a right example, how to repair. */
  readonly docs: RuleDocs;
}

export interface RuleDocs {
  /** What is checked, exactly, and why it matters. */
  readonly why: string;
  readonly wrong: string;
  readonly right: string;
  /** Facts it rests on: Nomad identifiers or documentation pages. */
  readonly sources?: readonly string[];
}
