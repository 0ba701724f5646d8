/** The text of a file, and whether Nomad could read it: it takes UTF-8 and nothing else. */
import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import type { Problem } from '../problem';

export interface FileText {
  /** What is not in UTF-8 is a replacement character in it: written back, the file would lose it. */
  readonly text: string;
  /** That the file is not in UTF-8, at the first character that is not. Source: hclsyntax Parser "Invalid character encoding". */
  readonly wrong: Problem | undefined;
}

/** @param path of a file, or 0 for standard input; throws when it cannot be read */
export function readFileText(path: string | 0): FileText {
  const bytes = readFileSync(path);
  const text = bytes.toString();
  if (isUtf8(bytes)) return { text, wrong: undefined };
  const start = Math.max(0, text.indexOf('\ufffd'));
  const message = 'The file is not in UTF-8. Save it in that encoding: Nomad reads no other.';
  return { text, wrong: { id: 'syntax/encoding', severity: 'error', start, end: start + 1, message } };
}
