// Turns snippets/src/ into the files that VS Code reads: job.code-snippets and volume.code-snippets.
// `--check` writes nothing and fails when they are not up to date. The form of the sources: snippets/README.md.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = join(dirname(fileURLToPath(import.meta.url)), '..', 'snippets');
/** What is generated: file, the language of its snippets, the ending of its sources. */
const outputs = [
  { file: 'job.code-snippets', language: 'nomad', ending: '.nomad.hcl' },
  { file: 'volume.code-snippets', language: 'nomad-volume', ending: '.volume.hcl' },
];

const check = process.argv.includes('--check');
for (const { file, language, ending } of outputs) {
  const sources = readdirSync(join(folder, 'src'))
    .filter((name) => name.endsWith(ending))
    .sort();
  const snippets = Object.fromEntries(
    sources.map((name) => {
      try {
        return toSnippet(readFileSync(join(folder, 'src', name), 'utf8'), language);
      } catch (error) {
        throw new Error(`snippets/src/${name}: ${error.message}`);
      }
    }),
  );
  const text = `${JSON.stringify(snippets, undefined, 2)}\n`;
  if (!check) writeFileSync(join(folder, file), text);
  else if (readFileSync(join(folder, file), 'utf8') !== text) {
    console.error(`snippets/${file} is not up to date: run "node scripts/build-snippets.mjs"`);
    process.exitCode = 1;
  }
}

/** One source as an entry `[name, {scope, prefix, description, body}]`. */
function toSnippet(text, language) {
  const { fields, stops, body } = split(text);
  for (const field of ['prefix', 'name', 'description', 'scope']) {
    if (!fields[field]) throw new Error(`the header has no "${field}"`);
  }
  const where = fields.scope === 'file' ? 'whole file' : `in ${fields.scope}`;
  return [
    fields.name,
    {
      scope: language,
      prefix: fields.prefix,
      description: `${fields.description} (${where})`,
      body: insertStops(body, stops).split('\n').map(indentWithTabs()),
    },
  ];
}

/** The header's fields and tab stops, and what stands below it. */
function split(text) {
  const fields = {};
  const stops = [];
  const lines = text.split('\n');
  const blank = lines.indexOf('');
  for (const line of lines.slice(0, blank)) {
    const [, key, value] = /^# ([a-z]+|\d+): (.+)$/.exec(line) ?? [];
    if (key === undefined) throw new Error(`"${line}" is not a line of a header`);
    if (/^\d+$/.test(key)) stops.push(toStop(Number(key), value));
    else fields[key] = value;
  }
  return {
    fields,
    stops,
    body: lines
      .slice(blank + 1)
      .join('\n')
      .trimEnd(),
  };
}

/** `text | other choices (only on lines that begin with these names)` */
function toStop(number, value) {
  const [, words, names] = /^(.*?)(?: \(([a-z_]+(?:, [a-z_]+)*)\))?$/.exec(value);
  const [literal, ...others] = words.split(' | ');
  return { number, literal, others, names: names?.split(', '), used: false };
}

/** Replaces every occurrence of a stop's text; the first one carries the text, the others follow it. */
function insertStops(body, stops) {
  const longestFirst = [...stops].sort((a, b) => b.literal.length - a.literal.length);
  const result = body
    .split('\n')
    .map((line) => {
      const name = /^\s*([\w-]+)/.exec(line)?.[1];
      let out = '';
      for (let at = 0; at < line.length; ) {
        const stop = longestFirst.find((s) => (s.names?.includes(name) ?? true) && standsAt(line, at, s.literal));
        out += stop === undefined ? escapeText(line[at]) : render(stop);
        at += stop?.literal.length ?? 1;
      }
      return out;
    })
    .join('\n');
  const unused = stops.find((s) => !s.used);
  if (unused) throw new Error(`tab stop ${unused.number} "${unused.literal}" is nowhere in the body`);
  return result;
}

function render(stop) {
  if (stop.used) return `\${${stop.number}}`;
  stop.used = true;
  const { number, literal, others } = stop;
  if (others.length === 0) return `\${${number}:${escapeText(literal).replaceAll('}', '\\}')}}`;
  const choices = [literal, ...others].map((c) => c.replace(/[\\$},|]/g, '\\$&'));
  return `\${${number}|${choices.join(',')}|}`;
}

/** Whether the text stands at this place as a whole word. */
function standsAt(line, at, literal) {
  if (!line.startsWith(literal, at)) return false;
  const glued = (a, b) => /\w\w/.test((a ?? '') + (b ?? ''));
  return !glued(line[at - 1], literal[0]) && !glued(literal.at(-1), line[at + literal.length]);
}

function escapeText(text) {
  return text.replace(/[\\$]/g, '\\$&');
}

/** Two spaces become a tab, which VS Code turns into the file's own indentation; deeper text in a heredoc keeps its spaces. */
function indentWithTabs() {
  let heredoc;
  return (line) => {
    if (heredoc !== undefined && line.trim() === heredoc.marker) heredoc = undefined;
    const depth = Math.min(/^ */.exec(line)[0].length >> 1, heredoc?.depth ?? Infinity);
    const marker = heredoc === undefined ? /<<-?(\w+)$/.exec(line)?.[1] : undefined;
    if (marker !== undefined) heredoc = { marker, depth: depth + 1 };
    return '\t'.repeat(depth) + line.slice(2 * depth);
  };
}
