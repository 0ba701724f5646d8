/** `nomad-jobs fmt`: canonical layout, as `nomad fmt` gives it. */
import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { format, parse } from '@hcl/parser';
import { findFiles } from './files';
import { unifiedDiff } from './line-diff';

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
    const text = readFileSync(path, 'utf8');
    const wrong = firstSyntaxError(text);
    if (wrong) {
      process.stderr.write(`${path}:${wrong}\n`);
      code = 2;
      continue;
    }
    const formatted = format(text);
    if (formatted === text) continue;
    if (values.diff) process.stdout.write(unifiedDiff(path, text, formatted));
    else process.stdout.write(`${path}\n`);
    if (values.check) code = Math.max(code, 1);
    else if (!values.diff) replaceFile(path, formatted);
  }
  return code;
}

function formatInput(check: boolean, diff: boolean): number {
  const text = readFileSync(0, 'utf8');
  const wrong = firstSyntaxError(text);
  if (wrong) {
    process.stderr.write(`<stdin>:${wrong}\n`);
    return 2;
  }
  const formatted = format(text);
  if (diff) process.stdout.write(unifiedDiff('<stdin>', text, formatted));
  else if (!check) process.stdout.write(formatted);
  return check && formatted !== text ? 1 : 0;
}

/** `line:column: message` of the first syntax error: a file that cannot be read whole is not touched. */
function firstSyntaxError(text: string): string | undefined {
  const [error] = parse(text).errors;
  if (!error) return undefined;
  const before = text.slice(0, error.start).split('\n');
  return `${before.length}:${(before.at(-1) ?? '').length + 1}: ${error.message}`;
}

/** Writes beside the file and renames, so that the file is whole at any moment. */
function replaceFile(path: string, text: string): void {
  const beside = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(beside, text, { mode: statSync(path).mode });
    renameSync(beside, path);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

function usage(message: string): number {
  process.stderr.write(`nomad-jobs fmt: ${message}\n`);
  return 2;
}
