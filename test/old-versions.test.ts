/** Old versions of a file go with the quick collections that happen while somebody types; nothing waits for the slow one. */
import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { analyze } from '../server/src/analyze';
import { defaultSettings } from '../server/src/settings';
import { rememberedFacts } from '../server/src/workspace/workspace-index';

const tasks = Array.from(
  { length: 10 },
  (_, i) => `    task "t${i}" {
      driver = "docker"
      config {
        image = "app:${i}"
        ports = ["http"]
      }
      template {
        data = "{{ with nomadVar \\"nomad/jobs/web\\" }}{{ .token }}{{ end }}"
        destination = "local/t${i}"
      }
    }`,
);
const job = (count: number) =>
  `job "web" {\n  group "g" {\n    count = ${count}\n    network {\n      port "http" {}\n    }\n${tasks.join('\n')}\n  }\n}\n`;

function type(versions: number): void {
  for (let count = 0; count < versions; count++) {
    const text = job(count);
    const analysis = analyze({ uri: 'file:///w/web.nomad.hcl', languageId: 'nomad', text }, defaultSettings);
    assert.ok(analysis.problems.length > 0);
    rememberedFacts(analysis);
  }
}

describe('old versions of a file', () => {
  it('take no memory until everything is collected', () => {
    setFlagsFromString('--expose-gc');
    const gc: (options?: { readonly type: 'minor' }) => void = runInNewContext('gc');
    setFlagsFromString('--no-expose-gc');
    const used = () => {
      for (let i = 0; i < 3; i++) gc({ type: 'minor' });
      return process.memoryUsage().heapUsed / 2 ** 20;
    };
    type(50);
    gc();
    const before = used();
    type(50);
    const grown = used() - before;
    assert.ok(grown < 4, `50 versions left ${grown.toFixed(1)} MiB behind`);
  });
});
