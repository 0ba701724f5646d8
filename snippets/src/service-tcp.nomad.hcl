# prefix: service-tcp
# name: TCP service with a check
# description: For databases and queues: well when the port accepts a connection.
# scope: group
# 1: postgres (name)
# 2: db (port)
# 3: consul | nomad

service {
  name     = "postgres"
  port     = "db"
  provider = "consul"

  check {
    name     = "postgres-tcp"
    type     = "tcp"
    port     = "db"
    interval = "10s"
    timeout  = "2s"
  }
}
