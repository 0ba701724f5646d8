// A language client over a server's standard input and output, with a clock: a time runs from just before a message is
// written until the whole answer has arrived, so that this side's own reading and writing of JSON is not counted.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

const timeoutMs = 60_000;

/** What an editor such as VS Code says it can. */
const capabilities = {
  workspace: { configuration: true, workspaceFolders: true },
  textDocument: {
    publishDiagnostics: { versionSupport: true, relatedInformation: true },
    diagnostic: {},
    completion: { completionItem: { snippetSupport: true, documentationFormat: ['markdown'] } },
    hover: { contentFormat: ['markdown', 'plaintext'] },
  },
};

/**
 * Starts a server and initializes it.
 *
 * @param command program and arguments, as a list or apart by spaces
 * @returns the client; its `startMs` is the time from the start of the process to the answer of `initialize`
 */
export async function startClient(command) {
  const startedAt = performance.now();
  const [program, ...args] = typeof command === 'string' ? command.split(/\s+/) : command;
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'ignore'] });
  const waiters = new Set();
  let ended;
  let lastId = 0;

  /** Writes a message; gives the time before. */
  const send = (message) => {
    const body = Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...message }));
    const frame = Buffer.concat([Buffer.from(`Content-Length: ${body.length}\r\n\r\n`), body]);
    const at = performance.now();
    if (!ended) child.stdin.write(frame);
    return at;
  };

  /** Waits for a message that fits; `sendNow` sends what it answers and gives the time from which to count. */
  const expect = (what, fits, sendNow) =>
    new Promise((resolve, reject) => {
      if (ended) return reject(ended);
      const timer = setTimeout(() => waiter.fail(new Error(`${what}: no answer in ${timeoutMs / 1000} s`)), timeoutMs);
      const finish = () => {
        clearTimeout(timer);
        waiters.delete(waiter);
      };
      const waiter = {
        fits,
        fail(error) {
          finish();
          reject(error);
        },
        answer(message, at) {
          finish();
          resolve({ ms: at - sentAt, message });
        },
      };
      waiters.add(waiter);
      const sentAt = sendNow();
    });

  const end = (reason) => {
    ended ??= new Error(`The server "${program}" ended: ${reason}`);
    for (const waiter of [...waiters]) waiter.fail(ended);
  };
  child.stdin.on('error', () => {});
  child.on('error', (error) => end(error.message));
  child.on('close', (code, signal) => end(signal ?? `exit code ${code}`));
  readMessages(child.stdout, (message, at) => {
    if (message.method && message.id !== undefined) {
      // The server asks: it has no settings, and whatever it registers is fine.
      const result = message.method === 'workspace/configuration' ? message.params.items.map(() => null) : null;
      send({ id: message.id, result });
    } else {
      for (const waiter of [...waiters]) if (waiter.fits(message)) waiter.answer(message, at);
    }
  });

  const notify = (method, params) => send({ method, params });
  const request = (method, params, sentAt) => {
    const id = ++lastId;
    return expect(
      method,
      (message) => message.id === id,
      () => {
        const at = send({ id, method, params });
        return sentAt ?? at;
      },
    );
  };

  const { message } = await request('initialize', {
    processId: process.pid,
    rootUri: null,
    workspaceFolders: null,
    capabilities,
  });
  const startMs = performance.now() - startedAt;
  if (message.error) throw new Error(`"${program}" does not initialize: ${message.error.message}`);
  const server = message.result.capabilities;
  notify('initialized', {});

  return {
    startMs,
    /** True when changes may be sent as edits. */
    incremental: (server.textDocumentSync?.change ?? server.textDocumentSync) === 2,
    notify,
    request,
    /** Sends an opening or a change and waits for the diagnostics of that version: pulled where the server has that. */
    diagnose(uri, version, sendNow) {
      if (server.diagnosticProvider)
        return request('textDocument/diagnostic', { textDocument: { uri } }, sendNow()).then(({ ms }) => ms);
      const fits = ({ method, params }) =>
        method === 'textDocument/publishDiagnostics' &&
        params.uri === uri &&
        (typeof params.version !== 'number' || params.version === version);
      return expect('diagnostics', fits, sendNow).then(({ ms }) => ms);
    },
    /** The most memory that the process had at once, in MiB; NaN where the system does not tell. */
    peakMiB() {
      try {
        const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
        return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1]) / 1024;
      } catch {
        return Number.NaN;
      }
    },
    async stop() {
      if (ended) return;
      const closed = new Promise((resolve) => child.once('close', resolve));
      const killer = setTimeout(() => child.kill('SIGKILL'), 2000);
      await request('shutdown').catch(() => {});
      notify('exit');
      child.stdin.end();
      await closed;
      clearTimeout(killer);
    },
  };
}

/** Calls `receive` with every message of a stream and the time at which its last byte arrived. */
function readMessages(stream, receive) {
  let buffered = Buffer.alloc(0);
  stream.on('data', (chunk) => {
    const at = performance.now();
    buffered = Buffer.concat([buffered, chunk]);
    for (;;) {
      const head = buffered.indexOf('\r\n\r\n');
      if (head < 0) return;
      const length = Number(/content-length: *(\d+)/i.exec(buffered.toString('latin1', 0, head))?.[1]);
      const end = head + 4 + length;
      if (!(buffered.length >= end)) return;
      const message = JSON.parse(buffered.toString('utf8', head + 4, end));
      buffered = buffered.subarray(end);
      receive(message, at);
    }
  });
}
