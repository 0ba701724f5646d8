/** Texts that Nomad hands to Go libraries; the verdicts were given by those libraries. */
import assert from 'node:assert/strict';
import { parseTemplate } from '../../server/src/template/parse';
import { escapesAllocation } from '../../server/src/values/alloc-path';
import { parseCron } from '../../server/src/values/cron';
import { regularExpressionError } from '../../server/src/values/regular-expression';
import { checkTimeZone } from '../../server/src/values/time-zone';
import { readUnsigned } from '../../server/src/values/unsigned';
import { badVersionConstraint } from '../../server/src/values/version-constraint';

interface Table {
  readonly accepts: (text: string) => boolean;
  readonly good: readonly string[];
  readonly bad: readonly string[];
}

const tables: Readonly<Record<string, Table>> = {
  'cron expressions': {
    accepts: (text) => !('error' in parseCron(text)),
    good: [
      '@daily',
      '* * * * *',
      '*,nonsense * * * *',
      '0 0 L * 5L',
      '0 0 15W,LW * 5#3',
      '0 0 1 jan-december SUN 1970/50',
      '0 1 2 3 4 5 2030 ignored',
      '5-1 * * * 07',
      '?\t? ? ? ?',
      '1,,2 * * * *',
    ],
    bad: [
      '',
      '@every 1h',
      '@midnight',
      '* * * *',
      '60 * * * *',
      '* 24 * * *',
      '* * 0 * *',
      '* * * 13 *',
      '* * * * 8',
      '*/0 * * * *',
      '*/60 * * * *',
      '*/005 * * * *',
      '?/5 * * * *',
      ', * * * *',
      '* * *,nonsense * *',
      '* * L-3 * *',
      '* * * * 5#6',
      '0 1 2 3 4 5 1969',
    ],
  },
  'version conditions': {
    accepts: (text) => badVersionConstraint(text, 'version') === undefined,
    good: ['1', ' >= 1.2 , < 2 ', '~> 1.4', '!=v1.2.3-beta+meta', '1.2.3.4', '=1.0beta', '= 9223372036854775807'],
    bad: ['', '1.x', '>= ', '=> 1', '== 1', '>= 1,', '^1.2', 'V1', '9223372036854775808', '1.2.'],
  },
  'semver conditions': {
    accepts: (text) => badVersionConstraint(text, 'semver') === undefined,
    good: ['1', '>= 1.2, < 2', '1.0-beta'],
    bad: ['~> 1.4', '1.0beta', ''],
  },
  'regular expressions': {
    accepts: (text) => regularExpressionError(text) === undefined,
    good: ['', '^db-\\d+$', '(?P<a>.)(?P<a>.)', '(?i)x', '[[:alpha:]]', 'a{1000}', '\\pL'],
    bad: ['(', '(?=a)', '(?!a)', '\\1', 'a**', 'a{1001}', '[b-a]', '\\Z', '*'],
  },
  'time zones': {
    accepts: (text) => checkTimeZone(text) === undefined,
    good: [
      '',
      'UTC',
      'Local',
      'Europe/Berlin',
      'US/Eastern',
      'Etc/GMT+5',
      'EST5EDT',
      'posix/Europe/Berlin',
      'Zulu',
      'Asia/Kolkata',
      'Asia/Calcutta',
    ],
    bad: ['utc', 'europe/berlin', 'us/eastern', '+01:00', 'PST', 'Berlin', '../UTC', '/UTC', 'Mars/Olympus'],
  },
  'paths within the allocation': {
    accepts: (text) => !escapesAllocation('task', text),
    good: [
      '',
      'local/a',
      '../alloc/a',
      '/etc/a',
      'a/../../b',
      '../../../alloc-dir/alloc-id/a',
      '${NOMAD_TASK_DIR}/../a',
    ],
    bad: ['../..', '../../a', 'a/../../../b', '../..a'],
  },
  'Go templates': {
    accepts: (text) =>
      parseTemplate(text, { left: '{{', right: '}}' }, (name) => name === 'key' || name === 'print').problems.length ===
      0,
    good: [
      '',
      '}}',
      '{{ key "a" | print . }}',
      '{{- /* c */ -}}',
      '{{ range $i, $v := .A.B }}{{ break }}{{ else }}{{ $i }}{{ end }}'.replace('{{ $i }}', ''),
      '{{ if .A }}{{ else if .B }}{{ else }}{{ end }}',
      '{{ with $x := (key "a").B }}{{ $x.C }}{{ end }}',
      '{{ define "t" }}{{ . }}{{ end }}{{ template "t" . }}',
      '{{ "}}" }}',
      "{{ print\n1 -0x1F 'c' `}}` }}",
      '{{ . | }}',
    ],
    bad: [
      '{{',
      '{{}}',
      '{{ key "a" }',
      '{{ nope }}',
      '{{ $x }}',
      '{{ end }}',
      '{{ else }}',
      '{{ if }}{{ end }}',
      '{{ if .A }}',
      '{{ range . }}{{ else }}{{ else }}{{ end }}',
      '{{ break }}',
      '{{ 1 | 2 }}',
      '{{ (key "a" }}',
      '{{ key"a" }}',
      '{{ "a }}',
      '{{/* c }}',
      '{{ with .A }}{{ define "t" }}{{ end }}{{ end }}',
      '{{ .A.B.1x }}',
      '{{ "a".B }}',
      '{{ 1x }}',
      '{{ @ }}',
    ],
  },
};

describe('texts as Go reads them', () => {
  for (const [title, { accepts, good, bad }] of Object.entries(tables)) {
    it(title, () => {
      assert.deepEqual(
        [...good, ...bad].filter((text) => accepts(text) !== good.includes(text)),
        [],
      );
    });
  }

  it('unsigned numbers: halves are cut off, thirds are refused', () => {
    const read = (n: number) => readUnsigned(n, 255);
    assert.deepEqual([0, 100, 255, 10.5, 12.25, 255.5].map(read), [0, 100, 255, 10, 12, 255]);
    assert.deepEqual([-1, 256, 0.5, 33.3, 255.9, 1.1].map(read), Array(6).fill(undefined));
  });

  it('what a template calls, with its texts', () => {
    const { calls } = parseTemplate(
      '{{ with secret "kv/a" }}{{ .Data | toJSON }}{{ key (print "b") "c" }}{{ end }}',
      { left: '{{', right: '}}' },
      () => true,
    );
    assert.deepEqual(
      calls.map(({ name, args }) => [name, ...args]),
      [['secret', 'kv/a'], ['toJSON'], ['print', 'b'], ['key', undefined, 'c']],
    );
  });
});
