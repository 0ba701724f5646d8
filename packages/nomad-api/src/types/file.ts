/** Files of an allocation (api/fs.go `AllocFileInfo`). */

export interface FileInfo {
  readonly Name: string;
  readonly IsDir: boolean;
  /** Bytes. */
  readonly Size: number;
  /** `-rw-r--r--`; the first letter is `d` for a directory, `p` for a fifo, `S` for a socket. */
  readonly FileMode: string;
  /** RFC 3339. */
  readonly ModTime: string;
  /** From `stat` only. */
  readonly ContentType?: string;
}
