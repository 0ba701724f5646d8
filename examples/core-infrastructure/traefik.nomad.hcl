# The load balancer: the one job that may have ports 80 and 443.
job "traefik" {
  datacenters = ["dc1"]
  type        = "service"
  priority    = 80

  # Only on the nodes to which DNS points.
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

  group "traefik" {
    count          = 1
    shutdown_delay = "10s"

    network {
      port "http" {
        static = 80
      }

      port "https" {
        static = 443
      }

      # The dashboard needs no fixed port: it is found by its service.
      port "admin" {
        to = 8080
      }
    }

    # Certificates must outlive the allocation. On the client:
    #   host_volume "traefik-certs" { path = "/opt/nomad-volumes/traefik-certs" }
    volume "certs" {
      type   = "host"
      source = "traefik-certs"
    }

    service {
      name = "traefik"
      port = "admin"
      tags = ["admin"]

      check {
        name     = "traefik-http"
        type     = "http"
        path     = "/ping"
        port     = "admin"
        interval = "10s"
        timeout  = "2s"
      }
    }

    task "traefik" {
      driver       = "docker"
      kill_timeout = "30s"

      config {
        image   = "traefik:v3.3"
        ports   = ["http", "https", "admin"]
        volumes = ["local/traefik.yml:/etc/traefik/traefik.yml:ro"]
      }

      volume_mount {
        volume      = "certs"
        destination = "/certs"
      }

      template {
        destination = "${NOMAD_TASK_DIR}/traefik.yml"
        change_mode = "restart"
        data        = <<-EOT
          entryPoints:
            web:
              address: ":80"
            websecure:
              address: ":443"
            traefik:
              address: ":8080"
          ping: {}
          api:
            dashboard: true
          providers:
            consulCatalog:
              exposedByDefault: false
              endpoint:
                address: '{{ env "NOMAD_HOST_IP_admin" }}:8500'
          certificatesResolvers:
            letsencrypt:
              acme:
                email: ops@example.com
                storage: /certs/acme.json
                httpChallenge:
                  entryPoint: web
        EOT
      }

      resources {
        cpu    = 500
        memory = 256
      }
    }
  }
}
