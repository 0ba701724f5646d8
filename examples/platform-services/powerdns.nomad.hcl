# DNS for the house: 53 is fixed because resolvers ask nowhere else, the API is dynamic.
job "powerdns" {
  datacenters = ["dc1"]
  type        = "service"
  priority    = 70

  group "dns" {
    count          = 1
    shutdown_delay = "5s"

    network {
      port "dns" {
        static = 53
      }

      port "api" {
        to = 8081
      }
    }

    volume "data" {
      type   = "host"
      source = "powerdns-data"
    }

    service {
      name = "powerdns-dns"
      port = "dns"

      check {
        name     = "powerdns-dns-tcp"
        type     = "tcp"
        port     = "dns"
        interval = "10s"
        timeout  = "2s"
      }
    }

    service {
      name = "powerdns-api"
      port = "api"
      tags = [
        "traefik.enable=true",
        "traefik.http.routers.powerdns-api.rule=Host(`dns.example.com`)",
        "traefik.http.routers.powerdns-api.entrypoints=websecure",
        "traefik.http.routers.powerdns-api.tls=true",
      ]

      check {
        name     = "powerdns-api-tcp"
        type     = "tcp"
        port     = "api"
        interval = "15s"
        timeout  = "3s"
      }
    }

    task "server" {
      driver = "docker"

      config {
        image = "powerdns/pdns-auth-49:4.9.3"
        ports = ["dns", "api"]
      }

      volume_mount {
        volume      = "data"
        destination = "/var/lib/powerdns"
      }

      # nomad var put nomad/jobs/powerdns api_key=…
      template {
        destination = "${NOMAD_SECRETS_DIR}/powerdns.env"
        env         = true
        data        = <<-EOT
          {{ with nomadVar "nomad/jobs/powerdns" }}
          PDNS_AUTH_API_KEY={{ .api_key }}
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
