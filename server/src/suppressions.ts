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
  const lines = new Map<number, string[]>();
  const add = (line: number, ids: readonly string[]) => lines.set(line, [...(lines.get(line) ?? []), ...ids]);
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
  if (file.length === 0 && lines.size === 0) return { allows: () => false };
  return {
    allows: (id, offset) => [...file, ...(lines.get(lineStart(text, offset)) ?? [])].some((given) => covers(given, id)),
  };
}

const covers = (given: string, id: string): boolean =>
  given === id || (given.endsWith('/*') && id.startsWith(given.slice(0, -1)));
