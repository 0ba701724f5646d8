# An application with data of its own: a dynamic host volume (../volumes/wiki-data.volume.hcl), behind Traefik.
variable "version" {
  type        = string
  description = "Version of the image."
  default     = "2.5"
}

variable "hostname" {
  type        = string
  description = "Name under which users reach the wiki."
  default     = "wiki.example.com"
}

job "wiki" {
  datacenters = ["dc1"]
  type        = "service"

  update {
    max_parallel     = 1
    health_check     = "checks"
    min_healthy_time = "10s"
    healthy_deadline = "5m"
    auto_revert      = true
  }

  group "web" {
    count          = 1
    shutdown_delay = "5s"

    network {
      port "http" {
        to = 3000
      }
    }

    volume "wiki-data" {
      type            = "host"
      source          = "wiki-data"
      access_mode     = "single-node-writer"
      attachment_mode = "file-system"
      # A replacement goes back to the node, and the volume, that it had.
      sticky = true
    }

    service {
      name = "wiki"
      port = "http"
      tags = [
        "traefik.enable=true",
        "traefik.http.routers.wiki.rule=Host(`${var.hostname}`)",
        "traefik.http.routers.wiki.entrypoints=websecure",
        "traefik.http.routers.wiki.tls=true",
        "traefik.http.routers.wiki.tls.certresolver=letsencrypt",
      ]

      check {
        name     = "wiki-http"
        type     = "http"
        path     = "/healthz"
        port     = "http"
        interval = "15s"
        timeout  = "3s"
      }
    }

    task "wiki" {
      driver       = "docker"
      kill_timeout = "30s"

      config {
        image = "requarks/wiki:${var.version}"
        ports = ["http"]
      }

      env {
        DB_TYPE     = "sqlite"
        DB_FILEPATH = "/data/wiki.sqlite"
      }

      volume_mount {
        volume      = "wiki-data"
        destination = "/data"
      }

      resources {
        cpu    = 300
        memory = 512
      }
    }
  }
}
