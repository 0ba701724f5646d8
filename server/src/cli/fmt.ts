/** `nomad-jobs fmt`: canonical layout, as `nomad fmt` gives it. */
import { parseArgs } from 'node:util';
import { format, formatEdits, parse } from '@hcl/parser';
import { findFiles } from './files';
import { unifiedDiff } from './line-diff';
import { readFileText } from './read-text';
import { replaceFile } from './replace-file';

export async function fmt(args: readonly string[]): Promise<number> {
  let options: { values: { check?: boolean; diff?: boolean }; positionals: string[] };
  try {
    options = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { check: { type: 'boolean' }, diff: { type: 'boolean' } },
    });
  } catch (error) {
    return usage(error instanceof Error ? error.message : String(error));
  }
  const { values, positionals } = options;
  if (positionals.length === 0) return usage('Name at least one file or folder, or - for standard input.');
  if (positionals.length === 1 && positionals[0] === '-')
    return formatInput(values.check === true, values.diff === true);
  let code = 0;
  for (const path of findFiles(positionals)) {
    const { text, wrong } = read(path);
    if (wrong) {
      process.stderr.write(`${path}${wrong}\n`);
      code = 2;
      continue;
    }
    const formatted = format(text);
    if (formatted === text) continue;
    if (values.diff) process.stdout.write(unifiedDiff(path, text, formatEdits(text) ?? []));
    else process.stdout.write(`${path}\n`);
    if (values.check) code = Math.max(code, 1);
    else if (!values.diff) replaceFile(path, formatted);
  }
  return code;
}

function formatInput(check: boolean, diff: boolean): number {
  const { text, wrong } = read(0);
  if (wrong) {
    process.stderr.write(`<stdin>${wrong}\n`);
    return 2;
  }
  const formatted = format(text);
  if (diff) process.stdout.write(unifiedDiff('<stdin>', text, formatEdits(text) ?? []));
  else if (!check) process.stdout.write(formatted);
  return check && formatted !== text ? 1 : 0;
}

/**
 * A file's text, and why it cannot be laid out: a file that cannot be read whole is not touched.
 *
 * @returns `wrong` to be put behind the file's name: `:line:column: message`
 */
function read(path: string | 0): { readonly text: string; readonly wrong?: string } {
  const { text, wrong } = readFileText(path);
  if (wrong) return { text, wrong: `: ${wrong.message}` };
  const [error] = parse(text).errors;
  if (!error) return { text };
  const before = text.slice(0, error.start).split('\n');
  return { text, wrong: `:${before.length}:${(before.at(-1) ?? '').length + 1}: ${error.message}` };
}

function usage(message: string): number {
  process.stderr.write(`nomad-jobs fmt: ${message}\n`);
  return 2;
}
