# prefix: migrate-volume-batch
# name: Copy a host volume to a CSI volume
# description: A whole job that runs once: stop the job that writes first, check the copy before the old volume goes.
# scope: file
# 1: migrate-wiki-data
# 2: wiki-data
# 3: wiki-data-prod

job "migrate-wiki-data" {
  datacenters = ["dc1"]
  type        = "batch"

  group "copy" {
    reschedule {
      attempts  = 0
      unlimited = false
    }

    restart {
      attempts = 0
      mode     = "fail"
    }

    volume "from" {
      type      = "host"
      source    = "wiki-data"
      read_only = true
    }

    volume "to" {
      type            = "csi"
      source          = "wiki-data-prod"
      access_mode     = "single-node-writer"
      attachment_mode = "file-system"
    }

    task "copy" {
      driver = "docker"

      config {
        image   = "alpine:3.21"
        command = "/bin/sh"
        args    = ["-c", "cp -av /from/. /to/ && du -s /from /to"]
      }

      volume_mount {
        volume      = "from"
        destination = "/from"
        read_only   = true
      }

      volume_mount {
        volume      = "to"
        destination = "/to"
      }

      resources {
        cpu    = 500
        memory = 256
      }
    }
  }
}
