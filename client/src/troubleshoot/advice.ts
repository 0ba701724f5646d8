/** What an event of a task, or the last words of its program, mean, and what to do about it. */
import type { TaskEvent } from '@nomad/api';
import type { PlaceKind } from '../plan/placement';

export interface Advice {
  readonly text: string;
  /** What of the job file it is about. */
  readonly place?: PlaceKind;
}

interface Case {
  /** Type of the event, or the start of it. */
  readonly type?: RegExp;
  /** In the event's message. */
  readonly message?: RegExp;
  /** In what the program wrote last. */
  readonly log?: RegExp;
  readonly advice: Advice;
}

/** The first that fits counts: special cases stand before general ones. */
const CASES: readonly Case[] = [
  {
    type: /^Terminated$/,
    message: /OOM Killed/i,
    advice: {
      text: 'It needed more memory than it may have: raise "memory", or give it room with "memory_max".',
      place: 'memory',
    },
  },
  {
    type: /^Failed Artifact Download$/,
    message: /checksum/i,
    advice: {
      text: 'What was downloaded is not what the checksum says: the file has changed, or the checksum is of another one.',
    },
  },
  {
    type: /^Failed Artifact Download$/,
    advice: {
      text: 'The artifact cannot be had from that node: look at its address, the credentials, and whether the node may go there.',
    },
  },
  {
    type: /^Template$/,
    message: /^Missing: /,
    advice: {
      text: 'The task waits until this is there: a variable, secret or service that its template reads. Create it, or let the template do without.',
    },
  },
  {
    message: /Template failed/,
    advice: { text: 'A template cannot be rendered; the text behind the colon says where.' },
  },
  {
    type: /^(Driver Failure|Setup Failure)$/,
    message: /failed to pull|manifest unknown|pull access denied|not found: manifest|unauthorized/i,
    advice: {
      text: 'The image cannot be had: look at its name and tag, and whether the registry wants a login ("auth" in the config).',
    },
  },
  {
    type: /^Driver Failure$/,
    message: /port is already allocated|address already in use/i,
    advice: { text: 'Another program has this port on the node: "Who Holds a Port" says which job, if it is one.' },
  },
  {
    type: /^Driver Failure$/,
    message: /could not be found|no such file or directory|executable file not found/i,
    advice: {
      text: 'There is no such program on the node or in the image: look at "command", and whether an artifact should bring it.',
    },
  },
  {
    type: /^(Driver Failure|Setup Failure)$/,
    message: /volume|mount/i,
    advice: { text: 'A volume cannot be mounted: "Check Volumes" says where it is and who uses it.', place: 'volume' },
  },
  {
    type: /^Failed Validation$/,
    advice: {
      text: 'The driver does not accept its "config". Nomad\'s servers do not check it, the nodes do.',
      place: 'driver',
    },
  },
  {
    type: /^Alloc Unhealthy$/,
    message: /healthy_deadline/i,
    advice: {
      text: 'It did not get healthy in time: look at its checks ("Check a Service"), or give it longer with "healthy_deadline".',
    },
  },
  {
    log: /permission denied|operation not permitted/i,
    advice: {
      text: 'It may not do that as its user: with a volume, look at the owner of the folder on the node.',
      place: 'volume',
    },
  },
  {
    log: /address already in use|bind: /i,
    advice: {
      text: 'It wants a port that is taken: let it listen on the port that Nomad gives it (NOMAD_PORT_<label>).',
    },
  },
  {
    log: /no such host|could not resolve|name or service not known/i,
    advice: {
      text: 'It cannot resolve a name: look at the "dns" of the network, and at what it is told to connect to.',
    },
  },
  {
    log: /connection refused/i,
    advice: { text: 'What it connects to does not listen there: look whether that runs, and where.' },
  },
  {
    type: /^Terminated$/,
    message: /Exit Code: 127\b/,
    advice: { text: 'Exit code 127: the shell did not find a command.' },
  },
  {
    type: /^Terminated$/,
    message: /Exit Code: 126\b/,
    advice: { text: 'Exit code 126: a file was found that cannot be executed.' },
  },
  {
    type: /^Terminated$/,
    message: /Exit Code: 139\b|Signal: 11\b/,
    advice: { text: 'It crashed (segmentation fault).' },
  },
  {
    type: /^Terminated$/,
    message: /Exit Code: 137\b|Signal: 9\b/,
    advice: { text: 'It was killed from outside: often for want of memory on the node.', place: 'memory' },
  },
  {
    type: /^Terminated$/,
    message: /Exit Code: 0\b/,
    advice: {
      text: 'It ended by itself, and well. A service has to go on running; work that ends belongs into a job of type "batch".',
    },
  },
  {
    type: /^Terminated$/,
    message: /Exit Code: [1-9]/,
    advice: { text: 'The program ended by itself: what it wrote last usually says why.' },
  },
];

/** @param log the end of what the task wrote */
export function adviceFor(event: TaskEvent | undefined, log = ''): Advice | undefined {
  const message = event?.DisplayMessage ?? '';
  const oom = event?.Details?.oom_killed === 'true';
  return CASES.find((one) => {
    if (oom && one.message?.source === 'OOM Killed') return true;
    if (one.type && !one.type.test(event?.Type ?? '')) return false;
    if (one.message && !one.message.test(message)) return false;
    return one.log === undefined || one.log.test(log);
  })?.advice;
}
