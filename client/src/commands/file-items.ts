/** Files of an allocation as rows. Pure. */
import type { FileInfo } from '@nomad/api';

export interface FileItem {
  readonly name: string;
  readonly folder: boolean;
  /** With an icon before the name. */
  readonly label: string;
  readonly description: string;
  /** False for fifos and sockets: reading them would never end. */
  readonly readable: boolean;
}

/** Folders first, then by name. */
export function fileItems(files: readonly FileInfo[]): readonly FileItem[] {
  return [...files]
    .sort((a, b) => Number(b.IsDir) - Number(a.IsDir) || (a.Name < b.Name ? -1 : 1))
    .map(({ Name, IsDir, Size, FileMode, ModTime }) => {
      const special = { p: 'fifo', S: 'socket', D: 'device', L: 'link' }[FileMode.charAt(0)];
      const readable = IsDir || special === undefined || special === 'link';
      const moment = ModTime.slice(0, 19).replace('T', ' ');
      return {
        name: Name,
        folder: IsDir,
        label: `$(${IsDir ? 'folder' : readable ? 'file' : 'circle-slash'}) ${Name}`,
        description: [IsDir ? undefined : readable ? sizeText(Size) : `${special}, cannot be read`, moment, FileMode]
          .filter(Boolean)
          .join(' · '),
        readable,
      };
    });
}

export function parentOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
}

function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const kib = bytes / 1024;
  return kib < 1024 ? `${kib.toFixed(1)} KiB` : `${(kib / 1024).toFixed(1)} MiB`;
}
