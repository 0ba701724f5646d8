# prefix: mysql-host
# name: MySQL on a host volume
# description: A group with MySQL, its data on the node, its password from a Nomad variable, found by its service.
# scope: job
# 1: mysql (group, name)
# 2: mysql-data
# 3: local-ssd
# 4: nomad/jobs/mysql

group "mysql" {
  count          = 1
  shutdown_delay = "5s"

  # The data is on one node; this says on which.
  constraint {
    attribute = "${meta.storage}"
    value     = "local-ssd"
  }

  network {
    port "db" {
      to = 3306
    }
  }

  # Needed on the client: host_volume "mysql-data", its folder owned by 999:999.
  volume "data" {
    type   = "host"
    source = "mysql-data"
  }

  service {
    name = "mysql"
    port = "db"

    check {
      name     = "mysql-tcp"
      type     = "tcp"
      port     = "db"
      interval = "10s"
      timeout  = "2s"
    }
  }

  task "server" {
    driver = "docker"
    # The last writes must reach the disk before the task is killed.
    kill_timeout = "30s"

    config {
      image = "mysql:8.4"
      ports = ["db"]
    }

    # nomad var put nomad/jobs/mysql root_password=…
    template {
      destination = "${NOMAD_SECRETS_DIR}/mysql.env"
      env         = true
      data        = <<-EOT
        {{ with nomadVar "nomad/jobs/mysql" }}
        MYSQL_ROOT_PASSWORD={{ .root_password }}
        {{ end }}
      EOT
    }

    volume_mount {
      volume      = "data"
      destination = "/var/lib/mysql"
    }

    resources {
      cpu    = 500
      memory = 1024
    }
  }
}
