# prefix: job-batch
# name: Job: batch
# description: A whole job that runs to its end, with a few more tries when it fails.
# scope: file
# 1: my-batch
# 2: dc1
# 3: example/my-batch:1.0.0

job "my-batch" {
  datacenters = ["dc1"]
  type        = "batch"

  group "work" {
    restart {
      attempts = 3
      interval = "1h"
      delay    = "30s"
      mode     = "fail"
    }

    reschedule {
      attempts  = 1
      interval  = "24h"
      unlimited = false
    }

    task "run" {
      driver = "docker"

      config {
        image = "example/my-batch:1.0.0"
      }

      resources {
        cpu    = 500
        memory = 512
      }
    }
  }
}
