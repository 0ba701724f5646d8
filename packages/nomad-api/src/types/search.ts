/** What search answers (api/search.go). */

/** Kinds of things that search knows. */
export type SearchContext =
  | 'jobs'
  | 'allocs'
  | 'nodes'
  | 'node_pools'
  | 'evals'
  | 'deployment'
  | 'plugins'
  | 'volumes'
  | 'scaling_policy'
  | 'vars'
  | 'namespaces'
  | 'host_volumes'
  | 'all';

/** IDs by kind; `Truncations` names the kinds of which there are more (20 each). */
export interface SearchAnswer {
  readonly Matches: Readonly<Record<string, readonly string[] | null>>;
  readonly Truncations: Readonly<Record<string, boolean>>;
}

/** Matches by kind: besides the contexts also `tasks`, `groups`, `services`, `images`, `commands`, `classes`. */
export interface FuzzyAnswer {
  readonly Matches: Readonly<Record<string, readonly FuzzyMatch[] | null>>;
  readonly Truncations: Readonly<Record<string, boolean>>;
}

export interface FuzzyMatch {
  readonly ID: string;
  /** Where it belongs: namespace, job, group, … */
  readonly Scope?: readonly string[] | null;
}
