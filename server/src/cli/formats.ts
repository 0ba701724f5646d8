/** The forms in which `nomad-jobs check` prints what it found. */
import type { Severity } from '../problem';

export interface Checked {
  /** Relative to the current folder. */
  readonly file: string;
  readonly problems: readonly Printed[];
}

export interface Printed {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  /** Zero-based, as in LSP. */
  readonly range: { readonly start: Position; readonly end: Position };
  readonly url: string;
  readonly fixes: readonly string[];
}

interface Position {
  readonly line: number;
  readonly character: number;
}

export interface Report {
  readonly files: readonly Checked[];
  readonly errors: number;
  readonly warnings: number;
  readonly seconds: number;
  readonly colour: boolean;
}

export const formats: Readonly<Record<string, (report: Report) => string>> = { pretty, json, sarif, github, junit };

const colours: Readonly<Record<Severity, number>> = { error: 31, warning: 33, information: 34, hint: 90 };

function pretty({ files, errors, warnings, seconds, colour }: Report): string {
  const paint = (code: number, text: string): string => (colour ? `\u001b[${code}m${text}\u001b[0m` : text);
  const bad = files.filter((file) => file.problems.length > 0);
  const blocks = bad.map(({ file, problems }) => {
    const places = problems.map((p) => `${p.range.start.line + 1}:${p.range.start.character + 1}`);
    const width = Math.max(...places.map((p) => p.length));
    const lines = problems.map(
      (p, i) =>
        `  ${(places[i] ?? '').padStart(width)}  ${paint(colours[p.severity], p.severity.padEnd(7))}  ${p.message}  ${paint(90, p.rule)}`,
    );
    return `${paint(4, file)}\n${lines.join('\n')}\n`;
  });
  const plural = (n: number, word: string): string => `${n} ${word}${n === 1 ? '' : 's'}`;
  const where = `in ${bad.length} of ${plural(files.length, 'file')} (${seconds.toFixed(1)} s)`;
  const verdict =
    errors + warnings === 0
      ? `No errors or warnings in ${plural(files.length, 'file')} (${seconds.toFixed(1)} s)`
      : `${plural(errors, 'error')}, ${plural(warnings, 'warning')} ${where}`;
  return `${blocks.join('\n')}${blocks.length ? '\n' : ''}${verdict}\n`;
}

function json({ files }: Report): string {
  return `${JSON.stringify(
    files.flatMap(({ file, problems }) => problems.map((p) => ({ file, ...p }))),
    null,
    2,
  )}\n`;
}

const sarifLevels: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
};

/** SARIF 2.1.0, as code scanning services read it. */
function sarif({ files }: Report): string {
  const rules = [...new Map(files.flatMap((f) => f.problems.map((p) => [p.rule, p.url] as const)))];
  const results = files.flatMap(({ file, problems }) =>
    problems.map((p) => ({
      ruleId: p.rule,
      level: sarifLevels[p.severity],
      message: { text: p.message },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: file.split(/[\\/]/).map(encodeURIComponent).join('/') },
            region: {
              startLine: p.range.start.line + 1,
              startColumn: p.range.start.character + 1,
              endLine: p.range.end.line + 1,
              endColumn: p.range.end.character + 1,
            },
          },
        },
      ],
    })),
  );
  const driver = { name: 'nomad-jobs', rules: rules.map(([id, helpUri]) => ({ id, helpUri })) };
  return `${JSON.stringify({ $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [{ tool: { driver }, columnKind: 'utf16CodeUnits', results }] }, null, 2)}\n`;
}

/** Workflow commands of GitHub Actions. */
function github({ files }: Report): string {
  const escape = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  const property = (text: string): string => escape(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
  const command: Readonly<Record<Severity, string>> = {
    error: 'error',
    warning: 'warning',
    information: 'notice',
    hint: 'notice',
  };
  return files
    .flatMap(({ file, problems }) =>
      problems.map(
        (p) =>
          `::${command[p.severity]} file=${property(file)},line=${p.range.start.line + 1},col=${p.range.start.character + 1},endLine=${p.range.end.line + 1},endColumn=${p.range.end.character + 1},title=${property(p.rule)}::${escape(p.message)}\n`,
      ),
    )
    .join('');
}

/** JUnit XML: a test case for each file, failed by its errors and warnings. */
function junit({ files }: Report): string {
  const escape = (text: string): string =>
    text.replace(/[<>&"']/g, (c) => `&#${c.charCodeAt(0)};`).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '');
  const cases = files.map(({ file, problems }) => {
    const failures = problems
      .filter((p) => p.severity === 'error' || p.severity === 'warning')
      .map(
        (p) =>
          `    <failure type="${p.severity}" message="${escape(`${p.rule}: ${p.message}`)}">${escape(`${file}:${p.range.start.line + 1}:${p.range.start.character + 1}`)}</failure>\n`,
      );
    return `  <testcase name="${escape(file)}" classname="nomad-jobs">\n${failures.join('')}  </testcase>\n`;
  });
  const failed = files.filter((f) => f.problems.some((p) => p.severity === 'error' || p.severity === 'warning')).length;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuite name="nomad-jobs" tests="${files.length}" failures="${failed}">\n${cases.join('')}</testsuite>\n`;
}
