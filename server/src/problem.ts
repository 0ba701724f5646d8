/** What the analysis finds: plain data with offsets, no LSP types. */
import type { Span } from '@hcl/parser';

export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** A level that a user may give a rule; `off` silences it. */
export type Level = Severity | 'off';

/** A replacement of `[start, end)` by `text`. */
export interface TextEdit extends Span {
  readonly text: string;
}

/** A change of another file. */
export interface FileChange {
  readonly uri: string;
  /** Its text as the edits mean it; undefined when there is no such file and the repair makes it. */
  readonly before: string | undefined;
  /** Nothing is known of a file of this name, so nothing is written where there is one. */
  readonly mustBeNew?: true;
  readonly edits: readonly TextEdit[];
}

/** A repair that a person can choose. Its edits do not overlap. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** What else has to change. */
  readonly files?: readonly FileChange[];
  /** The repair that is right most of the time: offered first, and used by "fix all" when `safe` is set too. */
  readonly preferred?: boolean;
  /** Does not change what the job does, or makes it do what it plainly meant to do. */
  readonly safe?: boolean;
}

/** A second place that explains a problem. `uri` is absent when it is in the same file. */
export interface Related extends Span {
  readonly uri?: string;
  readonly message: string;
}

export interface Problem extends Span {
  /** `group/name`, as in docs/rules. */
  readonly id: string;
  readonly severity: Severity;
  /** What is wrong, named; then why, or how to repair it. */
  readonly message: string;
  readonly related?: readonly Related[];
  readonly fixes?: readonly Fix[];
  /** Shown faded: nothing needs this text. */
  readonly unnecessary?: boolean;
  /** Shown struck through. */
  readonly deprecated?: boolean;
}

/** A problem before settings have given it a level. */
export type Finding = Omit<Problem, 'id' | 'severity' | 'fixes'> & {
  readonly severity?: Severity;
  /** Which one, where several things can be wrong in one place in the same way: the name of what is missing. */
  readonly subject?: string;
  /** Nomad's parser refuses it: there is no job that its validator could judge. */
  readonly noJob?: true;
  /** A function where working them out takes time: most problems are seen at every key, and repaired once. */
  readonly fixes?: readonly Fix[] | (() => readonly Fix[]);
};

/** The repairs of a finding, made now. */
export const fixesOf = ({ fixes = [] }: Finding): readonly Fix[] => (typeof fixes === 'function' ? fixes() : fixes);

/** The problem alone: repairs are not made, and nothing holds on to the tree that they would be made from. */
export const withoutFixes = ({
  id,
  severity,
  start,
  end,
  message,
  related,
  unnecessary,
  deprecated,
}: Problem): Problem => ({ id, severity, start, end, message, related, unnecessary, deprecated });

/** The problem that a finding is. Its repairs are made when somebody asks for them. */
export const problemOf = (id: string, severity: Severity, finding: Finding): Problem =>
  new FoundProblem(id, severity, finding);

/** Spread into another object it loses its repairs: they stand behind an accessor of the class (lazy.ts says why). */
class FoundProblem implements Problem {
  readonly start: number;
  readonly end: number;
  readonly message: string;
  readonly related: readonly Related[] | undefined;
  readonly unnecessary: boolean | undefined;
  readonly deprecated: boolean | undefined;
  #fixes: Finding['fixes'];

  constructor(
    readonly id: string,
    readonly severity: Severity,
    { start, end, message, related, fixes, unnecessary, deprecated }: Finding,
  ) {
    this.start = start;
    this.end = end;
    this.message = message;
    this.related = related;
    this.unnecessary = unnecessary;
    this.deprecated = deprecated;
    this.#fixes = fixes;
  }

  get fixes(): readonly Fix[] | undefined {
    if (typeof this.#fixes === 'function') this.#fixes = this.#fixes();
    return this.#fixes;
  }
}
