# prefix: job-platform-service
# name: Job: platform service
# description: A whole job that applications use, with data of its own: raised priority, a host volume, careful updates.
# scope: file
# 1: my-registry
# 2: dc1
# 3: my-registry-data
# 4: example/my-registry:1.0.0
# 5: 8080
# 6: /var/lib/registry

job "my-registry" {
  datacenters = ["dc1"]
  type        = "service"
  priority    = 60

  meta {
    category = "platform-services"
  }

  update {
    max_parallel     = 1
    health_check     = "checks"
    min_healthy_time = "15s"
    healthy_deadline = "5m"
    auto_revert      = true
  }

  group "server" {
    count          = 1
    shutdown_delay = "5s"

    network {
      port "http" {
        to = 8080
      }
    }

    # Needed on the client: host_volume "my-registry-data".
    volume "data" {
      type   = "host"
      source = "my-registry-data"
    }

    service {
      name = "my-registry"
      port = "http"

      check {
        name     = "my-registry-http"
        type     = "http"
        path     = "/health"
        port     = "http"
        interval = "15s"
        timeout  = "3s"
      }
    }

    task "server" {
      driver       = "docker"
      kill_timeout = "30s"

      config {
        image = "example/my-registry:1.0.0"
        ports = ["http"]
      }

      volume_mount {
        volume      = "data"
        destination = "/var/lib/registry"
      }

      resources {
        cpu    = 300
        memory = 512
      }
    }
  }
}
