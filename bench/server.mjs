// How quickly a language server answers over its standard input and output, and how much memory it takes.

import { generateJob } from './gen-job.mjs';
import { startClient } from './lsp-client.mjs';
import { placesIn, toPosition, typingPlace } from './positions.mjs';
import { cell, summarize, table } from './table.mjs';

const starts = 10;
const places = 20;
/** A step is repeated as often as it says, but not begun anew after this time. */
const budgetMs = 5000;

/**
 * Measures servers in turns: every step of every size for one after the other, so that they meet the same machine.
 *
 * @param servers `{ name, command, languageId }`
 * @returns `{ name, steps: Map of "size, step" to times in ms, memory: Map of size to peaks in MiB }` for each
 */
export async function measureServers(servers, { sizes = [150, 2000, 20000], rounds = 2 } = {}) {
  const results = servers.map(({ name }) => ({ name, steps: new Map(), memory: new Map() }));
  for (let round = 0; round < rounds; round++) {
    for (let i = 0; i < starts; i++) {
      for (const [s, server] of servers.entries()) await measureStart(server, results[s]);
    }
    for (const lines of sizes) {
      const text = generateJob(lines);
      for (const [s, server] of servers.entries()) await measureDocument(server, `${lines} lines`, text, results[s]);
    }
  }
  return results;
}

export function showServers(results) {
  const names = (of) => [...new Set(results.flatMap((result) => [...result[of].keys()]))];
  const steps = names('steps').map((step) => [
    ...step.split(', '),
    ...results.map(({ steps }) => cell(summarize(steps.get(step) ?? []))),
  ]);
  const memory = names('memory').map((size) => [
    size,
    'peak memory, MiB',
    ...results.map(({ memory }) => cell(summarize(memory.get(size) ?? []))),
  ]);
  return table(['file', 'step', ...results.map(({ name }) => `${name}, ms`)], [...steps, ...memory], 2);
}

const add = (map, key, value) => {
  if (!map.has(key)) map.set(key, []);
  map.get(key).push(value);
};

async function measureStart({ command }, { steps, memory }) {
  const client = await startClient(command);
  add(steps, 'no file, start → initialize', client.startMs);
  if (client.peakMiB() > 0) add(memory, 'no file', client.peakMiB());
  await client.stop();
}

/** All steps with one file in a fresh process. A server that ends or does not answer loses the rest of its steps. */
async function measureDocument({ command, languageId }, size, text, { name, steps, memory }) {
  const client = await startClient(command);
  try {
    await measureSteps(client, languageId, text, (step, ms) => add(steps, `${size}, ${step}`, ms));
  } catch (error) {
    console.error(`${name}, ${size}: ${error.message}`);
  } finally {
    const peak = client.peakMiB();
    if (peak > 0) add(memory, size, peak);
    await client.stop();
  }
}

async function measureSteps(client, languageId, text, add) {
  const repeat = async (step, times, once) => {
    const start = performance.now();
    for (let i = 0; i < times && (i < 3 || performance.now() - start < budgetMs); i++) add(step, await once(i));
  };
  const open = (uri) =>
    client.diagnose(uri, 1, () =>
      client.notify('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } }),
    );
  await repeat('didOpen → diagnostics', 10, async (i) => {
    const uri = `file:///bench/opened-${i}.nomad.hcl`;
    const ms = await open(uri);
    client.notify('textDocument/didClose', { textDocument: { uri } });
    return ms;
  });

  const uri = 'file:///bench/edited.nomad.hcl';
  await open(uri);
  const typist = typing(client, uri, text);
  await repeat('didChange → diagnostics', 20, () => client.diagnose(uri, typist.version + 1, () => typist.type()));
  const ask = (method) => {
    const positions = placesIn(text, places).map((offset) => toPosition(text, offset));
    return repeat(method.replace(/.*\//, ''), positions.length, async (i) => {
      const { ms } = await client.request(method, { textDocument: { uri }, position: positions[i] });
      return ms;
    });
  };
  await ask('textDocument/completion');
  await ask('textDocument/hover');
  await repeat('20 keystrokes → diagnostics', 3, () =>
    client.diagnose(uri, typist.version + 20, () => {
      let sentAt = 0;
      for (let i = 0; i < 20; i++) sentAt = typist.type();
      return sentAt;
    }),
  );
}

/** Types a letter behind a name, and takes it away again with the next call. */
function typing(client, uri, text) {
  const offset = typingPlace(text);
  const start = toPosition(text, offset);
  const end = { ...start, character: start.character + 1 };
  const typed = `${text.slice(0, offset)}x${text.slice(offset)}`;
  let dirty = false;
  return {
    version: 1,
    type() {
      this.version++;
      dirty = !dirty;
      const edit = dirty ? { range: { start, end: start }, text: 'x' } : { range: { start, end }, text: '' };
      return client.notify('textDocument/didChange', {
        textDocument: { uri, version: this.version },
        contentChanges: [client.incremental ? edit : { text: dirty ? typed : text }],
      });
    },
  };
}
