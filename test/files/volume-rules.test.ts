/** Rules of volume specifications: where they speak, where they are silent, and their repairs. */
import assert from 'node:assert/strict';
import { analyze } from '../../server/src/analyze';
import type { Problem } from '../../server/src/problem';
import { defaultSettings } from '../../server/src/settings';
import { applyEdits } from '../../server/src/text-edits';

const problemsOf = (text: string): readonly Problem[] =>
  analyze({ uri: 'file:///x.volume.hcl', languageId: 'nomad-volume', text }, defaultSettings).problems.filter(
    ({ id }) => id.startsWith('spec/'),
  );

const capability = (access: string): string =>
  `capability {\n  access_mode     = "${access}"\n  attachment_mode = "file-system"\n}\n`;
const host = (more = ''): string => `name = "x"\ntype = "host"\n${more}`;
const csi = (more = ''): string => `id = "x"\nname = "x"\ntype = "csi"\nplugin_id = "p"\n${more}`;

/** The only problem, and that its first repair takes it away. */
function speaks(text: string, id: string, severity: string, at: string): void {
  const [problem, ...others] = problemsOf(text);
  assert.deepEqual([problem?.id, problem?.severity, others.length], [id, severity, 0]);
  assert.equal(text.slice(problem?.start, problem?.end), at);
  const fixed = applyEdits(text, problem?.fixes?.[0]?.edits ?? []);
  assert.deepEqual(
    problemsOf(fixed).map(({ message }) => message),
    [],
    fixed,
  );
}

describe('rules of volume specifications', () => {
  it('a CSI volume without a capability', () => speaks(csi(), 'spec/volume-capability', 'error', 'type = "csi"'));

  it('a mode that the type does not have: refused for host volumes, a failure of the plugin for CSI', () => {
    speaks(host(capability('single-node-writr')), 'spec/volume-capability', 'error', '"single-node-writr"');
    speaks(csi(capability('multi-node-multi-writr')), 'spec/volume-capability', 'warning', '"multi-node-multi-writr"');
  });

  it('less at most than at least', () => {
    speaks(host('capacity_min = "2GiB"\ncapacity_max = "2GB"\n'), 'spec/volume-capacity', 'error', '"2GB"');
    speaks(host('capacity_min = "1G"\n'), 'spec/volume-capacity', 'error', '"1G"');
  });

  it('a constraint that says what is so anyway', () => {
    speaks(
      host('constraint {\n  distinct_hosts = true\n}\n'),
      'spec/volume-constraint',
      'error',
      'distinct_hosts = true',
    );
  });

  it('a line of the other type', () => {
    speaks(
      csi(`node_pool = "a"\n${capability('single-node-writer')}`),
      'spec/volume-no-effect',
      'warning',
      'node_pool',
    );
    speaks(host('secrets {\n  a = "b"\n}\n'), 'spec/volume-no-effect', 'warning', 'secrets');
  });

  it('silent: what is right, and what is not known', () => {
    for (const text of [
      host(),
      host('capacity_min = "1GB"\ncapacity_max = "1GiB"\n'),
      host('capacity_max = "1GB"\n'),
      host('capacity_min = "many"\n'),
      host('constraint {\n  distinct_hosts = false\n}\n'),
      csi(`capacity_min = "1GB"\n${capability('multi-node-multi-writer')}`),
      csi().replace('"csi"', '"other"'),
      csi('capability {\n'),
    ])
      assert.deepEqual(problemsOf(text), [], text);
  });
});
