/** Rules about policies of a group, merged with those of the job (TaskGroup.Validate, api/tasks.go Canonicalize). */
import { checkSpec } from '../support/check';
import { direct } from '../support/drivers';
import { checkFix, inGroup, inJob, inTask } from './around';

const speaks: Readonly<Record<string, string>> = {
  'restarts that do not fit': inGroup(`    restart {
      attempts = 10
               # ^^ error restart/arithmetic: 10 restarts, 15s (by default) apart, do not fit in an
      interval = "1m"
    }`),
  'no attempts, and yet waiting': inGroup(`    restart {
      attempts = 0
      mode     = "delay"
               # ^^^^^^^ error restart/arithmetic: Group "web" never restarts a task (attempts = 0), so it
    }`),
  'in a task only a warning': inTask(
    `      restart {
        attempts = 200
                 # ^^^ warning restart/arithmetic: 200 restarts, 15s (by default) apart, do not fit in an
        mode     = "wait"
                 # ^^^^^^ warning schema/enum: "wait" is not a valid "mode"
        interval = "1s"
                 # ^^^^ warning schema/range: "interval" is 1 second; it must be at least 5s
      }`,
    ``,
  ),
  'the default of a service is without limit': inGroup(`    reschedule {
      attempts = 3
               # ^ error reschedule/arithmetic: 3 attempts and unlimited = true (by default) exclude each
      interval = "1h"
    }`),
  'growing delays': inGroup(`    reschedule {
      attempts       = 5
                     # ^ error reschedule/arithmetic: 5 attempts with a delay of 30s (exponential) do not fit in
      unlimited      = false
      interval       = "2m"
      delay          = "30s"
      delay_function = "exponential"
      max_delay      = "1h"
    }`),
  'delays that are too short, or not in order': inGroup(`    reschedule {
      delay          = "1s"
                     # ^^^^ error reschedule/arithmetic: The delay is 1s; it must be at least 5s
      delay_function = "fibonaci"
                     # ^^^^^^^^^^ error reschedule/arithmetic: "fibonaci" is not a valid "delay_function"
    }`),
  'a longest delay below the first': inGroup(`    reschedule {
      delay     = "1m"
      max_delay = "30s"
                # ^^^^^ error reschedule/arithmetic: The longest delay, 30s, is less than the first, 1m
    }`),
  'stopped and waited for': inGroup(`    disconnect {
      lost_after           = "6h"
      stop_on_client_after = "5m"
    # ^^^^^^^^^^^^^^^^^^^^ error disconnect/stop-and-lost: "stop_on_client_after" has the client stop the tasks
    }`),
  'deadlines against the defaults': inGroup(`    update {
      healthy_deadline = "15m"
                       # ^^^^^ error update/arithmetic: healthy_deadline, 15m, must be less than progress_deadline
    }`),
  'deadlines of job and group': `job "web" {
  update {
    min_healthy_time = "4m"
                     # ^^^^ error update/arithmetic: min_healthy_time, 4m, must be less than healthy_deadline
  }
  group "web" {
    update {
      healthy_deadline = "3m"
    }
    task "a" {
      driver = "exec"
      config {
        command = "/bin/a"
      }
    }
  }
}`,
  'promotion without canaries': inJob(`  update {
    auto_promote = true
                 # ^^^^ error update/canary-promote: auto_promote promotes canaries, but there are none
  }`),
  'promotion of some groups only': `job "web" {
  group "web" {
    update {
      canary       = 1
      auto_promote = true
                   # ^^^^ warning update/canary-promote: The deployment still waits for a person: group "api" has
    }
    task "a" {
      driver = "exec"
      config {
        command = "/bin/a"
      }
    }
  }
  group "api" {
    count = 2
    update {
      canary       = 1
      max_parallel = 3
                   # ^ warning update/max-parallel: An update replaces all 2 allocations of group "api" at
    }
    task "a" {
      driver = "exec"
      config {
        command = "/bin/a"
      }
    }
  }
}`,
  migration: inGroup(`    migrate {
      min_healthy_time = "6m"
                       # ^^^^ error migrate/arithmetic: min_healthy_time, 6m, must not be more than
    }`),
  'a count outside the bounds': inGroup(`    count = 5
  # ^^^^^^^^^ information scaling/count-overwrite: Every run of this file sets group "web" back to 5
          # ^ error scaling/min-max: Group "web" starts with 5 allocations, but scaling allows
    scaling {
      min = 1
      max = 3
    }`),
  'bounds in the wrong order': inGroup(`    scaling {
      min = 4
      max = 3
          # ^ error scaling/min-max: The maximum, 3, is less than the minimum, 4
    }`),
  'scaling of a system job, and of a task': `job "web" {
  type = "system"
  group "web" {
    scaling {
  # ^^^^^^^ warning scaling/system-job: A system job runs once on every node, so there is nothing
      max = 1
    }
    task "a" {
      driver = "exec"
      config {
        command = "/bin/a"
      }
      scaling "cpu" {
   #  ^^^^^^^^^^^^^ error scaling/task-policy: A policy for "cpu" has the type "vertical_cpu", not
        max  = 500
        type = "vertical_mem"
             # ^^^^^^^^^^^^^^ error scaling/task-policy: A policy for "cpu" has the type "vertical_cpu", not
      }
    }
  }
}`,
  spreads: inGroup(`    spread {
      attribute = "\${node.datacenter}"
      target "dc1" {
    # ^^^^^^^^^^^^ error spread/percent: The target "dc1" stands here twice
        percent = 70
      }
      target "dc2" {
        percent = 40.5
                # ^^^^ error spread/percent: The targets ask for 110 percent together
                # ^^^^ warning spread/percent: Nomad accepts 40.5 percent and uses 40
      }
      target "dc1" {
    # ^^^^^^^^^^^^ error spread/percent: The target "dc1" stands here twice
        percent = 33.3
                # ^^^^ error schema/type: A whole number is needed here, not 33.3.
      }
    }`),
  weights: inGroup(`    affinity {
      attribute = "\${node.class}"
      value     = "fast"
      weight    = 0
                # ^ error affinity/weight: The weight is 0; it must be 1 to 100, or -100 to -1 to keep
    }
    affinity {
      attribute = "\${node.class}"
      value     = "fast"
      weight    = 300
                # ^^^ warning affinity/weight: Nomad accepts the weight 300 and uses 44
    }`),
};

