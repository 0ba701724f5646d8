# prefix: job-service
# name: Job: service
# description: A whole job that runs on: dynamic port, service with a check, rolling update that turns back by itself.
# scope: file
# 1: my-service
# 2: dc1
# 3: 2 (count)
# 4: example/my-service:1.0.0
# 5: 8080
# 6: /health

job "my-service" {
  datacenters = ["dc1"]
  type        = "service"

  update {
    max_parallel     = 1
    health_check     = "checks"
    min_healthy_time = "10s"
    healthy_deadline = "5m"
    auto_revert      = true
  }

  group "app" {
    count          = 2
    shutdown_delay = "5s"

    network {
      port "http" {
        to = 8080
      }
    }

    service {
      name = "my-service"
      port = "http"

      check {
        name     = "my-service-http"
        type     = "http"
        path     = "/health"
        port     = "http"
        interval = "15s"
        timeout  = "3s"
      }
    }

    task "server" {
      driver = "docker"

      config {
        image = "example/my-service:1.0.0"
        ports = ["http"]
      }

      resources {
        cpu    = 200
        memory = 256
      }
    }
  }
}
