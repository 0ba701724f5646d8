/** Completion and hover with what a cluster has; without one they are as they were. */
import assert from 'node:assert/strict';
import type { ClusterFacts } from '../../server/src/cluster/facts';
import { completeThere } from '../../server/src/features/cluster-completion';
import { hoverThere } from '../../server/src/features/cluster-hover';
import { complete } from '../../server/src/features/completion';
import { hover } from '../../server/src/features/hover';
import { analysisOf } from '../support/drivers';
import { lab } from '../support/lab-cluster';
import { readCursor } from '../support/marker';

const job = (lines: string): string => `job "web" {\n  ${lines}\n}\n`;
const group = (lines: string): string => job(`group "web" {\n    ${lines}\n  }`);
const volume = (type: string): string =>
  group(`volume "data" {\n      type   = "${type}"\n      source = "<|>"\n    }`);

const itemsAt = (marked: string, cluster: ClusterFacts | undefined) => {
  const { text, offset } = readCursor(marked);
  return completeThere(analysisOf(text), offset, cluster);
};

/** `label · detail` of the first items, as an editor sorts them. */
const first = (marked: string, count: number): readonly string[] =>
  [...itemsAt(marked, lab)]
    .sort((a, b) => a.order - b.order)
    .slice(0, count)
    .map(({ label, detail }) => `${label} · ${detail}`);

/** The text after the item was taken. */
function taken(marked: string, label: string): string {
  const { text } = readCursor(marked);
  const item = itemsAt(marked, lab).find((one) => one.label === label) ?? assert.fail(`no ${label}`);
  return text.slice(0, item.replace.start) + item.insert + text.slice(item.replace.end);
}

const told = (marked: string, cluster: ClusterFacts | undefined = lab): string => {
  const { text, offset } = readCursor(marked);
  return hoverThere(analysisOf(text), offset, cluster)?.markdown ?? '';
};

