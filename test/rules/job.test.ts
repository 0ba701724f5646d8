/** Rules about the job as a whole (nomad/structs/structs.go Job.Validate). */
import { checkSpec } from '../support/check';
import { direct } from '../support/drivers';
import { checkFix, inGroup, inJob, inTask } from './around';

const speaks: Readonly<Record<string, string>> = {
  'blocks that a service cannot have': inJob(`  periodic {
# ^^^^^^^^ error job/type-block-conflict: A service job cannot have a "periodic" block; only jobs of
    crons = ["@daily"]
  }
  parameterized {
# ^^^^^^^^^^^^^ error job/type-block-conflict: A service job cannot have a "parameterized" block; only
  }`),
  'blocks that a batch job cannot have': `job "web" {
  type = "batch"
  update {
# ^^^^^^ error job/type-block-conflict: A batch job cannot have an "update" block; only jobs of
    max_parallel = 2
  }
  group "web" {
    migrate {
  # ^^^^^^^ error job/type-block-conflict: A batch job cannot have a "migrate" block; only jobs of
    }
    task "a" {
      driver = "exec"
      config {
        command = "/bin/a"
      }
    }
  }
}`,
  'blocks that a system job cannot have': `job "web" {
  type = "system"
  reschedule {
# ^^^^^^^^^^ error job/type-block-conflict: A system job cannot have a "reschedule" block; only jobs of
  }
  spread {
# ^^^^^^ error job/type-block-conflict: A system job cannot have a "spread" block; only jobs of
    attribute = "\${node.datacenter}"
  }
  group "web" {
    count            = 3
                     # ^ error job/system-count: Group "web" asks for 3 allocations, but a system job runs
    max_run_duration = "1h"
  # ^^^^^^^^^^^^^^^^ error job/type-block-conflict: A system job cannot have "max_run_duration"; only jobs of
    disconnect {
      stop_on_client_after = "0s"
    # ^^^^^^^^^^^^^^^^^^^^ error job/type-block-conflict: A system job cannot have "stop_on_client_after"; only jobs
    }
    task "a" {
      driver = "exec"
      config {
        command = "/bin/a"
      }
      affinity {
    # ^^^^^^^^ error job/type-block-conflict: A system job cannot have an "affinity" block; only jobs of
        attribute = "\${node.class}"
        value     = "fast"
      }
    }
  }
}`,
  'names and labels': `job "web shop" {
  # ^^^^^^^^^^ error job/name: The label is the id of the job, and it has a space
  region      = ""
              # ^^ error job/region: The region has no name
  group "web" {
    task "a" {
      driver = "exec"
      config {
        command = "/bin/a"
      }
    }
  }
}`,
  'a description of many bytes': inJob(`  ui {
    description = "äääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääää"
                # ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error job/ui-description: The description has 1002 bytes; at most 1000 are allowed
  }`),
  'too many allocations': inGroup(`    count = 50001
          # ^^^^^ error job/total-count: The groups ask for 50001 allocations together; servers`),
  'names that stand twice': `job "web" {
  group "web" {
# ^^^^^^^^^^^ error structure/duplicate-name: The job has two groups named "web"
    task "a" {
  # ^^^^^^^^ error structure/duplicate-name: Group "web" has two tasks named "a"
      driver = "exec"
      config {
        command = "/bin/a"
      }
      action "clean" {
    # ^^^^^^^^^^^^^^ error structure/duplicate-name: Task "a" has two actions named "clean"
        command = "/bin/clean"
      }
      action "clean" {
    # ^^^^^^^^^^^^^^ error structure/duplicate-name: Task "a" has two actions named "clean"
        command = "/bin/clean"
      }
    }
    task "a" {
  # ^^^^^^^^ error structure/duplicate-name: Group "web" has two tasks named "a"
      driver = "exec"
      config {
        command = "/bin/a"
      }
    }
  }
  group "web" {
# ^^^^^^^^^^^ error structure/duplicate-name: The job has two groups named "web"
    task "b" {
      driver = "exec"
      config {
        command = "/bin/b"
      }
      scaling "cpu" {
    # ^^^^^^^^^^^^^ error structure/duplicate-name: Task "b" has two scaling policies named "cpu"
        max = 500
      }
      scaling "CPU" {
    # ^^^^^^^^^^^^^ error structure/duplicate-name: Task "b" has two scaling policies named "cpu"
        max = 500
      }
    }
  }
}`,
  'groups without a main task': `job "web" {
  group "migrate" {
    task "a" {
      driver = "exec"
      config {
        command = "/bin/a"
      }
      lifecycle {
    # ^^^^^^^^^ error lifecycle/no-main-task: Every task of group "migrate" has a lifecycle block, so
        hook = "prestart"
      }
    }
  }
  group "services" {
# ^^^^^^^^^^^^^^^^ error structure/missing-task: Group "services" has services, but no task that could offer
    shutdown_delay = "5s"
    service {
      name = "web"
      port = "80"
    }
  }
}`,
  'two leaders': inTask(
    `      leader = true
    # ^^^^^^^^^^^^^ error lifecycle/two-leaders: Task "second" is a leader of the group too
    }
    task "second" {
      driver = "exec"
      config {
        command = "/bin/b"
      }
      leader = true
    # ^^^^^^^^^^^^^ error lifecycle/two-leaders: Task "server" is a leader of the group too`,
    ``,
  ),
  'several regions': inJob(`  multiregion {
# ^^^^^^^^^^^ information job/multiregion-enterprise: A job in several regions needs Nomad Enterprise; servers of
    region "west" {
      count = 3
            # ^ information job/multiregion-count: No group takes the count of region "west": only groups with
    }
  }`),
  'what needs Enterprise': inTask(
    `      vault {
        namespace = "team-a"
                  # ^^^^^^^^ information enterprise/feature: A Vault namespace needs Nomad Enterprise; servers of the
        cluster   = "second"
                  # ^^^^^^^^ information vault/identity-name: with an identity "vault_second"
                  # ^^^^^^^^ information enterprise/feature: A second Vault cluster needs Nomad Enterprise; servers of
      }
      schedule {
    # ^^^^^^^^ information enterprise/feature: A task that pauses by schedule needs Nomad Enterprise
        cron {
          start = "0 30 9 * * MON-FRI *"
                # ^^^^^^^^^^^^^^^^^^^^^^ warning schedule/fields: "start" has 6 fields, one space apart (minute, hour, day of
          end   = "0,30 16"
                # ^^^^^^^^^ warning schedule/fields: "end" takes no lists (,) and no steps (/)
        }
      }
      resources {
        numa {
          affinity = "require"
                   # ^^^^^^^^^ information enterprise/feature: Placement by NUMA node needs Nomad Enterprise; servers of
        }
      }`,
    ``,
  ),
  'what Nomad reads and forgets': inGroup(`    constraint {
      attribute = "\${attr.driver.docker}"
      is_set    = "true"
    # ^^^^^^ warning structure/no-effect: Nomad reads "is_set" in this constraint block and does
      operator  = "is_set"
    }`),
};

