import assert from 'node:assert/strict';
import { parse, syntaxErrors } from '@hcl/parser';
import { errors, place, tree } from './support';

/** A text, its errors, and (where it matters) its tree. */
const cases: [text: string, errors: string[], tree?: string][] = [
  // Items
  ['foo\n', ['1:1 incomplete-item'], '(? foo)'],
  ['foo "a"\nb = 1', ['1:8 block-brace'], '(? foo "a") (= b 1)'],
  ['a "x"\n{\n  b = 1\n}', ['1:6 block-brace'], '(a "x" { (= b 1) })'],
  ['a "x" = {\n  b = 1\n}', ['1:7 block-equals'], '(a "x" { (= b 1) })'],
  ['a "x" 5 {}\nb = 1', ['1:7 block-header'], '(? a "x") (= b 1)'],
  ['= 1\nb = 2', ['1:1 item-expected'], '(? _) (= b 2)'],
  ['}\nb = 2', ['1:1 stray-brace'], '(= b 2)'],
  ['/* a\nb = 2', ['1:1 unclosed-comment'], '(? _) (= b 2)'],
  ['a = /* b\n', ['1:5 unclosed-comment']],
  ['a = 1 /* b\nc = 1', ['1:7 unclosed-comment'], '(= a 1) (= c 1)'],
  ['"a" = 1\n', ['1:1 quoted-name'], '(= a 1)'],
  ['a { "b.c" = 1 }', ['1:5 quoted-key'], '(a { (= b.c 1) })'],
  ['"a" {}', ['1:1 quoted-block'], '(a { })'],
  ['a: 1\n', ['1:1 colon-for-equals'], '(= a 1)'],
  ['a = 1,\nb = 2', ['1:6 comma-after-attribute'], '(= a 1) (= b 2)'],
  ['a = 1 b = 2', ['1:7 newline-after-attribute'], '(= a 1) (= b 2)'],
  ['a {} b {}', ['1:6 newline-after-block'], '(a { }) (b { })'],
  ['a = 1\na = 2', ['2:1 duplicate-attribute'], '(= a 1) (= a 2)'],
  ['a { b {} }', ['1:5 one-line-attribute'], '(a { (b { }) })'],
  ['a { b = 1, c = 2 }', ['1:10 one-line-more'], '(a { (= b 1) (= c 2) })'],
  ['a { b = 1\n  c = 2\n}', ['1:10 one-line-newline'], '(a { (= b 1) (= c 2) })'],
  ['a "${b}" {}', ['1:4 label-template'], '(a "${b}" { })'],
  ['a {\n', ['1:3 unclosed-block'], '(a { }!)'],

  // Values
  ['a =\nb = 1', ['1:4 missing-value'], '(= a _) (= b 1)'],
  ['a = \n', ['1:5 missing-value'], '(= a _)'],
  ['a = var.\nb = 1', ['1:9 attribute-after-dot'], '(= a var.?) (= b 1)'],
  ['a = [var.\n]\nb = 1', ['2:1 attribute-after-dot'], '(= a [var.?]) (= b 1)'],
  ['a = f(x).\n', ['1:10 attribute-after-dot'], '(= a (f() x).?)'],
  ['a = 1 +\nb = 1', ['1:8 expression-expected'], '(= a (+ 1 _)) (= b 1)'],
  ['a = )\nb = 1', ['1:5 expression-expected'], '(= a _) (= b 1)'],
  ['a = b ? c\nd = 1', ['1:10 conditional-colon'], '(= a (? b c _)) (= d 1)'],
  ['a = 1.2.3\n', ['1:5 invalid-number']],
  ['a = 1e9999999999\n', ['1:5 invalid-number']],
  ['a = b.0.1\n', ['1:7 legacy-index']],
  ['a = b.*.*\n', ['1:9 nested-splat']],
  ['a = b[*.c\n', ['1:8 unclosed-splat']],
  ['a = b[0 1]\n', ['1:9 unclosed-index'], '(= a b[0])'],
  ['a = b[0\nc = 1', ['2:1 open-bracket'], '(= a b[0]) (= c 1)'],
  ['a = (1\nc = 1', ['2:1 open-bracket'], '(= a (1)!) (= c 1)'],
  ['a = (1 2)\n', ['1:8 unclosed-parenthesis'], '(= a (1))'],
  ['a = x::\n', ['1:8 function-name']],
  ['a = x::y\n', ['1:9 function-parenthesis']],
  ['a = f(b c)\n', ['1:9 argument-comma'], '(= a (f() b c))'],
  ['a = f(b, \nc = 1', ['2:1 open-bracket'], '(= a (f() b _)!) (= c 1)'],
  ['a = f(b... c)\n', ['1:8 argument-after-ellipsis'], '(= a (f() b...))'],
  ['a = f(b', ['1:5 unclosed-call'], '(= a (f() b)!)'],

  // Lists and objects
  ['a = ["b" "c", 1 2]\n', ['1:10 tuple-comma', '1:17 tuple-comma'], '(= a ["b" "c" 1 2])'],
  ['a = [1,\nb = 2', ['2:1 open-bracket'], '(= a [1 _]!) (= b 2)'],
  ['a {\n  b = [1\n}\nc = 1', ['3:1 open-bracket'], '(a { (= b [1]!) }) (= c 1)'],
  ['a = [1', ['1:5 unclosed-tuple']],
  ['a = [1, , 2]\n', ['1:9 expression-expected'], '(= a [1 _ 2])'],
  ['a = { b = 1', ['1:5 unclosed-object']],
  ['a = {\n  b\n  c = \n  d = 1\n}\n', ['2:4 object-value', '3:7 expression-expected'], '(= a {b_ c:_ d:1})'],
  ['a = { b c }\n', ['1:9 object-separator'], '(= a {b_})'],
  ['a = { b = 1 c = 2 }\n', ['1:13 object-comma'], '(= a {b:1 c:2})'],
  ['a = [for x]\n', ['1:11 for-in']],
  ['a = [for 1 in x : x]\n', ['1:10 for-name']],
  ['a = [for x, in y : x]\n', ['1:16 for-in']],
  ['a = [for x, 1 in y : x]\n', ['1:13 for-value-name']],
  ['a = [for x in y]\n', ['1:16 for-colon'], '(= a (tuple-for x in y : _))'],
  ['a = [for x in y : x z]\n', ['1:21 for-end']],
  ['a = [for x in y : x => y]\n', ['1:19 for-tuple-key']],
  ['a = [for x in y : x...]\n', ['1:20 for-tuple-group']],
  ['a = {for x in y : x}\n', ['1:19 for-object-key']],

  // Templates
  ['a = "b\nc = 1', ['1:7 unclosed-string'], '(= a "b"!) (= c 1)'],
  ['a = "b\\\nc = 1', ['1:7 unclosed-string'], '(= a "b"!) (= c 1)'],
  ['a "b {\n}', ['1:7 unclosed-string']],
  ['a = f("b)\nc = 1', ['1:10 unclosed-string'], '(= a (f() "b)"!)!) (= c 1)'],
  ['a = "${b"\nc = 1', ['1:6 unclosed-interpolation'], '(= a "${b}!") (= c 1)'],
  ['a = "${b\nc = 1', ['2:1 open-bracket'], '(= a "${b}!"!) (= c 1)'],
  ['a = "${b c} d"\n', ['1:10 interpolation-end'], '(= a "${b} d")'],
  ['a = <<E\n${b:-c} d\nE\nf = 1', ['2:4 interpolation-end'], '(= a E"${b} d\\n") (= f 1)'],
  ['a = <<E\n${b c\nE\nf = 1', ['2:5 interpolation-end'], '(= a E"${b}!\\n") (= f 1)'],
  ['a = <<E\nb\n', ['3:1 unclosed-heredoc'], '(= a E"b\\n"!)'],
  ['a = <<E\nb\rc\nE\n', ['2:2 carriage-return']],
  ['a = "%{b}"\n', ['1:8 directive-keyword']],
  ['a = "%{ else }"\n', ['1:6 directive-unexpected']],
  ['a = "%{ if b }c"\n', ['1:16 directive-unclosed']],
  ['a = "%{ endif b }"\n', ['1:6 directive-unexpected', '1:15 directive-end']],
  ['a = "\\q \\u12 \\ud800"\n', ['1:6 invalid-escape', '1:9 escape-digits', '1:14 escape-character']],

  // Characters
  ["a = 'b'\nc = 1", ['1:5 single-quotes'], '(= a _) (= c 1)'],
  ['a = “b”\n', ['1:5 curly-quotes']],
  ['a = `b`\n', ['1:5 backtick']],
  ['a = 1;\n', ['1:6 semicolon']],
  ['a = b & c\n', ['1:7 bitwise-operator']],
  ['a = @\n', ['1:5 invalid-character']],
];

