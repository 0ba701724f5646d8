// Looks for secrets wherever a session with the editor leaves something: files, browser storage, processes.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Files below a folder that hold one of the secrets. Links are not followed: they lead out of it. */
export function filesWith(folder, secrets) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => holds(readIfThere(path), secrets));
}

/** A process and all below it: `pid`, `args` and `environment` as one text each. */
export function processesOf(pid) {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const parents = new Map(all.map((id) => [Number(id), Number(/\) \S (\d+)/.exec(read(id, 'stat'))?.[1])]));
  const below = (id) => [id, ...[...parents].filter(([, parent]) => parent === id).flatMap(([child]) => below(child))];
  return below(pid).map((id) => ({ pid: id, args: read(id, 'cmdline'), environment: read(id, 'environ') }));
}

/** Everything that the page keeps in the browser, as one text. */
export function browserStorage(page) {
  return page.evaluate(async () => {
    const found = [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage })];
    const asked = (request) =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    for (const { name } of await indexedDB.databases()) {
      const database = await asked(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        const values = database.transaction(store).objectStore(store);
        const [keys, all] = [
          await asked(values.getAllKeys()),
          await asked(database.transaction(store).objectStore(store).getAll()),
        ];
        const text = (value) =>
          ArrayBuffer.isView(value) || value instanceof ArrayBuffer
            ? new TextDecoder().decode(value)
            : JSON.stringify(value);
        found.push(...keys.map(String), ...all.map(text));
      }
      database.close();
    }
    return found.join('\n');
  });
}

/** Whether one of the secrets is in the text, as it is or in base64. */
export function holds(text, secrets) {
  return secrets.some(
    (secret) => text.includes(secret) || text.includes(Buffer.from(secret).toString('base64').slice(0, -2)),
  );
}

function readIfThere(path) {
  try {
    return statSync(path).size < 50_000_000 ? readFileSync(path, 'latin1') : '';
  } catch {
    return '';
  }
}

function read(pid, what) {
  return readIfThereAnySize(join('/proc', String(pid), what));
}

/** Files of /proc say that they are empty. */
function readIfThereAnySize(path) {
  try {
    return readFileSync(path, 'latin1').replaceAll('\0', '\n');
  } catch {
    return '';
  }
}
