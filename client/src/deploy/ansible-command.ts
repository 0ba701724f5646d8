/** The command line that deploys a job, or provides a volume, through Ansible: from settings alone. Pure. */

/** The settings `nomad.ansible.*`. */
export interface AnsibleSettings {
  /** The program with what always stands before the playbook: `["uv", "run", "ansible-playbook"]`. */
  readonly program: readonly string[];
  /** Playbook that deploys a job. */
  readonly playbook: string;
  /** Playbook that provides a host volume. */
  readonly volumePlaybook: string;
  /** Empty: none is named. */
  readonly inventory: string;
  /** Name of the variable that takes the job's path. */
  readonly jobVariable: string;
  /** Name of the variable that takes the volume's name. */
  readonly volumeVariable: string;
  /** More extra variables. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** More arguments, such as `--check`. */
  readonly arguments: readonly string[];
}

export interface CommandLine {
  readonly program: string;
  readonly args: readonly string[];
}

/** @param job path of the job file, relative to the folder that Ansible runs in */
export function deployCommand(settings: AnsibleSettings, job: string): CommandLine {
  return commandLine(settings, settings.playbook, settings.jobVariable, job);
}

/** @param volume its name */
export function volumeCommand(settings: AnsibleSettings, volume: string): CommandLine {
  return commandLine(settings, settings.volumePlaybook, settings.volumeVariable, volume);
}

function commandLine(settings: AnsibleSettings, playbook: string, variable: string, value: string): CommandLine {
  const [program = 'ansible-playbook', ...before] = settings.program;
  return {
    program,
    args: [
      ...before,
      playbook,
      ...(settings.inventory === '' ? [] : ['-i', settings.inventory]),
      ...extraVariable(variable, value),
      ...Object.entries(settings.variables).flatMap(([name, given]) => extraVariable(name, given)),
      ...settings.arguments,
    ],
  };
}

/**
 * `-e name=value`. Ansible takes such a text apart as a shell would, and makes everything a text: what has blanks or
 * quotes, and what is no text, goes as JSON.
 */
function extraVariable(name: string, value: unknown): readonly string[] {
  const plain = typeof value === 'string' && /^[\w@%+:,./-]+$/.test(value);
  return ['-e', plain ? `${name}=${value}` : JSON.stringify({ [name]: value })];
}

/** As a person would type it into a shell. */
export function shownCommand({ program, args }: CommandLine): string {
  return [program, ...args].map(quoted).join(' ');
}

function quoted(argument: string): string {
  return /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", `'\\''`)}'`;
}
