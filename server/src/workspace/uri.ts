/** One spelling for each file: clients, and Node, escape different characters in URIs. */

import { recently } from '../recent';

/** As VS Code spells it: everything but letters, digits and `-._~/` is escaped, and the letter of a drive is small. */
export const canonical: (uri: string) => string = recently(5000, (uri) => uri, spelled);

function spelled(uri: string): string {
  const match = /^file:\/\/([^/]*)(\/[^?#]*)$/i.exec(uri);
  if (!match) return uri;
  const path = decoded(match[2] ?? '').replace(/^\/[A-Z]:/, (drive) => drive.toLowerCase());
  return `file://${match[1]}${path.split('/').map(escaped).join('/')}`;
}

/** Whether a file lies below one of the folders. */
export function isBelow(uri: string, folders: readonly string[]): boolean {
  const file = canonical(uri);
  return folders.some((folder) => file.startsWith(`${canonical(folder).replace(/\/+$/, '')}/`));
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

const escaped = (part: string): string =>
  encodeURIComponent(part).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
