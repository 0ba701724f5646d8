/** Rules about tasks (nomad/structs/structs.go Task.Validate, Resources.Validate, TaskArtifact.Validate, workload_id.go). */
import { checkSpec } from '../support/check';
import { direct } from '../support/drivers';
import { checkFix, inGroup, inTask } from './around';

const speaks: Readonly<Record<string, string>> = {
  timeouts: inTask(
    `      kill_timeout = "15m"
                   # ^^^^^ error task/kill-timeout: Task "server" may take 15m to stop, longer than
    }
    task "second" {
      driver = "exec"
      config {
        command = "/bin/b"
      }
      kill_timeout = "1m"
                   # ^^^^ warning task/kill-timeout: Clients wait at most 30s unless their max_kill_timeout is
      kill_signal  = "hup"
                   # ^^^^^ warning task/signal: "hup" is no signal`,
    ``,
  ),
  'resources that are too small': inTask(
    `      resources {
        cpu        = 0
                   # ^ error resources/minimum: Task "server" asks for 0 MHz; it needs at least 1
        memory     = 128
        memory_max = 64
                   # ^^ error resources/memory-max: memory_max, 64 MB, is less than memory, 128 MB
        secrets    = 256
                   # ^^^ error resources/memory-max: The folder for secrets, 256 MB, does not fit in memory, 128
      }`,
    ``,
  ),
  'resources that are too large, and devices': inTask(
    `      resources {
        memory = 536870912
               # ^^^^^^^^^ warning resources/implausible: Task "server" asks for 536870912 MB; no node has more than
        device "nvidia/gpu" {
          count = 0
                # ^ warning device/count: The task asks for 0 of "nvidia/gpu", so it gets none
        }
        device "fpga" {
          count = -1
                # ^^ error schema/type: A whole number is needed here, not -1: from 0 to 18446744073709551615.
        }
        numa {
          devices = ["gpu"]
                   # ^^^^^ error numa/devices: The task asks for no device "gpu"
        }
      }`,
    ``,
  ),
  'cores and cpu': inTask(
    `      resources {
        cpu   = 500
        cores = 2
      # ^^^^^ error resources/cpu-and-cores: "cpu" and "cores" exclude each other: a share of the
      }`,
    ``,
  ),
  'a sidecar is a task too': inGroup(`    network {
      mode = "bridge"
    }
    service {
      name = "web"
      port = "80"
      connect {
        sidecar_service {
        }
        sidecar_task {
      # ^^^^^^^^^^^^ hint service/shutdown-delay: The proxy that Nomad adds waits 5s before it stops
          kill_timeout = "20m"
                       # ^^^^^ error task/kill-timeout: This sidecar task may take 20m to stop, longer than
          resources {
            cores = 2
          # ^^^^^ error resources/cpu-and-cores: A sidecar always has a share of the processor, 250 MHz
          }
          logs {
            max_file_size = 100
                          # ^^^ error logs/disk: The logs of this sidecar task may grow to 1000 MB, but the
          }
        }
      }
    }`),
  logs: inTask(
    `      logs {
        max_files     = 10
        max_file_size = 50
                      # ^^ error logs/disk: The logs of task "server" may grow to 500 MB, but the
        enabled       = true
      # ^^^^^^^ information deprecated/other: "enabled" in this logs block is deprecated
        disabled      = true
      # ^^^^^^^^^^^^^^^^^^^^ warning logs/enabled-and-disabled: "enabled = true" and "disabled = true" contradict each
      }`,
    ``,
  ),
  'logs against a small disk': inTask(
    ``,
    `    ephemeral_disk {
      size = 100
           # ^^^ error logs/disk: The logs of task "server" may grow to 100 MB (by default)
    }`,
  ),
  artifacts: inTask(
    `      artifact {
        source      = "https://example.com/tool"
        destination = "local/tool"
                    # ^^^^^^^^^^^^ warning artifact/destination-is-file: The destination is a folder, so the file lies at
        options {
          checksum = "d41d8cd98f00b204e9800998ecf8427e"
                   # ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error artifact/checksum: A checksum is written as "type:value", such as "sha256:…"
        }
      }
      artifact {
        source      = "https://example.com/a.zip"
        destination = "../../a"
                    # ^^^^^^^^^ error artifact/destination: "../../a" leads out of the allocation's folder
        options {
          checksum = "md5:d41d8"
                   # ^^^^^^^^^^^ error artifact/checksum: The checksum's value is not hexadecimal: it takes pairs of
        }
      }
      dispatch_payload {
        file = "../../../x"
             # ^^^^^^^^^^^^ error artifact/destination: "../../../x" leads out of the allocation's folder
      }`,
    ``,
  ),
  identities: inTask(
    `      identity {
        ttl = "1h"
            # ^^^^ error identity/settings: The default identity lives as long as its allocation
      }
      identity {
    # ^^^^^^^^ warning identity/advice: Identity "vault_main" never expires
        name          = "vault_main"
                      # ^^^^^^^^^^^^ warning identity/advice: Identity "vault_main" is for Vault, but task "server" has
        aud           = ["a", ""]
                      # ^^^^^^^^^ warning identity/advice: Identity "vault_main" is good for 2 audiences
                            # ^^ error identity/settings: Identity "vault_main" has an empty audience
        change_mode   = "restart"
        change_signal = "SIGHUP"
                      # ^^^^^^^^ error identity/settings: Identity "vault_main" has a signal that is never sent: it
      }
      identity {
        name        = "aws"
        aud         = ["aws"]
        ttl         = "1h"
        change_mode = "signal"
                    # ^^^^^^^^ error identity/settings: Identity "aws" sends a signal on a change, but names none
        env         = true
                    # ^^^^ warning identity/advice: The task keeps its first token of "aws" in the environment
        filepath    = "local/token"
                    # ^^^^^^^^^^^^^ error identity/settings: Identity "aws" is not written to a file, so it has no path
      }`,
    ``,
  ),
  'default identities': inTask(
    `      identity {
        env = true
      }
      identity {
    # ^^^^^^^^ warning identity/duplicate-default: Task "server" has a default identity already
        name = "default"
      }`,
    ``,
  ),
  'the config of a secret for all tasks, which Nomad reads once more': inGroup(`    secret "a" {
      provider = "nomad"
      path     = "p"
      nonsense = nope(1)
  #   ^^^^^^^^ warning schema/unknown-attribute: no attribute "nonsense"
               # ^^^^ warning expression/function-unknown: "nope"
      config {
        namespace = nope(1)
                  # ^^^^ error expression/function-unknown: "nope"
        engine = [upper("x", "y"), var.none]
                           # ^^^ error expression/function-argument: takes only 1 argument
                                    # ^^^^^ error variable/undeclared: "none"
        more {
          a = foo.bar
          b = false ? "x" : nope(1)
                          # ^^^^ error expression/function-unknown: "nope"
        }
      }
    }`),
  'the config of a secret for all tasks, twice: Nomad reads neither': inGroup(`    secret "a" {
      provider = "nomad"
      path     = "p"
      config {
        namespace = nope(1)
                  # ^^^^ warning expression/function-unknown: "nope"
      }
      config {
    # ^^^^^^ warning schema/too-many-blocks: Only one "config" block
      }
    }`),
  secrets: inTask(
    `      secret "a" {
    # ^^^^^^^^^^ error secret/group-merge: Task "server" and its group both have secrets
        provider = "vault"
                 # ^^^^^^^ error vault/block-missing: Task "server" reads secret "a" from Vault, but has no vault
        path     = "kv/data/a"
        env {
      # ^^^ error secret/env-config: The provider "vault" of secret "a" takes no env block; only
          A = "b"
        }
      }
      secret "b" {
        provider = "plugin"
        path     = "b"
        config {
      # ^^^^^^ error secret/env-config: The plugin "plugin" of secret "b" takes no config block
          a = "b"
        }
      }`,
    `    secret "c" {
      provider = "nomad"
      path     = "c"
    }`,
  ),
  databases: `job "db" {
  group "db" {
    task "db" {
      driver = "docker"
      config {
        image = "docker.io/library/postgres:17@sha256:abc"
              # ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning storage/ephemeral-for-stateful: "postgres" keeps its data in /var/lib/postgresql/data
      }
    }
    task "dump" {
      driver = "docker"
      config {
        image   = "postgres:17"
        command = "pg_dump"
      }
    }
    task "exporter" {
      driver = "docker"
      config {
        image = "postgres-exporter:1"
      }
    }
  }
}`,
  'vault and consul': inTask(
    `      vault {
        change_mode   = "signal"
        change_signal = ""
                      # ^^ error vault/signal: change_mode is "signal", but the signal is empty
      }
      consul {
        partition = "b"
                  # ^^^ error consul/partition: The task names partition "b", its group "a"
      }`,
    `    consul {
      partition = "a"
    }`,
  ),
};

