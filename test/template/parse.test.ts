/** Go templates: what Go's text/template/parse refuses is refused, at its place, and the rest is read. */
import assert from 'node:assert/strict';
import { isTemplateFunction } from '../../server/src/template/functions';
import { parseTemplate } from '../../server/src/template/parse';
import type { Template, TemplateNode } from '../../server/src/template/tree';

const read = (text: string, left = '{{', right = '}}'): Template =>
  parseTemplate(text, { left, right }, isTemplateFunction);

/** What is marked, and why: `mark: message`. */
const problems = (text: string): string[] =>
  read(text).problems.map(({ start, end, message }) => `${text.slice(start, end)}: ${message}`);

/** The nesting: `with(range(.) . )`. */
const shape = (nodes: readonly TemplateNode[]): string =>
  nodes
    .map((node) =>
      node.type === 'text'
        ? 't'
        : node.type === 'action'
          ? 'a'
          : `${node.keyword}(${node.branches.map((branch) => shape(branch.nodes)).join('|')})`,
    )
    .join('');

/** A mistake, the part that is marked, and a word of the reason. Each was given to Go, which refuses it. */
const refused: readonly (readonly [text: string, mark: string, reason: string])[] = [
  ['a {{ key "x" \nb', '{{ key "x"', 'never closed'],
  ['{{ key "x" {{ end }}', '{{ key "x"', 'never closed'],
  ['{{ key "x }} b', '"x }} b', 'string is not closed'],
  ['{{ if true }}a', 'if', 'never closed'],
  ['{{ range ls "x" }}{{ if true }}{{ end }}', 'range', 'never closed'],
  ['a{{ end }}', 'end', 'nothing for this'],
  ['{{ else }}', 'else', 'There is no'],
  ['{{ if true }}{{ else }}{{ else }}{{ end }}', 'else', 'second'],
  ['{{ range ls "a" }}{{ else if true }}{{ end }}', 'else', 'cannot go on'],
  ['{{ define "a" }}{{ else }}{{ end }}', 'else', 'has no'],
  ['{{ if true }}{{ define "a" }}{{ end }}{{ end }}', 'define', 'top level'],
  ['{{ break }}', 'break', 'range'],
  ['{{ $x }}', '$x', 'not declared'],
  ['{{ if true }}{{ $x := 1 }}{{ end }}{{ $x }}', '$x', 'not declared'],
  ['{{ (key "x" }}', '{{ (key "x"', 'parenthesis'],
  ['{{ key "x") }}', ')', 'no opening'],
  ['{{ }}', '}}', 'empty'],
  ['{{ if }}{{ end }}', 'if', 'empty'],
  ['{{ 1 | 2 }}', '2', 'function is needed'],
  ['{{ "a".B }}', '"a"', 'Nothing can be taken'],
  ['{{ regexMatch "\\d" "1" }}', '\\d', 'no escape'],
  ["{{ key 'ab' }}", "'ab'", 'one character'],
  ['{{ 08 }}', '08', 'no number'],
  ['{{ 1_ }}', '1_', 'no number'],
  ['{{ a#b }}', 'a#', 'cannot stand behind'],
  ['{{ template "x" }}', '"x"', 'no template'],
  ['{{/* never', '{{/* never', 'comment is never closed'],
  ['{{ key "x" -}}-{{- nokey }}', 'nokey', 'nokey'],
];

const accepted: readonly string[] = [
  '{{- /* a comment */ -}}',
  '{{ range $i, $e := ls "a" }}{{ $i }}{{ $e.Key }}{{ else }}none{{ end }}',
  '{{ with secret "a" "b=1" }}{{ .Data.x | toJSON }}{{ else with key "a" }}{{ . }}{{ else }}{{ end }}',
  '{{ if and (eq 1 2) (not .x) }}{{ else if true }}{{ else if .y }}{{ end }}',
  '{{ define "a" }}{{ $ }}{{ end }}{{ template "a" . }}{{ block "b" . }}{{ end }}',
  '{{ $x := 1 }}{{ $x = 2 }}{{ range ls "a" }}{{ break }}{{ continue }}{{ end }}',
  "{{ printf `%d` 'a' | print 0x1p-2 1_000 .5e3 07 'ä' }}",
  '{{ (index (service "a") 0).Address }}{{ "\\n\\x41\\u00e4" }}',
  '{{ key `a\nb` |\n parseJSON }}',
  'no action } } { {',
];

describe('Go templates', () => {
  for (const [text, mark, reason] of refused) {
    it(`mark ${mark} in ${JSON.stringify(text)}`, () => {
      const found = problems(text);
      assert.equal(found.length, 1, found.join('\n'));
      assert.ok(found[0]?.startsWith(`${mark}: `) && found[0].includes(reason), found[0]);
    });
  }

  for (const text of accepted) it(`accept ${JSON.stringify(text)}`, () => assert.deepEqual(problems(text), []));

  it('tell each mistake that stands for itself, once', () => {
    assert.deepEqual(problems('{{ nokey "a" }}\n{{ key "b }}\n{{ $no }}{{ $no }}{{ nokey }}'), [
      'nokey: nokey',
      '"b }}: The string is not closed.',
      'nokey: nokey',
    ]);
  });

  it('are read behind a mistake', () => {
    const { nodes, calls } = read(
      '{{ if key "a }}\nx{{ with secret "s" }}{{ .Data }}{{ else }}{{ key "b" }}{{ end }}{{ end }}y',
    );
    assert.equal(shape(nodes), 'if(twith(a|a))t');
    assert.deepEqual(
      calls.map(({ name, args }) => [name, ...args]),
      [
        ['secret', 's'],
        ['key', 'b'],
      ],
    );
  });

  it('have other delimiters', () => {
    const { calls, problems: found } = read('{{ jinja }} [[ key "a" ]] [[- /* c */ -]]', '[[', ']]');
    assert.deepEqual(found, []);
    assert.deepEqual(
      calls.map(({ name }) => name),
      ['key'],
    );
  });

  it('never throw, and cover the text, wherever they are cut off', () => {
    const whole =
      '{{- range $i, $e := service "a" | byTag -}}{{ (index $e 0).Address }}{{/* c */}}{{ else }}"{{ end }}';
    for (let i = 0; i <= whole.length; i++) {
      for (const text of [whole.slice(0, i), whole.slice(i), whole.slice(0, i) + whole.slice(i + 1)]) {
        for (const { start, end } of [...read(text).problems, ...read(text).actions])
          assert.ok(start <= end && end <= text.length, text);
      }
    }
  });
});
