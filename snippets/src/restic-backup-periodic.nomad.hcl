# prefix: restic-backup-periodic
# name: Nightly backup of a volume with restic
# description: A whole job: a periodic batch that reads a host volume and sends it to a restic repository.
# scope: file
# 1: wiki-backup
# 2: 30 2 * * *
# 3: Europe/Berlin
# 4: wiki-data
# 5: s3:https://s3.example.com/backup

job "wiki-backup" {
  datacenters = ["dc1"]
  type        = "batch"

  periodic {
    crons            = ["30 2 * * *"]
    time_zone        = "Europe/Berlin"
    prohibit_overlap = true
  }

  group "backup" {
    volume "data" {
      type      = "host"
      source    = "wiki-data"
      read_only = true
    }

    restart {
      attempts = 2
      interval = "30m"
      delay    = "1m"
      mode     = "fail"
    }

    task "restic" {
      driver = "docker"

      config {
        image = "restic/restic:0.17.3"
        args  = ["backup", "/data", "--host", "wiki-backup", "--tag", "nomad"]
      }

      # nomad var put nomad/jobs/wiki-backup password=… access_key=… secret_key=…
      template {
        destination = "${NOMAD_SECRETS_DIR}/restic.env"
        env         = true
        data        = <<-EOT
          RESTIC_REPOSITORY=s3:https://s3.example.com/backup
          {{ with nomadVar "nomad/jobs/wiki-backup" }}
          RESTIC_PASSWORD={{ .password }}
          AWS_ACCESS_KEY_ID={{ .access_key }}
          AWS_SECRET_ACCESS_KEY={{ .secret_key }}
          {{ end }}
        EOT
      }

      volume_mount {
        volume      = "data"
        destination = "/data"
        read_only   = true
      }

      resources {
        cpu    = 500
        memory = 512
      }
    }
  }
}
