/** `nomad-jobs`: the same analysis without an editor. */
import { check } from './cli/check';
import { fmt } from './cli/fmt';
import { json } from './cli/json';
import { lsp } from './cli/lsp';

const usage = `nomad-jobs: checks Nomad job files as Nomad does, without a Nomad.

  nomad-jobs check [--format pretty|json|sarif|github|junit] [--max-warnings N]
                   [--fix] [--var NAME=VALUE]… [--var-file FILE]… [--no-files] PATH…
      Problems of files and folders, each by itself and beside the others. --fix writes the repairs that need nobody to
      choose, before it tells what is left. --no-files refuses functions that read files, as Nomad's API, its web page
      and Terraform do. Exit: 0 none, 1 errors (or too many warnings), 2 usage or unreadable files.
  nomad-jobs fmt [--check] [--diff] PATH…|-
      The layout that nomad fmt gives. Exit: 0, 1 when --check finds a difference, 2 for files that cannot be read whole.
  nomad-jobs json [--var NAME=VALUE]… [--var-file FILE]… [--no-files] FILE|-
      The job as Nomad's API takes it: {"Job": …}. Exit: 0, 1 when the file is wrong or a variable has no value, 2.
  nomad-jobs lsp --stdio
      The language server.
`;

const verbs: Readonly<Record<string, (args: readonly string[]) => Promise<number | undefined>>> = {
  check,
  fmt,
  json,
  lsp,
};

async function main(): Promise<void> {
  const given = process.argv.slice(2);
  // Options may stand before the command too.
  const at = Math.max(
    0,
    given.findIndex((arg) => Object.hasOwn(verbs, arg)),
  );
  const name = given[at] ?? 'help';
  const args = given.toSpliced(at, 1);
  if (name === 'help' || asksForHelp(given)) {
    process.stdout.write(usage);
    return;
  }
  const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
  if (!verb) {
    process.stderr.write(`nomad-jobs: there is no "${name}".\n\n${usage}`);
    process.exitCode = 2;
    return;
  }
  const code = await verb(args);
  if (code !== undefined) process.exitCode = code;
}

/** Before a `--`: what stands behind it are names of files. */
function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  return (end < 0 ? args : args.slice(0, end)).some((arg) => arg === '--help' || arg === '-h');
}

main().catch((error: unknown) => {
  process.stderr.write(`nomad-jobs: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
});
