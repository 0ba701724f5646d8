job "web" {
  datacenters = ["dc1"]
  type        = "service"

  group "web" {
    count = 2

    shutdown_delay = "5s"

    network {
      mode = "bridge"
      port "http" {
        to = 8080
      }
    }

    service {
      name     = "web"
      port     = "http"
      provider = "nomad"

      check {
        name     = "web-http"
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
        image = "example/web:1.4"
        ports = ["http"]
      }

      resources {
        cpu    = 100
        memory = 128
      }
    }
  }
}
