/** The command line of a deployment through Ansible, against the settings' defaults. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import {
  type AnsibleSettings,
  deployCommand,
  shownCommand,
  volumeCommand,
} from '../../client/src/deploy/ansible-command';
import { hostVolumesIn } from '../../client/src/deploy/host-volumes';

/** As the manifest has them. */
function defaults(): AnsibleSettings {
  const { configuration } = JSON.parse(readFileSync('package.json', 'utf8')).contributes;
  const properties: Record<string, { default: unknown }> = Object.assign(
    {},
    ...configuration.map((section: { properties: object }) => section.properties),
  );
  const ours = Object.entries(properties).filter(([key]) => key.startsWith('nomad.ansible.'));
  return Object.fromEntries(ours.map(([key, value]) => [key.slice('nomad.ansible.'.length), value.default])) as never;
}

describe('deploying with Ansible', () => {
  it('runs the playbook with inventory and job, by default', () => {
    const settings = { ...defaults(), inventory: 'inventory/lab/proxmox.yml' };
    assert.equal(
      shownCommand(deployCommand(settings, 'nomad-jobs/applications/example.nomad.hcl')),
      'uv run ansible-playbook playbooks/infrastructure/nomad/deploy-job.yml -i inventory/lab/proxmox.yml -e job=nomad-jobs/applications/example.nomad.hcl',
    );
  });

  it('has every part in the settings', () => {
    const settings: AnsibleSettings = {
      program: ['ansible-playbook'],
      playbook: 'deploy.yml',
      volumePlaybook: 'volume.yml',
      inventory: '',
      jobVariable: 'job_file',
      volumeVariable: 'volume_name',
      variables: { wait: true, namespace: 'prod' },
      arguments: ['--check', '-v'],
    };
    assert.deepEqual(deployCommand(settings, 'web.nomad.hcl'), {
      program: 'ansible-playbook',
      args: [
        'deploy.yml',
        '-e',
        'job_file=web.nomad.hcl',
        '-e',
        '{"wait":true}',
        '-e',
        'namespace=prod',
        '--check',
        '-v',
      ],
    });
    assert.deepEqual(volumeCommand(settings, 'wiki-data').args.slice(0, 3), [
      'volume.yml',
      '-e',
      'volume_name=wiki-data',
    ]);
  });

  it('keeps values in one piece, whatever is in them', () => {
    const settings = { ...defaults(), inventory: 'x' };
    const { args } = deployCommand(settings, `jobs/my wiki's.nomad.hcl`);
    assert.deepEqual(args.slice(-2), ['-e', `{"job":"jobs/my wiki's.nomad.hcl"}`]);
    assert.match(shownCommand({ program: 'a', args }), /'\{"job":"jobs\/my wiki'\\''s\.nomad\.hcl"\}'$/);
  });

  it('offers the host volumes that a job names', () => {
    const text = [
      'job "w" {',
      '  group "a" {',
      '    volume "data" {',
      '      type   = "host"',
      '      source = "wiki-data"',
      '    }',
      '    volume "own" {',
      '      type = "host"',
      '    }',
      '    volume "c" {',
      '      type   = "csi"',
      '      source = "x"',
      '    }',
      '    volume "v" {',
      '      type   = "host"',
      '      source = "${var.x}"',
      '    }',
      '  }',
      '}',
    ].join('\n');
    assert.deepEqual(hostVolumesIn(text), ['wiki-data', 'own']);
  });
});
