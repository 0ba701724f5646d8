# prefix: job-system
# name: Job: on every node
# description: A whole job with one allocation on every node that fits: exporters, log shippers, plugins. No count, no affinity.
# scope: file
# 1: my-agent
# 2: dc1
# 3: example/my-agent:1.0.0
# 4: 9100

job "my-agent" {
  datacenters = ["dc1"]
  type        = "system"

  constraint {
    attribute = "${attr.kernel.name}"
    value     = "linux"
  }

  update {
    max_parallel     = 1
    min_healthy_time = "30s"
  }

  group "agent" {
    shutdown_delay = "5s"

    network {
      port "metrics" {
        to = 9100
      }
    }

    service {
      name = "my-agent"
      port = "metrics"

      check {
        name     = "my-agent-http"
        type     = "http"
        path     = "/"
        port     = "metrics"
        interval = "30s"
        timeout  = "5s"
      }
    }

    task "agent" {
      driver = "docker"

      config {
        image = "example/my-agent:1.0.0"
        ports = ["metrics"]
      }

      resources {
        cpu    = 100
        memory = 64
      }
    }
  }
}
