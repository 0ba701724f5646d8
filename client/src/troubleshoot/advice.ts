/** What an event of a task, or the last words of its program, mean, and what to do about it. Pure. */
import type { TaskEvent } from '@nomad/api';
import { missingOf } from './missing-dependency';
import type { Action, Advice } from './report';

interface Case {
  /** Type of the event, or the start of it. */
  readonly type?: RegExp;
  /** In the event's message. */
  readonly message?: RegExp;
  /** In what the program wrote last. */
  readonly log?: RegExp;
  /** Given what `message`, or else `log`, has found. */
  readonly advise: (found: RegExpExecArray, event: TaskEvent, log: string) => Advice;
}

/** The first that fits counts: special cases stand before general ones. */
const CASES: readonly Case[] = [
  {
    type: /^Terminated$/,
    message: /OOM Killed/i,
    advise: () => outOfMemory,
  },
  {
    type: /^Failed Artifact Download$/,
    message: /checksum/i,
    advise: (_, { DisplayMessage }) => ({
      cause: `the artifact ${quoted(sourceIn(DisplayMessage))}is not what its checksum says`,
      text: 'The file behind the address has changed, or the checksum is of another one.',
      place: { kind: 'artifact', name: sourceIn(DisplayMessage) },
    }),
  },
  {
    type: /^Failed Artifact Download$/,
    advise: (_, { DisplayMessage }) => ({
      cause: `the artifact ${quoted(sourceIn(DisplayMessage))}cannot be downloaded`,
      text: 'Look at its address, the credentials, and whether the node may go there.',
      place: { kind: 'artifact', name: sourceIn(DisplayMessage) },
    }),
  },
  {
    type: /^Template$/,
    message: /^Missing: (.*)$/s,
    advise: ([, what = '']) => missingOf(what),
  },
  {
    message: /Template failed: (?:\(dynamic\): )?(.*)$/s,
    advise: ([, why = '']) => ({
      cause: `a template cannot be rendered: ${short(why)}`,
      text: 'The text behind the last colon says what of the template it is.',
      place: { kind: 'template', name: '' },
    }),
  },
  {
    type: /^(Driver Failure|Setup Failure)$/,
    message: /failed to pull|manifest unknown|pull access denied|not found: manifest|unauthorized/i,
    advise: () => ({
      cause: 'its image cannot be had',
      text: 'Look at the name and tag of the image, and whether the registry wants a login ("auth" in the config).',
      place: { kind: 'image', name: '' },
    }),
  },
  {
    type: /^Driver Failure$/,
    message: /port is already allocated|address already in use/i,
    advise: (_, { DisplayMessage }) => ({
      cause: 'another program has its port on the node',
      text: 'See who has it, or let Nomad choose the port: leave "static" out.',
      action: whoHolds(/:(\d{2,5})\b/.exec(DisplayMessage)?.[1]),
    }),
  },
  {
    type: /^Driver Failure$/,
    message: /unknown user (\S+)|failed to identify user "([^"]+)"/,
    advise: ([, one, other]) => ({
      cause: `there is no user "${(one ?? other ?? '').replace(/\W+$/, '')}" on the node`,
      text: 'Drivers without an image take users of the node: make it there, or name another one.',
      place: { kind: 'user', name: '' },
    }),
  },
  {
    type: /^Driver Failure$/,
    message:
      /binary "([^"]+)" could not be found|exec: "([^"]+)": (?:executable file not found|no such file)|could not be found|no such file or directory|executable file not found/i,
    advise: ([, one, other]) => ({
      cause: `there is no program ${quoted(one ?? other ?? '')}on the node or in the image`,
      text: 'Look at "command", and whether an artifact should bring it.',
      place: { kind: 'command', name: '' },
    }),
  },
  {
    type: /^(Driver Failure|Setup Failure)$/,
    message: /volume|mount/i,
    advise: () => ({
      cause: 'a volume cannot be mounted',
      text: '"Check Volumes" says where it is and who uses it.',
      place: { kind: 'volume', name: '' },
    }),
  },
  {
    type: /^Failed Validation$/,
    advise: (_, { DisplayMessage }) => {
      const unknown = /is named "([^"]+)"/.exec(DisplayMessage)?.[1];
      const required = /argument "([^"]+)" is required/.exec(DisplayMessage)?.[1];
      const why = unknown ? `: it knows no "${unknown}"` : required ? `: "${required}" is missing` : '';
      return {
        cause: `the driver does not accept its config${why}${meant(DisplayMessage)}`,
        text: "Nomad's servers do not check a driver's config; the nodes do.",
        place: { kind: 'config', name: unknown ?? '' },
      };
    },
  },
  {
    type: /^Driver Failure$/,
    advise: (_, { DisplayMessage }) => ({
      cause: `the driver does not start it: ${short(DisplayMessage)}`,
      text: 'The driver says why; "Show Node" says how the driver is there.',
      place: { kind: 'config', name: '' },
    }),
  },
  {
    type: /^Setup Failure$/,
    advise: (_, { DisplayMessage }) => ({
      cause: `the node cannot prepare it: ${short(DisplayMessage)}`,
      text: 'It is about what stands before the start: volumes, networks, secrets.',
    }),
  },
  {
    type: /^Alloc Unhealthy$/,
    message: /healthy_deadline/i,
    advise: () => ({
      cause: 'it did not get healthy in time',
      text: 'Look at its checks ("Check a Service"), or give it longer with "healthy_deadline".',
    }),
  },
  {
    log: /(?:listen|bind)[^\n]*?:(\d{2,5})\b[^\n]*address already in use/i,
    advise: ([, port]) => ({ ...portTaken, cause: `it wants port ${port}, which is taken`, action: whoHolds(port) }),
  },
  {
    log: /address already in use|bind: /i,
    advise: () => portTaken,
  },
  {
    log: /permission denied|operation not permitted/i,
    advise: (_, event, log) => ({
      cause: ended(event, log),
      text: 'It may not do that as its user: with a volume, look at the owner of the folder on the node.',
      place: { kind: 'volume', name: '' },
    }),
  },
  {
    log: /no such host|could not resolve|name or service not known/i,
    advise: (_, event, log) => ({
      cause: ended(event, log),
      text: 'It cannot resolve a name: look at the "dns" of the network, and at what it is told to connect to.',
    }),
  },
  {
    log: /connection refused/i,
    advise: (_, event, log) => ({
      cause: ended(event, log),
      text: 'What it connects to does not listen there: look whether that runs, and where.',
    }),
  },
  {
    type: /^Terminated$/,
    message: /Exit Code: 127\b/,
    advise: (_, event, log) => ({
      cause: ended(event, log),
      text: 'Exit code 127: the shell did not find a command.',
      place: { kind: 'config', name: 'args' },
    }),
  },
  {
    type: /^Terminated$/,
    message: /Exit Code: 126\b/,
    advise: (_, event, log) => ({
      cause: ended(event, log),
      text: 'Exit code 126: a file was found that cannot be executed.',
      place: { kind: 'command', name: '' },
    }),
  },
  {
    type: /^Terminated$/,
    message: /Exit Code: 139\b|Signal: 11\b/,
    advise: () => ({ cause: 'it crashed (segmentation fault)', text: 'What it wrote last may say where.' }),
  },
  {
    type: /^Terminated$/,
    message: /Exit Code: 137\b|Signal: 9\b/,
    advise: () => ({
      ...outOfMemory,
      cause: 'it was killed from outside, often for want of memory',
      text: 'If the kernel says so ("dmesg" on the node), raise "memory"; otherwise somebody stopped it.',
    }),
  },
  {
    type: /^Terminated$/,
    message: /Exit Code: 0\b/,
    advise: () => ({
      cause: 'its program ended by itself, and well',
      text: 'A service has to go on running; work that ends belongs into a job of type "batch".',
      place: { kind: 'type', name: '' },
    }),
  },
  {
    type: /^Terminated$/,
    message: /Exit Code: [1-9]/,
    advise: (_, event, log) => ({
      cause: ended(event, log),
      text: log.trim() === '' ? 'It wrote nothing: look at its own log files.' : 'What it wrote last usually says why.',
    }),
  },
];

