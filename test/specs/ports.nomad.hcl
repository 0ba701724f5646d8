# Static ports are house policy; labels must be declared.
job "ports" {
  group "web" {
    network {
      port "http" {
        to = 8080
      }
      port "dns" {
        static = 53
      }
      port "admin" {
        static = 8443
        #^^^^^^^^^^^^ warning port/static-not-allowed: Port "admin" is fixed to 8443
      }
      port "legacy" {
        # legacy: the meters of the old building send to this number
        static = 9333
        #^^^^^^^^^^^^ information port/static-legacy: the meters of the old building send to this number
      }
      port "quiet" {
        static = 9100 # nomad-lint: allow port/static-not-allowed scraped from outside
        #^^^^^^^^^^^^ information port/static-legacy: scraped from outside
      }
      port "twice" {
        static = 53
        #^^^^^^^^^^ error port/static-duplicate: Port "twice" and port "dns" both claim 53
      }
    }

    service {
      name     = "web"
      port     = "htpp"
      #          ^^^^^^ warning port/label-undefined: Did you mean "http"?
      provider = "nomad"
      check {
        name     = "web-tcp"
        type     = "tcp"
        port     = "http"
        interval = "10s"
        timeout  = "2s"
      }
    }

    shutdown_delay = "5s"

    task "server" {
      driver = "docker"
      config {
        image = "example/web:1.4"
        ports = ["http", "metrics"]
        #                ^^^^^^^^^ warning port/label-undefined: No port "metrics" in group "web"
      }
      resources {
        memory = 256
      }
    }
  }
}
