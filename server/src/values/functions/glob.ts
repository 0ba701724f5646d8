/** Finds files by a pattern with `*`, `?`, `**`, `[…]` and `{a,b}` (the doublestar package of `fileset`). */

import { FunctionError } from '@hcl/parser';

interface Tree {
  readonly kind: (path: string) => 'file' | 'directory' | 'other' | undefined;
  readonly list: (path: string) => readonly string[];
}

/** Directory entries that are looked at before the search is given up. */
const VISIT_LIMIT = 20_000;

/** Paths of the files that match an absolute, clean pattern. @throws FunctionError for a broken pattern */
export function matchingFiles(pattern: string, tree: Tree): string[] {
  const parts = pattern.split(/\/(?![^{]*\})/).slice(1);
  const matchers = parts.map((part) => (part === '**' ? '**' : /[*?[{\\]/.test(part) ? partExpression(part) : part));
  const found = new Set<string>();
  let visits = 0;
  const visit = (directory: string, at: number): void => {
    const matcher = matchers[at];
    if (matcher === undefined || ++visits > VISIT_LIMIT) return;
    if (typeof matcher === 'string' && matcher !== '**') {
      enter(`${directory}/${matcher}`, at);
      return;
    }
    if (matcher === '**' && at + 1 < matchers.length) visit(directory, at + 1);
    for (const name of tree.list(directory || '/')) {
      const path = `${directory}/${name}`;
      if (matcher === '**') {
        if (tree.kind(path) === 'directory') visit(path, at);
        else if (at + 1 === matchers.length) enter(path, at);
      } else if (matcher instanceof RegExp && matcher.test(name)) {
        enter(path, at);
      }
    }
  };
  const enter = (path: string, at: number): void => {
    if (at + 1 < matchers.length) visit(path, at + 1);
    else if (tree.kind(path) === 'file') found.add(path);
  };
  visit('', 0);
  return [...found];
}

function partExpression(part: string): RegExp {
  let source = '';
  let depth = 0;
  for (let i = 0; i < part.length; i++) {
    const character = part.charAt(i);
    if (character === '*') source += '[^/]*';
    else if (character === '?') source += '[^/]';
    else if (character === '{') {
      depth++;
      source += '(?:';
    } else if (character === '}' && depth > 0) {
      depth--;
      source += ')';
    } else if (character === ',' && depth > 0) source += '|';
    else if (character === '[') {
      const end = part.indexOf(']', i + 2);
      if (end < 0) throw new FunctionError(`the [ in the pattern "${part}" is not closed`);
      const body = part.slice(i + 1, end).replace(/^[!^]/, '');
      source += `[${/^[!^]/.test(part.slice(i + 1)) ? '^' : ''}${body.replace(/[\\\]^]/g, '\\$&')}]`;
      i = end;
    } else {
      const literal = character === '\\' && i + 1 < part.length ? part.charAt(++i) : character;
      source += literal.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
    }
  }
  if (depth > 0) throw new FunctionError(`the { in the pattern "${part}" is not closed`);
  return new RegExp(`^${source}$`, 'u');
}