describe('completion with a cluster', () => {
  const cases: Readonly<Record<string, readonly [string, readonly string[]]>> = {
    'host volumes': [
      volume('host'),
      [
        'wiki-data · host volume, on 1 of 5 nodes: n1',
        'models · host volume, on 2 of 5 nodes: g1, g2',
        'shared · host volume, on 3 of 5 nodes: n1, n2, n3, read only',
        'team-data · dynamic host volume, on 1 of 5 nodes: n2, namespace team',
      ],
    ],
    'CSI volumes': [volume('csi'), ['photos · CSI volume, plugin nfs, namespace default']],
    'node pools': [job('node_pool = "<|>"'), ['all · 5 of 5 nodes', 'default · 3 of 5 nodes', 'gpu · 2 of 5 nodes']],
    namespaces: [job('namespace = "<|>"'), ['default · namespace', 'platform · namespace', 'team · namespace']],
    datacenters: [job('datacenters = ["<|>"]'), ['dc1 · on 3 of 5 nodes', 'dc2 · on 2 of 5 nodes']],
    drivers: [group('task "t" {\n      driver = "<|>"\n    }'), ['docker · on all 5 nodes', 'exec · on 3 of 5 nodes']],
    'host networks': [
      group('network {\n      port "p" {\n        host_network = "<|>"\n      }\n    }'),
      ['public · on 2 of 5 nodes', 'storage · on 2 of 5 nodes'],
    ],
    'attributes of nodes': [
      job('constraint {\n    attribute = "<|>"\n  }'),
      ['${attr.kernel.name} · linux, on all 5 nodes'],
    ],
    'what they are compared with': [
      job('constraint {\n    attribute = "${meta.rack}"\n    value = "<|>"\n  }'),
      ['r1 · on 2 of 5 nodes', 'r2 · on 1 of 5 nodes'],
    ],
  };
  for (const [what, [marked, items]] of Object.entries(cases))
    it(`offers its ${what} first`, () => assert.deepEqual(first(marked, items.length), items));

  it('puts quotes where there are none', () => {
    assert.equal(taken(job('node_pool = <|>'), 'gpu'), job('node_pool = "gpu"'));
    assert.equal(taken(job('datacenters = ["dc1", <|>]'), 'dc2'), job('datacenters = ["dc1", "dc2"]'));
    assert.equal(taken(job('node_pool = "g<|>"'), 'gpu'), job('node_pool = "gpu"'));
  });

  it('says inside of ${…} which meta the nodes have, and what attributes are', () => {
    const marked = job('constraint {\n    attribute = "${<|>}"\n  }');
    const items = new Map(itemsAt(marked, lab).map((item) => [item.label, item]));
    assert.equal(items.get('meta.rack')?.detail, 'r1, r2, on 3 of 5 nodes');
    assert.equal(items.get('attr.kernel.name')?.detail, 'linux, on all 5 nodes');
    assert.equal(taken(marked, 'meta.rack'), job('constraint {\n    attribute = "${meta.rack}"\n  }'));
    assert.ok(items.get('meta.rack')?.documentation?.startsWith('lab (as of 14:32).'));
  });

  it('offers its services in templates, behind those of the file', () => {
    const template = (action: string) =>
      group(
        `service {\n      name     = "own"\n      provider = "nomad"\n    }\n    task "t" {\n      template {\n        data = <<EOT\n{{ range ${action}\nEOT\n      }\n    }`,
      );
    const there = { ...lab, services: ['db', 'web'] };
    const labels = (action: string) => itemsAt(template(action), there).map(({ label }) => label);
    assert.deepEqual(labels('nomadService "<|>" }}'), ['own', 'db', 'web']);
    assert.deepEqual(labels('service "<|>" }}'), []);
    assert.ok(!labels('<|> }}').includes('db'));
  });

  it('warns of ports that are held, and does not offer them', () => {
    const marked = group('network {\n      port "http" {\n        static = <|>\n      }\n    }');
    const held = { port: 443, network: 'default', jobs: [{ id: 'proxy', namespace: 'x' }], nodes: [[0, 1]], names: [] };
    const items = itemsAt(marked, {
      ...lab,
      ports: [
        { ...held, nodes: [[0, 1]] },
        { ...held, port: 8080, nodes: [[0, 1]] },
      ],
    });
    assert.equal(items.find(({ label }) => label === '443')?.detail, 'held by "proxy" on 1 of 5 nodes');
    assert.ok(!items.some(({ label }) => label === '8080'));
  });

  it('is what it was without a cluster, and where the cluster has nothing to say', () => {
    for (const marked of [...Object.values(cases).map(([text]) => text), group('count = <|>'), group('<|>')]) {
      const { text, offset } = readCursor(marked);
      assert.deepEqual(itemsAt(marked, undefined), complete(analysisOf(text), offset));
    }
    const { text, offset } = readCursor(group('count = <|>'));
    assert.deepEqual(itemsAt(group('count = <|>'), lab), complete(analysisOf(text), offset));
    // The namespace of Vault is none of Nomad's.
    assert.ok(!itemsAt(job('vault {\n    namespace = "<|>"\n  }'), lab).some(({ label }) => label === 'platform'));
  });
});

describe('hover with a cluster', () => {
  it('tells where things are, and since when that is known', () => {
    const source = told(volume('host').replace('<|>', 'wiki<|>-data'));
    assert.ok(source.startsWith('**lab** (as of 14:32): `wiki-data` host volume, on 1 of 5 nodes: n1'), source);
    assert.match(told(job('node_pool = "gp<|>u"')), /`gpu` 2 of 5 nodes/);
    assert.match(told(group('task "t" {\n      driver = "exe<|>c"\n    }')), /`exec` on 3 of 5 nodes/);
    assert.match(
      told(job('constraint {\n    attribute = "${meta.ra<|>ck}"\n  }')),
      /`meta\.rack` r1, r2, on 3 of 5 nodes/,
    );
    const port = group('network {\n      port "p" {\n        static = 80<|>80\n      }\n    }');
    assert.match(told(port), /`8080` held by "proxy" on 3 of 5 nodes/);
  });

  it('keeps what it says without one', () => {
    for (const marked of [job('node_pool = "gp<|>u"'), job('node_pool = "no<|>pe"'), job('node_p<|>ool = "gpu"')]) {
      const { text, offset } = readCursor(marked);
      const plain = hover(analysisOf(text), offset)?.markdown ?? assert.fail('no hover');
      assert.equal(hoverThere(analysisOf(text), offset, undefined)?.markdown, plain);
      assert.ok(told(marked).endsWith(plain));
    }
    assert.equal(
      told(job('node_pool = "no<|>pe"')),
      told(job('node_pool = "no<|>pe"'), { ...lab, nodePools: undefined }),
    );
  });
});