const silent: Readonly<Record<string, string>> = {
  'what Nomad accepts': inTask(
    `      kill_timeout = "30s"
      kill_signal  = "SIGQUIT"
      resources {
        cores      = 2
        cpu        = 0
        memory     = 64
        memory_max = -1
      }
      artifact {
        source      = "https://example.com/tool.zip"
        destination = "../alloc/tool.zip"
        options {
          checksum = "\${CHECKSUM}"
        }
      }
      identity {
        name        = "vault_default"
        aud         = ["vault.io"]
        ttl         = "1h"
        env         = true
        change_mode = "restart"
      }
      vault {
        change_mode = "signal"
      }
      secret "a" {
        provider = "vault"
        path     = "kv/data/a"
      }`,
    `    update {
      progress_deadline = "0s"
    }`,
  ),
  'what is not known': `variable "n" {
  type = number
}
variable "s" {
  type = string
}
job "web" {
  group "web" {
    ephemeral_disk {
      size = var.n
    }
    task "a" {
      driver       = "exec"
      kill_timeout = var.s
      config {
        command = "/bin/a"
      }
      resources {
        cpu        = var.n
        cores      = var.n
        memory_max = 1
        memory     = var.n
      }
      artifact {
        source      = "https://example.com/tool"
        destination = "local/\${var.s}"
      }
      identity {
        name     = var.s
        ttl      = "1h"
        filepath = var.s
      }
      secret "a" {
        provider = var.s
        path     = "a"
        env {
          A = "b"
        }
      }
      logs {
        max_file_size = 1000
      }
    }
  }
}`,
};

describe('rules of tasks', () => {
  for (const [title, text] of Object.entries(speaks)) it(title, () => checkSpec(direct, text));
  for (const [title, text] of Object.entries(silent)) it(`silent: ${title}`, () => checkSpec(direct, text));

  it('repairs', () => {
    checkFix(speaks['cores and cpu'] ?? '', 'resources/cpu-and-cores');
    checkFix(speaks['default identities'] ?? '', 'identity/duplicate-default');
    checkFix(speaks['vault and consul'] ?? '', 'vault/signal');
    checkFix(speaks['vault and consul'] ?? '', 'consul/partition');
    checkFix(speaks.timeouts ?? '', 'task/signal');
    checkFix(speaks.databases ?? '', 'storage/ephemeral-for-stateful');
  });
});
