/** The requests of our own between editor and server, beside those of LSP: names and types, for both sides. */
import type { Diagnostic, Position, TextEdit } from 'vscode-languageserver';
import type { ClusterFacts } from './cluster/facts';

/** The job of an open document as Nomad's API takes it. */
export const jobForApi = 'nomad/jobForApi';

export interface JobForApiParams {
  readonly uri: string;
  readonly variables?: {
    /** Variable files, as `-var-file` takes them: later ones win over earlier ones. The names are for what is wrong there. */
    readonly files?: readonly { readonly name: string; readonly text: string }[];
    /**
     * Values by name, as `nomad job run -var` takes them; they win over the files. Names that the job file does not
     * declare are left out: an editor remembers values longer than a file keeps its variables.
     */
    readonly values?: Readonly<Record<string, string>>;
    /** `NOMAD_VAR_<name>` of whoever asks; the files and the values win over it. */
    readonly environment?: Readonly<Record<string, string | undefined>>;
  };
  /**
   * Folders of this machine that relative paths in `file()` and the like count from: the first that has the file.
   * Without any, what such functions give is not known.
   */
  readonly folders?: readonly string[];
}

/** The values of an open document of one of the smaller languages, such as a volume specification. */
export const specValues = 'nomad/specValues';

export interface SpecValuesParams {
  readonly uri: string;
}

export interface SpecValuesResult {
  /** Attributes by name; blocks by type, each a list of the same. Absent when the file has errors. */
  readonly values?: { readonly [name: string]: unknown };
  readonly problems: readonly Diagnostic[];
}

/** Puts storage into an open document. */
export const insertStorage = 'nomad/insertStorage';

/** What is put in. */
export type InsertedStorage =
  | { readonly kind: 'ephemeral' }
  | {
      readonly kind: 'host' | 'csi';
      /** The volume's name on the cluster. */
      readonly source: string;
      /** Required for CSI volumes; for dynamic host volumes it may be named. */
      readonly accessMode?: string;
      readonly readOnly?: boolean;
      /** Brings an allocation back to its own dynamic host volume. */
      readonly sticky?: boolean;
    };

export interface InsertStorageParams {
  readonly uri: string;
  /** In the group, and in the task that mounts the volume. */
  readonly position: Position;
  readonly storage: InsertedStorage;
}

export interface InsertStorageResult {
  /** Their texts are snippets. */
  readonly edits: readonly TextEdit[];
  /** Why there are none. */
  readonly refused?: string;
}

export interface JobForApiResult {
  /** `{ "Job": job }` is what the API is sent. Absent when Nomad's parser would refuse the file. */
  readonly job?: { readonly [field: string]: unknown };
  /** The job as JSON, where it holds whole numbers beyond 2 ** 53, which `job` has rounded. */
  readonly exactJob?: string;
  /** Errors of the file with these variables; without any the job is as Nomad wants it. */
  readonly problems: readonly Diagnostic[];
  /** Variables that nothing gives a value. */
  readonly unset: readonly string[];
  /** What came from `values` and `environment` and counts, by name: `VariableFlags` of a submission. */
  readonly flags: Readonly<Record<string, string>>;
}

/** Tells the server what the cluster has that the editor is connected to. Nothing in it is a secret. */
export const clusterFacts = 'nomad/clusterFacts';

export interface ClusterFactsParams {
  /** Null when there is no cluster any more: what was known is forgotten. */
  readonly facts: ClusterFacts | null;
}
