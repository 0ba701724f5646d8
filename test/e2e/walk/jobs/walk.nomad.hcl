# What the walk plans, runs, changes, breaks and repairs.
job "walk" {
  type = "service"

  group "app" {
    count = 1

    update {
      min_healthy_time  = "1s"
      healthy_deadline  = "15s"
      progress_deadline = "20s"
    }

    restart {
      attempts = 0
      mode     = "fail"
    }

    reschedule {
      attempts  = 0
      unlimited = false
    }

    task "main" {
      driver = "raw_exec"

      config {
        command = "/bin/sh"
        args    = ["${NOMAD_TASK_DIR}/start.sh"]
      }

      template {
        destination = "local/start.sh"
        data        = <<-EOF
          echo "walking since $(date +%H:%M)"
          echo "careful" >&2
          exec sleep 600
        EOF
      }

      kill_timeout = "1s"

      resources {
        cpu    = 20
        memory = 16
      }
    }
  }
}
