/** Volume specifications as Nomad's API takes them. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { parseSize, volumeOfSpec } from '../../client/src/volumes/volume-spec';
import { analyze } from '../../server/src/analyze';
import { defaultSettings } from '../../server/src/settings';

describe('a volume specification', () => {
  it('of a host volume becomes what the API takes', () => {
    const request = read(`
      name      = "scratch"
      type      = "host"
      plugin_id = "mkdir"
      node_pool = "batch"
      capacity_min = "10GiB"
      capacity_max = "20GB"
      capability {
        access_mode     = "single-node-writer"
        attachment_mode = "file-system"
      }
      constraint {
        attribute = "\${attr.kernel.name}"
        value     = "linux"
      }
      constraint {
        attribute = "\${meta.rack}"
        regexp    = "^r[12]$"
      }
      parameters {
        mode = "0750"
      }
    `);
    assert.deepEqual(request, {
      type: 'host',
      verb: 'create',
      volume: {
        Name: 'scratch',
        PluginID: 'mkdir',
        NodePool: 'batch',
        RequestedCapacityMinBytes: 10 * 1024 ** 3,
        RequestedCapacityMaxBytes: 20e9,
        RequestedCapabilities: [{ AccessMode: 'single-node-writer', AttachmentMode: 'file-system' }],
        Constraints: [
          { LTarget: '${attr.kernel.name}', RTarget: 'linux', Operand: '=' },
          { LTarget: '${meta.rack}', RTarget: '^r[12]$', Operand: 'regexp' },
        ],
        Parameters: { mode: '0750' },
      },
    });
  });

  it('of a CSI volume brings mounts, topology and secrets along', () => {
    const { type, verb, volume } = read(`
      id        = "wiki"
      name      = "wiki data"
      type      = "csi"
      plugin_id = "nfs"
      capability {
        access_mode     = "multi-node-multi-writer"
        attachment_mode = "file-system"
      }
      mount_options {
        fs_type     = "nfs"
        mount_flags = ["noatime", "nolock"]
      }
      topology_request {
        required {
          topology {
            segments {
              zone = "a"
            }
          }
        }
      }
      secrets {
        password = "x"
      }
    `);
    assert.deepEqual([type, verb], ['csi', 'create']);
    assert.deepEqual(volume.MountOptions, { FSType: 'nfs', MountFlags: ['noatime', 'nolock'] });
    assert.deepEqual(volume.RequestedTopologies, { Required: [{ Segments: { zone: 'a' } }] });
    assert.deepEqual(volume.Secrets, { password: 'x' });
  });

  it('that names storage of its own is registered', () => {
    assert.equal(volumeOfSpec({ type: 'csi', id: 'a', plugin_id: 'p', external_id: 'vol-1' }).verb, 'register');
    assert.equal(volumeOfSpec({ type: 'host', name: 'a', node_id: 'n', host_path: '/srv/a' }).verb, 'register');
    assert.throws(() => volumeOfSpec({ type: 'host', name: 'a', host_path: '/srv/a' }), /"node_id" has to say/);
    assert.throws(() => volumeOfSpec({ type: 'csi', id: 'a' }), /"plugin_id"/);
    assert.throws(() => volumeOfSpec({}), /no "type"/);
  });

  it('has sizes as Nomad reads them', () => {
    const sizes = { '10GiB': 10 * 1024 ** 3, '500MB': 5e8, '1,000': 1000, '1.5 Ki': 1536, '2t': 2e12, '7b': 7 };
    for (const [text, bytes] of Object.entries(sizes)) assert.equal(parseSize(text), bytes, text);
    assert.equal(parseSize('much'), undefined);
  });

  it('of the examples can be sent as it is', () => {
    for (const name of ['netbox-media', 'wiki-data']) {
      const { volume } = read(readFileSync(`examples/volumes/${name}.volume.hcl`, 'utf8'));
      assert.ok(volume.RequestedCapabilities.length > 0, name);
    }
  });
});

/** By the way of the language server: its own values of the text. */
function read(text: string) {
  const { instance, problems } = analyze(
    { uri: 'file:///a.volume.hcl', languageId: 'nomad-volume', text },
    defaultSettings,
  );
  assert.deepEqual(
    problems.filter(({ severity }) => severity === 'error'),
    [],
  );
  return volumeOfSpec(JSON.parse(JSON.stringify(instance.json)));
}