const outOfMemory: Advice = {
  cause: 'it needed more memory than it may have',
  text: 'Raise "memory", or give it room with "memory_max".',
  place: { kind: 'memory', name: '' },
};

const portTaken: Advice = {
  cause: 'it wants a port that is taken',
  text: 'Let it listen on the port that Nomad gives it (NOMAD_PORT_<label>).',
};

/** @param log the end of what the task wrote, without secrets */
export function adviceFor(event: TaskEvent | undefined, log = ''): Advice | undefined {
  if (!event) return undefined;
  if (event.Details?.oom_killed === 'true') return outOfMemory;
  for (const one of CASES) {
    if (one.type && !one.type.test(event.Type)) continue;
    const message = one.message?.exec(event.DisplayMessage ?? '');
    const words = one.log?.exec(log);
    const found = one.message ? message : one.log ? words : /^/.exec('');
    if (found) return one.advise(found, event, log);
  }
  return undefined;
}

/** `its program ended with exit code 2: "panic: no database"` */
function ended({ DisplayMessage, Details }: TaskEvent, log: string): string {
  const code = Details?.exit_code ?? /Exit Code: (\d+)/.exec(DisplayMessage)?.[1];
  const last = log
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .at(-1);
  const words = last === undefined ? '' : `: "${short(last)}"`;
  return `its program ended${code === undefined ? '' : ` with exit code ${code}`}${words}`;
}

function whoHolds(port: string | undefined): Action | undefined {
  if (port === undefined) return undefined;
  return { title: `$(search) Who Holds Port ${port}?`, command: 'nomad.port.who', args: [Number(port)] };
}

function sourceIn(message: string): string {
  return /artifact "([^"]+)"/.exec(message)?.[1] ?? '';
}

/** Drivers know the nearest name themselves. */
function meant(message: string): string {
  const found = /Did you mean "([^"]+)"\?/.exec(message)?.[1];
  return found ? `, perhaps "${found}" is meant` : '';
}

function quoted(name: string): string {
  return name === '' ? '' : `"${name}" `;
}

function short(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 120 ? `${line.slice(0, 119)}…` : line;
}
