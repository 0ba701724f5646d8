/** Who imports whom in the client: layers, not circles, types included. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

describe('the imports of the client', () => {
  it('go round in no circle', () => {
    const files = readdirSync('client/src', { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts'))
      .map((path) => join('client/src', path));
    const imported = new Map(files.map((file) => [file, importsOf(file)]));
    assert.ok([...imported.values()].flat().length > files.length, 'imports are found at all');
    // Whoever imports nothing that is left cannot be in a circle: taken away again and again, the circles stay.
    const left = new Set(files);
    for (let before = -1; before !== left.size; ) {
      before = left.size;
      for (const file of left) if (!imported.get(file)?.some((one) => left.has(one))) left.delete(file);
    }
    assert.deepEqual([...left], []);
  });
});

function importsOf(file: string): string[] {
  return [...readFileSync(file, 'utf8').matchAll(/ from '(\.[^']*)'/g)].map(([, path = '']) => {
    const target = join(dirname(file), path);
    return existsSync(`${target}.ts`) ? `${target}.ts` : join(target, 'index.ts');
  });
}
