/** Rules about volumes, mounts and CSI plugins (nomad/structs/volumes.go, command/agent/job_endpoint.go). */
import { checkSpec } from '../support/check';
import { direct } from '../support/drivers';
import { checkFix, inGroup, inTask } from './around';

const mounted = (volume: string, job = '', mount = '') =>
  inTask(
    `      volume_mount {
        volume      = "data"
        destination = "/data"
${mount}
      }`,
    `    volume "data" {\n${volume}\n    }`,
  ).replace('job "web" {', `job "web" {${job}`);

const csi = (access: string, more = '') => `      type            = "csi"
      source          = "data"
      attachment_mode = "file-system"
      access_mode     = ${access}${more}`;

const speaks: Readonly<Record<string, string>> = {
  'a volume of no known type is dropped; mounted, that is refused': mounted(`      type   = "hots"
      #        ^^^^^^ error volume/type-unknown: drops it
      source = "data"`),
  'a volume without a type': inGroup(`
    volume "data" {
#   ^^^^^^^^^^^^^ warning volume/type-unknown: drops it
      source = "data"
    }`),
  'no source': mounted(`      type   = "host"
      source = ""
      #        ^^ error volume/source-missing: has no source`),
  'per_alloc with canaries and sticky': mounted(
    `      type      = "host"
      source    = "data"
      per_alloc = true
   #  ^^^^^^^^^^^^^^^^ error volume/per-alloc: with canaries (update.canary = 1)
   #  ^^^^^^^^^^^^^^^^ error volume/per-alloc: together with "sticky"
      sticky    = true`,
    '\n  update {\n    canary = 1\n  }',
  ),
  'mount options of a host volume': mounted(`      type   = "host"
      source = "data"
      mount_options {
   #  ^^^^^^^^^^^^^ error volume/host-mode: is a host volume
        fs_type = "ext4"
      }`),
  'a mode for readers': mounted(
    csi(
      '"single-node-reader-only"',
      '\n   #  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error volume/csi-readonly-mode: must be read-only',
    ),
  ),
  'a volume for one in a group of two': mounted(
    csi(
      '"single-node-writer"',
      '\n      #                 ^^^^^^^^^^^^^^^^^^^^ error volume/csi-count: the group asks for 2',
    ),
  ).replace('group "web" {', 'group "web" {\n    count = 2'),
  'a mode that does not exist': mounted(
    csi(
      '"single-node-write"',
      '\n      #                 ^^^^^^^^^^^^^^^^^^^ warning volume/csi-mode-unknown: Did you mean "single-node-writer"?',
    ),
  ),
  'a source that Nomad does not fill in': mounted(`      type   = "host"
      source = "data-\${NOMAD_ALLOC_INDEX}"
      #        ^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning volume/source-runtime-var: never found`),
  'a folder of one node for three': mounted(`      type   = "host"
      #        ^^^^^^ warning volume/host-count: the group runs 3 times
      source = "data"`).replace('group "web" {', 'group "web" {\n    count = 3'),
  'writing to what is read-only': mounted(
    `      type      = "host"
      source    = "data"
      read_only = true`,
    '',
    `        read_only   = false
     #  ^^^^^^^^^^^^^^^^^^^ information volume/read-only-written: read-only in the group`,
  ),
  'a mount without a volume': inTask(`
      volume_mount {
   #  ^^^^^^^^^^^^ warning volume/mount-no-volume: Nomad drops
        destination = "/data"
      }`),
  'two mounts at one place': inTask(
    `
      volume_mount {
        volume      = "data"
        destination = "/data"
      }
      volume_mount {
        volume      = "data"
        destination = "/data/"
        #             ^^^^^^^^ warning volume/mount-duplicate-destination: mounted at "/data"
      }`,
    '    volume "data" {\n      type   = "host"\n      source = "data"\n    }',
  ),
  'two volumes of one label': inTask(
    '      volume_mount {\n        volume      = "data"\n        destination = "/data"\n      }',
    `    volume "data" {
#   ^^^^^^^^^^^^^ warning volume/label-duplicate: keeps only the last
      type = "host"
    }
    volume "data" {
      type   = "host"
      source = "data"
    }`,
  ),
  'the folders of a CSI plugin': inTask(`
      csi_plugin {
        id                     = "nfs"
        type                   = "node"
        mount_dir              = "/csi"
        stage_publish_base_dir = "/csi/../csi/volumes"
        #                        ^^^^^^^^^^^^^^^^^^^^^ error csi-plugin/dirs: lies inside of mount_dir
      }`),
  'what looks like a volume of the group, and a folder of the node': `job "web" {
  group "web" {
    volume "certs" {
#   ^^^^^^^^^^^^^^ warning volume/unused: mounts volume "certs"
      type   = "host"
      source = "certs"
    }
    task "lb" {
      driver = "docker"
      config {
        image = "example/lb:1"
        volumes = [
          "certs:/certs",
        # ^^^^^^^^^^^^^^ warning volume/docker-volume-shadows: not the volume of the group
          "local/conf:/conf",
          "/srv/www:/www:ro",
        # ^^^^^^^^^^^^^^^^^^ information volume/docker-bind-mount: /srv/www is a path of the node
        ]
      }
    }
  }
}
`,
};

const silent: Readonly<Record<string, string>> = {
  'readers that read': mounted(csi('"multi-node-reader-only"', '\n      read_only       = true')).replace(
    'group "web" {',
    'group "web" {\n    count = 3',
  ),
  'a volume for each': mounted(csi('"single-node-writer"', '\n      per_alloc       = true')).replace(
    'group "web" {',
    'group "web" {\n    count = 3',
  ),
  'a count that is not known': `variable "count" {\n  type = number\n}\n${mounted(csi('"single-node-writer"')).replace('group "web" {', 'group "web" {\n    count = var.count')}`,
  'a number from the least that scaling allows': mounted(csi('"single-node-writer"')).replace(
    'group "web" {',
    'group "web" {\n    scaling {\n      min = 1\n      max = 3\n    }',
  ),
  'modes from a variable': `variable "mode" {\n  type = string\n}\n${mounted(csi('var.mode'))}`,
};

describe('rules of volumes', () => {
  for (const [title, text] of Object.entries(speaks)) it(title, () => checkSpec(direct, text));
  for (const [title, text] of Object.entries(silent)) it(`silent: ${title}`, () => checkSpec(direct, text));

  it('repairs', () => {
    checkFix(speaks['a volume of no known type is dropped; mounted, that is refused'] ?? '', 'volume/type-unknown');
    checkFix(speaks['no source'] ?? '', 'volume/source-missing');
    checkFix(speaks['per_alloc with canaries and sticky']?.replace('sticky    = true', '') ?? '', 'volume/per-alloc');
    checkFix(speaks['mount options of a host volume'] ?? '', 'volume/host-mode');
    checkFix(speaks['a mode for readers'] ?? '', 'volume/csi-readonly-mode');
    checkFix(speaks['a volume for one in a group of two'] ?? '', 'volume/csi-count');
    checkFix(speaks['a mode that does not exist'] ?? '', 'volume/csi-mode-unknown');
    checkFix(speaks['the folders of a CSI plugin'] ?? '', 'csi-plugin/dirs');
    checkFix(
      speaks['what looks like a volume of the group, and a folder of the node'] ?? '',
      'volume/docker-volume-shadows',
    );
  });
});
