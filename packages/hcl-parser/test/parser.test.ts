import assert from 'node:assert/strict';
import { parse, pathAt, walk } from '@hcl/parser';
import { errors, expression, fixture, tree } from './support';

function trees(cases: Record<string, string>, sketch: (text: string) => string): void {
  for (const [text, want] of Object.entries(cases)) {
    it(text.replaceAll('\n', '⏎'), () => assert.equal(sketch(text), want));
  }
}

describe('parser: bodies', () => {
  trees(
    {
      'a = 1\nb = 2': '(= a 1) (= b 2)',
      'job "web" x {}': '(job "web" x { })',
      'a { b = 1 } # c': '(a { (= b 1) })',
      'a {\n  b {\n  }\n\n  c = 1 /* d\n*/\n}': '(a { (b { }) (= c 1) })',
      'a "l\\"\\u00e9" {}': '(a "l\\"é" { })',
      'a = 1\r\nb {\r\n}\r\n': '(= a 1) (b { })',
      '\ufeffa = 1': '(= a 1)',
    },
    tree,
  );

  it('accepts every form of the language', () => assert.deepEqual(errors(fixture('torture.hcl')), []));

  it('keeps comments apart from the tree', () => {
    const text = 'a = 1 # one\r\n/* two */ b = [ // three\n]';
    const { comments } = parse(text);
    assert.deepEqual(
      comments.map(({ kind, start, end }) => [kind, text.slice(start, end)]),
      [
        ['line', '# one'],
        ['block', '/* two */'],
        ['line', '// three'],
      ],
    );
  });
});

describe('parser: expressions', () => {
  trees(
    {
      '1 + 2 * 3 - 4': '(- (+ 1 (* 2 3)) 4)',
      'a || b && c == d < e + f': '(|| a (&& b (== c (< d (+ e f)))))',
      '-a.b + !c': '(+ (- a.b) (! c))',
      'a ? b : c ? d : e': '(? a b (? c d e))',
      '(1\n+ 2)': '((+ 1 2))',
      'true.x': 'true.x',
      'a.b[0]["k"].1[c]': 'a.b[0]["k"].1[c]',
      'a["${b}"][-1]': 'a["${b}"][(- 1)]',
      'f().x[0]': '(f()).x[0]',
      'f(a, [b]...)': '(f() a [b]...)',
      'f(a,\n b,\n)': '(f() a b)',
      'a::b::c(x...)': '(a::b::c() x...)',
      'true()': '(true())',
      'a.*.b.0[1]': 'a.*(.b.0)[1]',
      'a[*].b[0][c].d': 'a[*](.b[0][c].d)',
      'a[*].b[*].c': 'a[*](.b[*](.c))',
      'a[*].b.*.c[0]': 'a[*](.b.*(.c)[0])',
      '[]': '[]',
      '[1, [2,],\n]': '[1 [2]]',
      '{ a = 1, "b" : 2\n (c) = 3, null = 4 }': '{a:1 "b":2 (c):3 null:4}',
      '{ a.b = 1 }': '{a.b:1}',
      '[\n{\n a = 1 }, {}]': '[{a:1} {}]',
      '[for x in y : x.z if x]': '(tuple-for x in y : x.z if x)',
      '{\n for k, v in { a = 1 } :\n k => v... if v }': '(object-for k v in {a:1} : k => v... if v)',
      '[for]': '(tuple-for in _ : _)',
      '5e-3': '5e-3',
      'with-dash.b-c': 'with-dash.b-c',
    },
    expression,
  );
});

describe('parser: templates', () => {
  trees(
    {
      '""': '""',
      '"a\\n\\"\\\\\\t\\U0001F600"': '"a\\n\\"\\\\\\t😀"',
      '"$${a} %%{b} $ $$ %"': '"${a} %{b} $ $$ %"',
      '"a${"b${c}"}d"': '"a${"b${c}"}d"',
      '"${\n a\n}"': '"${a}"',
      '"a ${~ b ~} c"': '"a${b}c"',
      '"%{ if a }b%{ else }c%{ endif }d"': '"<if a: b| c>d"',
      '"%{ for k, v in m ~} ${k} %{~ endfor }"': '"<for k v in m: ${k}>"',
      '"%{ if a }%{ for b in c }d%{ endfor }%{ endif }"': '"<if a: <for b in c: d>>"',
    },
    expression,
  );

  it('joins the lines of a heredoc, escapes only template marks, and ends in a line break', () => {
    assert.equal(expression('<<EOT\na \\n ${b}\n  $${c}\nEOT'), 'EOT"a \\\\n ${b}\\n  ${c}\\n"');
  });

  it('takes the least indentation from <<-, not counting blank lines', () => {
    assert.equal(expression('<<-E\n    a\n\n      b ${c}\n   ${d}\n    E'), 'E" a\\n\\n   b ${c}\\n${d}\\n"');
    assert.equal(expression('<<-E\n  a\n  ${b}\n  E'), 'E"a\\n${b}\\n"');
    assert.equal(expression('<<-E\n  a\n${b}\n  E'), 'E"  a\\n${b}\\n"');
  });

  it('lets ~ reach to the line break only, as Go does', () => {
    assert.equal(expression('<<E\n  %{ if a ~}\n  b\n  %{~ endif ~}\n  c\nE'), 'E"  <if a:   b\\n>  c\\n"');
    assert.equal(expression('<<E\n% \n${~ a}\nE'), 'E"% ${a}\\n"');
  });

  it('knows where a heredoc and its markers are', () => {
    const text = 'x = <<-EOT\n  a\n  EOT \n';
    const [item] = parse(text).root.items;
    assert.ok(item?.type === 'Attribute' && item.value.type === 'Template' && item.value.heredoc?.close);
    const { open, close } = item.value.heredoc;
    assert.equal(text.slice(item.value.start, item.value.end), '<<-EOT\n  a\n  EOT');
    assert.deepEqual(
      [open, close].map((span) => text.slice(span.start, span.end)),
      ['EOT', 'EOT'],
    );
  });
});

describe('query', () => {
  it('finds the way from the file to the innermost node, ends included', () => {
    const text = 'a {\n  b = f(var.c)\n}\n';
    const types = (offset: number) => pathAt(parse(text).root, offset).map((node) => node.type);
    const way = ['Body', 'Block', 'Body', 'Attribute', 'FunctionCall', 'ScopeTraversal', 'AttributeStep', 'Identifier'];
    assert.deepEqual(types(text.indexOf('c)')), way);
    assert.deepEqual(types(text.indexOf(')')), way);
    assert.deepEqual(types(text.indexOf('\n')), ['Body', 'Block', 'Body']);
  });

  it('finds the missing value where it would be typed', () => {
    const text = 'a =  \n';
    assert.equal(pathAt(parse(text).root, 4).at(-1)?.type, 'Missing');
  });

  it('walks in source order and leaves out what it is told to', () => {
    const seen: string[] = [];
    walk(parse('a { b = 1 }\nc = d').root, (node) => {
      if (node.type === 'Identifier') seen.push(node.name);
      return node.type !== 'Attribute';
    });
    assert.deepEqual(seen, ['a']);
  });
});
