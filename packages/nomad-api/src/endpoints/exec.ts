/** Programs inside tasks: any command, or an action that the job defines. */
import { type Call, type CallOptions, calling } from '../call';
import { type ExecSession, type ExecStream, execSession } from '../exec-session';
import type { Transport } from '../transport';

export interface ExecOptions extends CallOptions {
  readonly task: string;
  /** With a terminal everything comes on stdout; say its size first (`resize`). */
  readonly tty?: boolean;
  /** Pieces as they come; stdout and stderr are not in order against each other. */
  readonly onOutput: (data: Uint8Array, stream: ExecStream) => void;
}

export interface ExecApi {
  /**
   * Runs a command in a task. Resolves when the connection is open: whether the program starts shows in `exit`.
   * @param command program and arguments; no shell reads them
   */
  start(allocation: string, command: readonly string[], options: ExecOptions): Promise<ExecSession>;
  /** Runs an action of the job (`action` block) in a task of one of its allocations. */
  action(
    job: string,
    action: string,
    options: ExecOptions & { readonly group: string; readonly allocation: string },
  ): Promise<ExecSession>;
}

export function execApi(transport: Transport): ExecApi {
  const session = async (call: Call, onOutput: ExecOptions['onOutput']) => {
    const { socket, at } = await transport.connect(call);
    return execSession(socket, at, onOutput);
  };
  const needs = 'alloc-exec, and alloc-node-exec where the driver does not isolate the task, such as raw_exec';
  return {
    start(allocation, command, { task, tty = false, onOutput, ...options }) {
      const call: Call = {
        ...calling(options),
        method: 'GET',
        path: `/v1/client/allocation/${encodeURIComponent(allocation)}/exec`,
        purpose: `run "${command[0] ?? ''}" in task "${task}" of allocation ${allocation.slice(0, 8)}`,
        needs,
        ifRefused: 'Check that the program is there in the task, and that the task runs.',
        query: { task, tty, command: JSON.stringify(command) },
      };
      return session(call, onOutput);
    },
    action(job, action, { task, group, allocation, tty = false, onOutput, ...options }) {
      const call: Call = {
        ...calling(options),
        method: 'GET',
        path: `/v1/job/${encodeURIComponent(job)}/action`,
        purpose: `run action "${action}" of job "${job}" in allocation ${allocation.slice(0, 8)}`,
        needs,
        ifRefused: 'Check that the version of the job that runs there has this action.',
        query: { action, task, group, allocID: allocation, tty },
      };
      return session(call, onOutput);
    },
  };
}
