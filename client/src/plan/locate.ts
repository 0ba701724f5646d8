/**
 * Finds the lines of a job file that a plan speaks of, by looking at the text. It knows blocks by their first line, so
 * what a `dynamic` block or an expression names stays unfound: then there is no link.
 */
import type { Locate, PlaceKind } from './placement';

const BLOCKS: Partial<Record<PlaceKind, string>> = { volume: 'volume', port: 'port', task: 'task', device: 'device' };
const ATTRIBUTES: Partial<Record<PlaceKind, string>> = {
  memory: 'memory',
  cpu: 'cpu',
  cores: 'cores',
  datacenters: 'datacenters',
  node_pool: 'node_pool',
  command: 'command',
  image: 'image',
  user: 'user',
};
/** Found by something in them, or else the first one. */
const BLOCKS_WITHOUT_LABEL: readonly PlaceKind[] = ['template', 'artifact', 'config', 'service', 'check'];
/** The attribute of such a block that a name is the value of. */
const NAMED_BY: Partial<Record<PlaceKind, string>> = {
  artifact: 'source',
  service: 'name',
  check: 'path',
  template: 'destination',
};

export function createLocator(text: string): Locate {
  const lines = codeLines(text);
  const groups = lines
    .map((code, index) => ({ name: /^\s*group\s+"([^"]+)"\s*\{/.exec(code)?.[1], index }))
    .filter((group): group is { name: string; index: number } => group.name !== undefined);

  const search = (pattern: RegExp, from: number, to: number): number | undefined => {
    for (let i = from; i < to; i++) if (pattern.test(lines[i] ?? '')) return i + 1;
    return undefined;
  };
  /** From a task's first line to the next task's; the whole range when it is not found. */
  const taskLines = (from: number, to: number, task: string): [number, number] => {
    const first = search(patternFor('task', task), from, to);
    if (first === undefined) return [from, to];
    const next = search(patternFor('task', ''), first, to);
    return [first - 1, next === undefined ? to : next - 1];
  };
  return (kind, name, group, task) => {
    if (kind === 'type')
      return search(/^\s*type\s*=/, 0, groups[0]?.index ?? lines.length) ?? search(/^\s*job\s+"/, 0, lines.length);
    if (kind === 'group') return at(groups.find((one) => one.name === name)?.index);
    const found = groups.findIndex((one) => one.name === group);
    if (group !== undefined && found < 0) return undefined;
    const groupStart = found < 0 ? 0 : (groups[found]?.index ?? 0);
    const groupEnd = found < 0 ? lines.length : (groups[found + 1]?.index ?? lines.length);
    const [start, end] = task === undefined ? [groupStart, groupEnd] : taskLines(groupStart, groupEnd, task);
    const pattern = patternFor(kind, name);
    const inGroup = search(pattern, start, end);
    if (inGroup === undefined && BLOCKS_WITHOUT_LABEL.includes(kind) && name !== '') {
      return search(patternFor(kind, ''), start, end);
    }
    // A constraint may stand on the job.
    return inGroup ?? (kind === 'constraint' ? search(pattern, 0, groups[0]?.index ?? 0) : undefined);
  };
}

function patternFor(kind: PlaceKind, name: string): RegExp {
  const literal = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const block = BLOCKS[kind];
  if (block) return new RegExp(`^\\s*${block}\\s+"${name === '' ? '[^"]*' : literal}"\\s*\\{`);
  const attribute = ATTRIBUTES[kind];
  if (attribute) return new RegExp(`(^|\\{)\\s*${attribute}\\s*=`);
  if (BLOCKS_WITHOUT_LABEL.includes(kind)) {
    if (name === '') return new RegExp(`(^|\\{)\\s*${kind}\\s*\\{`);
    if (kind === 'config') return new RegExp(`(^|\\{)\\s*${literal}\\s*[={]`);
    return new RegExp(`(^|\\{)\\s*${NAMED_BY[kind]}\\s*=\\s*"${literal}"`);
  }
  if (kind === 'driver') return new RegExp(`(^|\\{)\\s*driver\\s*=\\s*"${literal}"`);
  return new RegExp(
    name === 'distinct_hosts' ? '\\bdistinct_hosts\\b' : `(attribute\\s*=\\s*"${literal}"|"${literal}")`,
  );
}

function at(index: number | undefined): number | undefined {
  return index === undefined ? undefined : index + 1;
}

/** The lines of the file with comments and the insides of heredocs empty. */
function codeLines(text: string): string[] {
  let heredoc: string | undefined;
  let inComment = false;
  return text.split('\n').map((line) => {
    if (heredoc !== undefined) {
      if (line.trim() === heredoc) heredoc = undefined;
      return '';
    }
    if (inComment) {
      if (!line.includes('*/')) return '';
      inComment = false;
      return line.slice(line.indexOf('*/') + 2);
    }
    if (/^\s*(#|\/\/)/.test(line)) return '';
    const comment = /^\s*\/\*/.test(line);
    if (comment && !line.includes('*/')) inComment = true;
    if (comment) return '';
    heredoc = /<<-?(\w+)\s*$/.exec(line)?.[1];
    return line;
  });
}