const silent: Readonly<Record<string, string>> = {
  'a periodic block that is switched off, an update of zeros': `job "web" {
  type = "service"
  periodic {
    enabled = false
    crons   = ["@daily"]
  }
  group "web" {
    task "a" {
      driver = "exec"
      config {
        command = "/bin/a"
      }
    }
  }
}`,
  'a type that is not known': `variable "type" {
  type = string
}
job "web" {
  type = var.type
  periodic {
    crons = ["@daily"]
  }
  group "web" {
    count = 3
    update {
    }
    task "a" {
      driver = "exec"
      config {
        command = "/bin/a"
      }
    }
  }
}`,
  'a gateway needs no task, null where Go has a pointer': `job "gateway" {
  region = null
  group "gateway" {
    network {
      mode = "bridge"
    }
    count          = null
    shutdown_delay = "5s"
    service {
      name = "ingress"
      port = "8080"
      connect {
        gateway {
          ingress {
            listener {
              port = 8080
              service {
                name = "web"
              }
            }
          }
        }
      }
    }
  }
}`,
  'a label with a space beside an id': `job "web shop" {
  id = "web-shop"
  group "web" {
    task "a" {
      driver = "exec"
      config {
        command = "/bin/a"
      }
    }
  }
}`,
};

describe('rules of the job', () => {
  for (const [title, text] of Object.entries(speaks)) it(title, () => checkSpec(direct, text));
  for (const [title, text] of Object.entries(silent)) it(`silent: ${title}`, () => checkSpec(direct, text));

  it('repairs', () => {
    checkFix(speaks['names and labels'] ?? '', 'job/name');
  });
});
