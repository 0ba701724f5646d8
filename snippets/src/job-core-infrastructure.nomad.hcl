# prefix: job-core-infrastructure
# name: Job: core infrastructure
# description: A whole job that everything else stands on: high priority, one at a time, never replaced before the next is proven healthy.
# scope: file
# 1: my-ingress
# 2: dc1
# 3: ingress (value)
# 4: example/my-ingress:1.0.0
# 5: /ping

job "my-ingress" {
  datacenters = ["dc1"]
  type        = "service"
  priority    = 80

  meta {
    category = "core-infrastructure"
  }

  constraint {
    attribute = "${meta.role}"
    value     = "ingress"
  }

  update {
    max_parallel     = 1
    health_check     = "checks"
    min_healthy_time = "30s"
    healthy_deadline = "5m"
    auto_revert      = true
  }

  group "ingress" {
    count          = 1
    shutdown_delay = "10s"

    network {
      port "http" {
        static = 80
      }

      port "https" {
        static = 443
      }

      port "admin" {
        to = 8080
      }
    }

    service {
      name = "my-ingress"
      port = "admin"

      check {
        name     = "my-ingress-http"
        type     = "http"
        path     = "/ping"
        port     = "admin"
        interval = "10s"
        timeout  = "2s"
      }
    }

    task "server" {
      driver       = "docker"
      kill_timeout = "30s"

      config {
        image = "example/my-ingress:1.0.0"
        ports = ["http", "https", "admin"]
      }

      resources {
        cpu    = 500
        memory = 256
      }
    }
  }
}
