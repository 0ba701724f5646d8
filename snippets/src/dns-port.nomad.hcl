# prefix: dns-port
# name: DNS port and its service
# description: 53 fixed on the host, because resolvers ask nowhere else.
# scope: group
# 1: dns-server

network {
  port "dns" {
    static = 53
  }
}

service {
  name = "dns-server"
  port = "dns"

  check {
    name     = "dns-server-tcp"
    type     = "tcp"
    port     = "dns"
    interval = "10s"
    timeout  = "2s"
  }
}
