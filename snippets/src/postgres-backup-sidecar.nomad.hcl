# prefix: postgres-backup-sidecar
# name: PostgreSQL with a task that backs it up
# description: A group with PostgreSQL on a host volume, and beside it a task that writes a dump to a second volume once a day.
# scope: job
# 1: postgres (group, name)
# 2: postgres-data
# 3: postgres-backup
# 4: nomad/jobs/postgres
# 5: 86400

group "postgres" {
  count          = 1
  shutdown_delay = "5s"

  network {
    port "db" {
      to = 5432
    }
  }

  # Needed on the client: both host volumes, owned by 999:999.
  volume "data" {
    type   = "host"
    source = "postgres-data"
  }

  volume "backup" {
    type   = "host"
    source = "postgres-backup"
  }

  service {
    name = "postgres"
    port = "db"

    check {
      name     = "postgres-tcp"
      type     = "tcp"
      port     = "db"
      interval = "10s"
      timeout  = "2s"
    }
  }

  task "server" {
    driver       = "docker"
    kill_timeout = "30s"

    config {
      image    = "postgres:16"
      ports    = ["db"]
      shm_size = 268435456
    }

    env {
      PGDATA = "/var/lib/postgresql/data/pgdata"
    }

    # nomad var put nomad/jobs/postgres password=…
    template {
      destination = "${NOMAD_SECRETS_DIR}/postgres.env"
      env         = true
      data        = <<-EOT
        {{ with nomadVar "nomad/jobs/postgres" }}
        POSTGRES_PASSWORD={{ .password }}
        {{ end }}
      EOT
    }

    volume_mount {
      volume      = "data"
      destination = "/var/lib/postgresql/data"
    }

    resources {
      cpu    = 500
      memory = 1024
    }
  }

  task "backup" {
    driver = "docker"

    # Starts after the server, and goes on beside it.
    lifecycle {
      hook    = "poststart"
      sidecar = true
    }

    config {
      image   = "postgres:16"
      command = "/bin/sh"
      args    = ["${NOMAD_TASK_DIR}/backup.sh"]
    }

    template {
      destination = "${NOMAD_SECRETS_DIR}/backup.env"
      env         = true
      data        = <<-EOT
        {{ with nomadVar "nomad/jobs/postgres" }}
        PGPASSWORD={{ .password }}
        {{ end }}
        PGHOST={{ env "NOMAD_HOST_IP_db" }}
        PGPORT={{ env "NOMAD_HOST_PORT_db" }}
        PGUSER=postgres
      EOT
    }

    template {
      destination = "${NOMAD_TASK_DIR}/backup.sh"
      data        = <<-EOT
        while true; do
          name="/backup/$(date +%Y-%m-%d-%H%M).sql.gz"
          pg_dumpall | gzip > "$name.part" && mv "$name.part" "$name"
          find /backup -name '*.sql.gz' -mtime +14 -delete
          sleep 86400
        done
      EOT
    }

    volume_mount {
      volume      = "backup"
      destination = "/backup"
    }

    resources {
      cpu    = 100
      memory = 128
    }
  }
}
