# Every mark in this file is deliberate. Put the cursor on one: the light bulb repairs most of them.
job "mistakes" {
  datacenters = ["dc1"]

  # There is no such type: a batch job with a periodic block is what repeats.
  type = "periodic"

  group "web" {
    count = 2

    network {
      # Fixed on the host, and no load balancer: the second instance finds it taken on the same node.
      port "web" {
        static = 8443
      }

      # Nobody uses this one.
      port "metrics" {
        to = 9090
      }
    }

    # A CSI volume needs access_mode and attachment_mode.
    volume "wiki-data" {
      type   = "csi"
      source = "wiki-data"
    }

    service {
      name = "mistakes"
      # No port has this label. Nomad accepts it, and the service has no address.
      port = "http"

      check {
        # No path: an http check has to ask for something.
        type     = "http"
        interval = "10s"
        timeout  = "20s"
      }
    }

    task "server" {
      driver = "docker"

      # One level too deep: the disk belongs to the group.
      ephemeral_disk {
        size = 500
      }

      config {
        # A tag that moves: two nodes may run two programs.
        image = "example/wiki:latest"
        # Again no such port; this one fails when the task starts.
        ports = ["wbe"]
      }

      # The volume is called wiki-data.
      volume_mount {
        volume      = "wiki-dta"
        destination = "/data"
        # The size is a matter of the volume's spec, not of its mount.
        size = "50GiB"
      }

      # The metadata of the node is ${meta.storage}.
      constraint {
        attribute = "${node.meta.storage}"
        value     = "ssd"
      }

      env {
        # Not a template: this text reaches the task as it is.
        LOG_LEVEL = "{{ keyOrDefault \"mistakes/log_level\" \"info\" }}"
        # Readable for everyone who may read the job.
        DB_PASSWORD = "hunter2"
      }

      # Not declared anywhere.
      user = var.user

      resources {
        # A number of MHz.
        cpu    = "half"
        memory = 256
      }

      # 300 is a number of nanoseconds here; a duration is text, such as "300s".
      kill_timeout = 300
    }
  }
}
