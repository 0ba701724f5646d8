/** The files of a workspace: all the reading that its index does. Changes are told from outside. */
export interface WorkspaceFiles {
  /** URIs of the files of ours below folders, at most so many. */
  list(folders: readonly string[], most: number): Promise<readonly string[]>;
  /** The text; undefined when there is none, it cannot be read, or it has more bytes. */
  read(uri: string, mostBytes: number): Promise<string | undefined>;
}
