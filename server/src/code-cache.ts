/**
 * Loads the files that a program consists of, from V8's compiled form of them where there is one: reading that back takes
 * a fraction of compiling two megabytes. Node's own module.enableCompileCache does less: it keeps a file as it is before
 * it runs, without the functions that V8 compiles when they are first called, and it needs Node 22.
 */
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { whileLoading, withoutGrowing } from './young-generation';

/** Beside the files themselves: who may write there could as well change them. */
const folder = join(__dirname, '.cache');

/** By this time a first file has been judged; an editor may end the server later without a word. */
const keepAfterMs = 10_000;

const loaded = new Map<string, unknown>();

/**
 * What `name`, a CommonJS file beside this one, exports. What it requires with `./` is loaded the same way; `import()` it
 * cannot use.
 */
export function load<T>(name: string): T {
  if (!loaded.has(name))
    loaded.set(
      name,
      whileLoading(() => run(name)),
    );
  return loaded.get(name) as T;
}

function run(name: string): unknown {
  const filename = join(__dirname, name);
  const { size, mtimeMs } = statSync(filename);
  const cache = join(folder, `${name}-${size}-${mtimeMs}-${process.versions.v8}-${process.arch}`);
  const cachedData = readIfThere(cache);
  const source = readFileSync(filename, 'utf8');
  const script = new Script(`(function (exports, require, module, __filename, __dirname) {${source}\n})`, {
    filename,
    cachedData,
  });
  let known = script.cachedDataRejected ? 0 : (cachedData?.length ?? 0);
  const keep = () => {
    known = withoutGrowing(() => write(cache, script.createCachedData(), known));
  };
  setTimeout(keep, keepAfterMs).unref();
  process.once('exit', keep);
  const module: { exports: unknown } = { exports: {} };
  const requireFrom = (id: string) => (id.startsWith('./') ? load(id.slice(2)) : require(id));
  script.runInThisContext()(module.exports, requireFrom, module, filename, __dirname);
  return module.exports;
}

function readIfThere(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

/**
 * Keeps `data` when it holds more functions than what was read: a process that ends early has few, and a few more save a
 * tenth of a keystroke. A folder that is read-only has no cache.
 *
 * @param known the length in bytes of what is kept so far
 * @returns the same from now on
 */
function write(file: string, data: Buffer, known: number): number {
  if (data.length < known * 1.02) return known;
  try {
    mkdirSync(folder, { recursive: true });
    const unfinished = `${file}-${process.pid}`;
    writeFileSync(unfinished, data);
    renameSync(unfinished, file);
    return data.length;
  } catch {
    // The next start compiles again.
    return known;
  }
}
