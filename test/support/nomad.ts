/** A real Nomad for tests, where there is one: `NOMAD_BIN`, or `nomad` on the path. */
import { spawnSync } from 'node:child_process';

export interface Nomad {
  /** What `nomad job validate` says of a file without asking an agent: its exit code and its words. */
  validate(path: string): { readonly status: number | null; readonly text: string };
  /** Whether `nomad fmt` would leave the file as it is. */
  isFormatted(path: string): boolean;
}

/** Undefined when there is none; the caller says so and skips. */
export function findNomad(): Nomad | undefined {
  const candidates = [process.env.NOMAD_BIN, 'nomad'].filter((c) => c !== undefined);
  const command = candidates.find((c) => spawnSync(c, ['version']).status === 0);
  if (command === undefined) return undefined;
  // An address where nobody answers: the verdict is then that of the binary alone.
  const env = { ...process.env, NOMAD_ADDR: 'http://127.0.0.1:9' };
  const run = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', env });
    return { status, text: stdout + stderr };
  };
  return {
    validate: (path) => run('job', 'validate', path),
    isFormatted: (path) => run('fmt', '-check', path).status === 0,
  };
}
