/**
 * Comments that quiet rules: `# nomad-lint: allow <id>[, <id>…] <reason>` for its own line or the line below, and
 * `# nomad-lint: allow-file <id>[, …]` for the whole file. An id may end in `/*` for a whole group.
 */
import type { Comment } from '@hcl/parser';
import { lineStart } from './text-edits';

export interface Suppressions {
  /** Whether a comment allows `id` at `offset`. */
  allows(id: string, offset: number): boolean;
}

const pattern = /nomad-lint:\s*(allow-file|allow)\s+([\w/*-]+(?:\s*,\s*[\w/*-]+)*)/;

export function readSuppressions(text: string, comments: readonly Comment[]): Suppressions {
  const file: string[] = [];
  const lines: { readonly start: number; readonly end: number; readonly ids: readonly string[] }[] = [];
  const add = (start: number, ids: readonly string[]) =>
    lines.push({ start, end: text.indexOf('\n', start) + 1 || text.length + 1, ids });
  for (const comment of comments) {
    const match = pattern.exec(text.slice(comment.start, comment.end));
    if (!match) continue;
    const ids = (match[2] ?? '').split(/\s*,\s*/);
    if (match[1] === 'allow-file') file.push(...ids);
    else {
      const own = lineStart(text, comment.start);
      add(own, ids);
      const alone = text.slice(own, comment.start).trim() === '';
      const next = text.indexOf('\n', comment.end);
      if (alone && next >= 0) add(next + 1, ids);
    }
  }
  if (file.length === 0 && lines.length === 0) return nothing;
  // Without the text: the facts that others know of a file outlive it.
  return {
    allows: (id, offset) =>
      file.some((given) => covers(given, id)) ||
      lines.some((line) => line.start <= offset && offset < line.end && line.ids.some((given) => covers(given, id))),
  };
}

const nothing: Suppressions = { allows: () => false };

const covers = (given: string, id: string): boolean =>
  given === id || (given.endsWith('/*') && id.startsWith(given.slice(0, -1)));