describe('syntax errors', () => {
  for (const [text, want, sketch] of cases) {
    it(text.replaceAll('\n', '⏎'), () => {
      assert.deepEqual(errors(text), want);
      if (sketch !== undefined) assert.equal(tree(text), sketch);
    });
  }

  it('have all been seen here', () => {
    const seen = new Set(cases.flatMap(([, list]) => list.map((error) => error.split(' ')[1])));
    seen.add('too-deep'); // in robustness.test.ts
    assert.deepEqual(
      Object.keys(syntaxErrors).filter((id) => !seen.has(id)),
      [],
    );
  });

  it('name what is wrong', () => {
    const message = (text: string) => parse(text).errors[0]?.message;
    assert.match(message('count: 1') as string, /`count = …`/);
    assert.match(message('a = f(x y)') as string, /`f`.*`y`/);
    assert.match(message('job "x" {') as string, /`job`.*`}`/);
    assert.match(message('a = <<EOT\n') as string, /`EOT`/);
  });

  it('point to the first of two attributes', () => {
    const related = parse('a = 1\na = 2').errors[0]?.related;
    assert.deepEqual([related?.start, related?.end], [0, 1]);
  });
});

describe('recovery', () => {
  it('leaves every block in its place when a brace is missing', () => {
    const text = `job "a" {
  group "g" {
    network {
      port "http" {}

    task "t" {
      driver = "docker"
    }
  }
}
`;
    assert.deepEqual(errors(text), ['1:9 unclosed-block']);
    const related = parse(text).errors[0]?.related;
    assert.equal(place(text, related?.start as number), '3:13');
    const task = '(task "t" { (= driver "docker") })';
    assert.equal(tree(text), `(job "a" { (group "g" { (network { (port "http" { }) }!) ${task} }) })`);
  });

  it('leaves every block in its place when there is a brace too many', () => {
    const text = 'job "a" {\n  group "b" {\n  }\n  }\n  group "c" {\n  }\n}\n';
    assert.deepEqual(errors(text), ['7:1 stray-brace']);
    assert.equal(place(text, parse(text).errors[0]?.related?.start as number), '4:3');
    assert.equal(tree(text), '(job "a" { (group "b" { }) (group "c" { }) })');
  });

  it('does not trust the indentation of a text that has none', () => {
    assert.equal(tree('a {\nb {\nc = 1\n}\n'), '(a { (b { (= c 1) }) }!)');
  });

  it('ends an object where its block ends', () => {
    const text = 'a {\n  b {\n    c = {\n      d = 1\n  }\n  e = 2\n}\n';
    assert.equal(tree(text), '(a { (b { (= c {d:1}!) }) (= e 2) })');
  });

  it('reads the lines behind each of many errors', () => {
    const broken = ['a = [1', 'b = f(x,', 'c = "d', 'e = "${f', 'g = h.', 'i = ', 'j', 'k = (1 + ', 'l = {', "m = 'n'"];
    const text = broken.map((line, i) => `x${i} = ${i}\n${line}\n`).join('');
    const names = parse(text).root.items.map((item) => item.name?.name);
    assert.deepEqual(
      broken.map((_, i) => `x${i}`).filter((name) => !names.includes(name)),
      [],
    );
  });
});
