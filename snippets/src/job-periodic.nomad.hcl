# prefix: job-periodic
# name: Job: periodic batch
# description: A whole job that runs by the clock. Its type is batch; the periodic block makes it repeat.
# scope: file
# 1: my-report
# 2: dc1
# 3: 0 4 * * *
# 4: UTC
# 5: example/my-report:1.0.0

job "my-report" {
  datacenters = ["dc1"]
  type        = "batch"

  periodic {
    crons            = ["0 4 * * *"]
    time_zone        = "UTC"
    prohibit_overlap = true
  }

  group "work" {
    restart {
      attempts = 2
      interval = "30m"
      delay    = "1m"
      mode     = "fail"
    }

    task "run" {
      driver = "docker"

      config {
        image = "example/my-report:1.0.0"
      }

      resources {
        cpu    = 200
        memory = 256
      }
    }
  }
}