const silent: Readonly<Record<string, string>> = {
  'settings that only look incomplete': `job "web" {
  type = "batch"
  reschedule {
    attempts = 3
    interval = "1h"
  }
  group "web" {
    restart {
      attempts = 10
      interval = "1h"
    }
    scaling {
      max = 3
      min = 2
    }
    task "a" {
      driver = "exec"
      config {
        command = "/bin/a"
      }
    }
  }
}`,
  'rescheduling that is off is not looked at': inGroup(`    reschedule {
      attempts       = 0
      unlimited      = false
      delay          = "1s"
      delay_function = "none"
    }`),
  'no deadline, and as many attempts as fit': inGroup(`    update {
      healthy_deadline  = "1h"
      progress_deadline = "0s"
    }
    reschedule {
      attempts       = 60
      interval       = "30m"
      delay          = "30s"
      delay_function = "constant"
      unlimited      = false
    }`),
  'sixty attempts that overflow in Nomad': inGroup(`    reschedule {
      attempts       = 100
      interval       = "24h"
      delay          = "30s"
      delay_function = "exponential"
      max_delay      = "1h"
      unlimited      = false
    }`),
  'what is not known': `variable "n" {
  type = number
}
job "web" {
  group "web" {
    scaling {
      min = var.n
      max = 3
    }
    restart {
      attempts = var.n
      interval = "10s"
    }
    update {
      canary       = var.n
      auto_promote = true
    }
    task "a" {
      driver = "exec"
      config {
        command = "/bin/a"
      }
    }
  }
}`,
};

describe('rules of groups', () => {
  for (const [title, text] of Object.entries(speaks)) it(title, () => checkSpec(direct, text));
  for (const [title, text] of Object.entries(silent)) it(`silent: ${title}`, () => checkSpec(direct, text));

  it('repairs', () => {
    checkFix(speaks['promotion without canaries'] ?? '', 'update/canary-promote');
    checkFix(speaks['stopped and waited for'] ?? '', 'disconnect/stop-and-lost');
    checkFix(speaks['bounds in the wrong order'] ?? '', 'scaling/min-max');
  });
});
