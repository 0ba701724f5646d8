# Several tasks that share a network: Redis starts first and stays, the server and its worker find it on localhost.
variable "image" {
  type        = string
  default     = "netboxcommunity/netbox:v4.2-3.1.0"
  description = "The NetBox image that the server and the worker run."
}

locals {
  # Secrets come from a Nomad variable, the database's address from its service.
  environment = <<-EOT
    {{ with nomadVar "nomad/jobs/netbox" }}
    SECRET_KEY={{ .secret_key }}
    DB_PASSWORD={{ .db_password }}
    {{ end }}
    {{ range service "postgres" }}
    DB_HOST={{ .Address }}
    DB_PORT={{ .Port }}
    {{ end }}
  EOT
}

job "netbox" {
  datacenters = ["dc1"]
  type        = "service"
  priority    = 60

  update {
    max_parallel     = 1
    health_check     = "checks"
    min_healthy_time = "15s"
    healthy_deadline = "10m"
    auto_revert      = true
    # Migrations of the database take their time on the first start.
    progress_deadline = "15m"
  }

  group "netbox" {
    count          = 1
    shutdown_delay = "5s"

    consul {}

    network {
      mode = "bridge"

      port "http" {
        to = 8080
      }
    }

    volume "media" {
      type            = "csi"
      source          = "netbox-media-prod"
      access_mode     = "single-node-writer"
      attachment_mode = "file-system"
    }

    service {
      name = "netbox"
      port = "http"
      tags = [
        "traefik.enable=true",
        "traefik.http.routers.netbox.rule=Host(`netbox.example.com`)",
        "traefik.http.routers.netbox.entrypoints=websecure",
        "traefik.http.routers.netbox.tls=true",
      ]

      check {
        name     = "netbox-http"
        type     = "http"
        path     = "/login/"
        port     = "http"
        interval = "15s"
        timeout  = "3s"
      }
    }

    task "redis" {
      driver = "docker"

      lifecycle {
        hook    = "prestart"
        sidecar = true
      }

      config {
        image = "redis:7-alpine"
        args  = ["redis-server", "--save", ""]
      }

      resources {
        cpu    = 100
        memory = 128
      }
    }

    task "server" {
      driver       = "docker"
      kill_timeout = "30s"

      config {
        image = var.image
      }

      env {
        DB_NAME     = "netbox"
        DB_USER     = "netbox"
        REDIS_HOST  = "localhost"
        MEDIA_ROOT  = "/media"
        TIME_ZONE   = "Europe/Berlin"
        CORS_ORIGIN = "https://netbox.example.com"
      }

      template {
        destination = "${NOMAD_SECRETS_DIR}/netbox.env"
        env         = true
        data        = local.environment
      }

      volume_mount {
        volume      = "media"
        destination = "/media"
      }

      resources {
        cpu    = 500
        memory = 1024
      }
    }

    task "worker" {
      driver       = "docker"
      kill_timeout = "60s"

      config {
        image   = var.image
        command = "/opt/netbox/venv/bin/python"
        args    = ["/opt/netbox/netbox/manage.py", "rqworker"]
      }

      env {
        DB_NAME    = "netbox"
        DB_USER    = "netbox"
        REDIS_HOST = "localhost"
      }

      template {
        destination = "${NOMAD_SECRETS_DIR}/netbox.env"
        env         = true
        data        = local.environment
      }

      resources {
        cpu    = 200
        memory = 512
      }
    }
  }
}
