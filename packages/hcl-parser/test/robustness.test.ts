import assert from 'node:assert/strict';
import { children, type Node, parse, scan } from '@hcl/parser';
import { checkTree, errors, fixture } from './support';

const torture = fixture('torture.hcl');

/** Numbers that look random and are the same in every run. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function depth(root: Node): number {
  let deepest = 0;
  const stack: [Node, number][] = [[root, 1]];
  for (let top = stack.pop(); top; top = stack.pop()) {
    deepest = Math.max(deepest, top[1]);
    for (const child of children(top[0])) stack.push([child, top[1] + 1]);
  }
  return deepest;
}

describe('robustness', () => {
  it('reads every beginning of a text', () => {
    for (let end = 0; end <= torture.length; end++) checkTree(torture.slice(0, end));
  });

  it('reads a text without any one of its tokens', () => {
    for (const token of scan(torture)) checkTree(torture.slice(0, token.start) + torture.slice(token.end));
  });

  it('reads a text with any one token twice', () => {
    for (const token of scan(torture)) checkTree(torture.slice(0, token.end) + torture.slice(token.start));
  });

  it('reads heaps of tokens', () => {
    const pieces = scan(torture).map((token) => torture.slice(token.start, token.end));
    pieces.push('${', '%{', '~}', '"', '<<E\n', '<<-E\n', 'E\n', '/*', '\\', '\r', '\ud800', '\n', '\n');
    const below = random(1);
    for (let i = 0; i < 3000; i++) {
      let text = '';
      for (let n = below(40); n >= 0; n--) text += pieces[below(pieces.length)] + (below(3) ? ' ' : '');
      checkTree(text);
    }
  });

  it('does not run out of stack, and says what is too deep', () => {
    const pairs = [
      ['[', ']'],
      ['(', ')'],
      ['{a=', '}'],
      ['f(', ')'],
      ['x[', ']'],
      ['"${', '}"'],
      ['!', 'a'],
      ['a ? b : ', 'c'],
      ['[for x in ', ' : x]'],
      ['<<E\n${', '}\nE\n'],
    ] as const;
    for (const [open, close] of pairs) {
      for (const text of [open.repeat(20_000), open.repeat(20_000) + close.repeat(20_000)]) {
        const result = checkTree(`a = ${text}\n`);
        assert.ok(
          result.errors.some((error) => error.id === 'too-deep'),
          open,
        );
        assert.ok(depth(result.root) < 2000, open);
      }
    }
    assert.ok(errors('a {\n'.repeat(20_000)).some((error) => error.endsWith('too-deep')));
    assert.ok(depth(parse(`a = x${'[*]'.repeat(20_000)}`).root) < 2000);
    assert.ok(depth(parse(`a = 1${' + 1'.repeat(20_000)}`).root) < 2000);
    assert.ok(depth(parse(`a = "${'%{if x}'.repeat(20_000)}"`).root) < 2000);
  });

  it('goes on behind what is too deep', () => {
    const text = `a = ${'['.repeat(1000)}${']'.repeat(1000)}\nb = 1\n`;
    const { root } = parse(text);
    assert.deepEqual(
      root.items.map((item) => item.name?.name),
      ['a', 'b'],
    );
  });

  it('takes time in proportion to the text, however broken', () => {
    const lines = [
      'a = "${f(b"\n',
      'x = [\n',
      '"\n',
      'a = "${[\n',
      'a {\n  b = {\n',
      '"<<E\n',
      'a = <<E\n${x y\n',
      '/*\n',
      '${',
    ];
    lines.push('a { b = "${x y" } ', 'a = b.\n', 'f(', '%{ if a }"', torture);
    for (const line of lines) {
      const start = performance.now();
      parse(line.repeat(Math.ceil(200_000 / line.length)));
      // Some 30 ms; with the square of the length it would be minutes.
      assert.ok(performance.now() - start < 5000, JSON.stringify(line));
    }
  });
});
