# prefix: job-application
# name: Job: application behind Traefik
# description: A whole job for users: several instances, a canary first, published by host name, secrets from a Nomad variable.
# scope: file
# 1: my-app
# 2: dc1
# 3: 2 (count)
# 4: my-app.example.com
# 5: example/my-app:1.0.0
# 6: 8080
# 7: /health

job "my-app" {
  datacenters = ["dc1"]
  type        = "service"

  meta {
    category = "applications"
  }

  update {
    max_parallel     = 1
    canary           = 1
    auto_promote     = true
    auto_revert      = true
    health_check     = "checks"
    min_healthy_time = "10s"
    healthy_deadline = "3m"
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
      name = "my-app"
      port = "http"
      tags = [
        "traefik.enable=true",
        "traefik.http.routers.my-app.rule=Host(`my-app.example.com`)",
        "traefik.http.routers.my-app.entrypoints=websecure",
        "traefik.http.routers.my-app.tls=true",
      ]

      check {
        name     = "my-app-http"
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
        image = "example/my-app:1.0.0"
        ports = ["http"]
      }

      # nomad var put nomad/jobs/my-app db_password=…
      template {
        destination = "${NOMAD_SECRETS_DIR}/app.env"
        env         = true
        data        = <<-EOT
          {{ with nomadVar "nomad/jobs/my-app" }}
          DB_PASSWORD={{ .db_password }}
          {{ end }}
        EOT
      }

      resources {
        cpu    = 200
        memory = 256
      }
    }
  }
}
