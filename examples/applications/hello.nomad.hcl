# Runs on "nomad agent -dev" with raw_exec switched on: two small web servers on dynamic ports of one machine.
# Change the greeting and plan again: the plan shows the line of the template that changes.
variable "greeting" {
  type        = string
  default     = "Hello from Nomad"
  description = "What the page says."
}

job "hello" {
  datacenters = ["*"]
  type        = "service"

  update {
    max_parallel     = 1
    health_check     = "checks"
    min_healthy_time = "2s"
    healthy_deadline = "1m"
    auto_revert      = true
  }

  group "web" {
    count          = 2
    shutdown_delay = "1s"

    network {
      port "http" {}
    }

    # Nomad's own service discovery: no Consul needed.
    service {
      name     = "hello"
      port     = "http"
      provider = "nomad"

      check {
        name     = "hello-http"
        type     = "http"
        path     = "/"
        port     = "http"
        interval = "5s"
        timeout  = "2s"
      }
    }

    task "server" {
      driver = "raw_exec"

      config {
        command  = "/bin/sh"
        args     = ["${NOMAD_TASK_DIR}/serve.sh"]
        work_dir = "${NOMAD_TASK_DIR}"
      }

      template {
        destination = "${NOMAD_TASK_DIR}/www/index.html"
        # The server reads the page anew for every request.
        change_mode = "noop"
        data        = <<-EOT
          <h1>${var.greeting}</h1>
          <p>Allocation {{ env "NOMAD_SHORT_ALLOC_ID" }}, number {{ env "NOMAD_ALLOC_INDEX" }}, on {{ env "node.unique.name" }}.</p>
        EOT
      }

      template {
        destination = "${NOMAD_TASK_DIR}/serve.sh"
        data        = <<-EOT
          echo "listening on port $NOMAD_PORT_http"
          if command -v python3 > /dev/null; then
            exec python3 -u -m http.server "$NOMAD_PORT_http" --directory www
          fi
          if command -v busybox > /dev/null; then
            exec busybox httpd -f -v -p "$NOMAD_PORT_http" -h www
          fi
          echo "neither python3 nor busybox is on this machine" >&2
          exit 1
        EOT
      }

      resources {
        cpu    = 50
        memory = 64
      }
    }
  }
}
