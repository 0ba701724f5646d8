/** `nomad-jobs check`: the problems of files and folders. */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { FoundPolicy } from '../policy-file';
import { policyProblems } from '../policy-problems';
import type { Problem } from '../problem';
import { toChecked } from './checked';
import { findFiles } from './files';
import { type Checked, formats } from './formats';
import { judge } from './judged';
import { type VariableFlags, variableInputs, variableOptions } from './variables';

export async function check(args: readonly string[]): Promise<number> {
  const started = performance.now();
  const options = readOptions(args);
  if (typeof options === 'string') return usage(options);
  const { format, maxWarnings, paths } = options;
  // Which directory a job is run from is not known: a file that is not found below this one says nothing.
  const given = variableInputs(options.variables);
  const inputs = given.access === 'disabled' ? given : { ...given, access: undefined };
  const policies = new Map<string, FoundPolicy | undefined>();
  const files = judge(findFiles(paths), { inputs, policies, fix: options.fix });
  const checked: Checked[] = [...checkPolicies(policies), ...files];
  const count = (severity: Problem['severity']) =>
    checked.reduce((sum, file) => sum + file.problems.filter((p) => p.severity === severity).length, 0);
  const [errors, warnings] = [count('error'), count('warning')];
  process.stdout.write(
    format({
      files: checked,
      errors,
      warnings,
      seconds: (performance.now() - started) / 1000,
      colour: process.stdout.isTTY === true,
    }),
  );
  return errors > 0 || warnings > maxWarnings ? 1 : 0;
}

interface Flags {
  readonly format?: string;
  readonly 'max-warnings'?: string;
  readonly fix?: boolean;
}

function readOptions(args: readonly string[]) {
  let parsed: { values: VariableFlags & Flags; positionals: string[] };
  try {
    parsed = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        ...variableOptions,
        format: { type: 'string' },
        'max-warnings': { type: 'string' },
        fix: { type: 'boolean' },
      },
    });
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  const { values, positionals } = parsed;
  const format = formats[values.format ?? 'pretty'];
  if (!format) return `There is no format "${values.format}". Use ${Object.keys(formats).join(', ')}.`;
  const limit = values['max-warnings'];
  if (limit !== undefined && !/^\d+$/.test(limit)) return `--max-warnings needs a number, not "${limit}".`;
  if (positionals.length === 0) return 'Name at least one file or folder.';
  return {
    format,
    maxWarnings: limit === undefined ? Number.POSITIVE_INFINITY : Number(limit),
    fix: values.fix === true,
    variables: values,
    paths: positionals,
  };
}

function usage(message: string): number {
  process.stderr.write(`nomad-jobs check: ${message}\n`);
  return 2;
}

/** The policies that were used and are wrong. */
function checkPolicies(policies: ReadonlyMap<string, FoundPolicy | undefined>): readonly Checked[] {
  const wrong = [...new Set(policies.values())].filter(
    (found) => found !== undefined && found.file.problems.length > 0,
  );
  return wrong.flatMap((found) =>
    found ? [toChecked(fileURLToPath(found.uri), found.text, policyProblems(found.text, found.file))] : [],
  );
}
