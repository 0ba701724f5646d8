# prefix: service-multi
# name: One program, two services
# description: DNS and its API: two ports, two names, two checks.
# scope: group
# 1: powerdns (name)
# 2: /api/v1/servers/localhost

network {
  port "dns" {
    static = 53
  }

  port "api" {
    to = 8081
  }
}

service {
  name = "powerdns-dns"
  port = "dns"

  check {
    name     = "powerdns-dns-tcp"
    type     = "tcp"
    port     = "dns"
    interval = "10s"
    timeout  = "2s"
  }
}

service {
  name = "powerdns-api"
  port = "api"

  check {
    name     = "powerdns-api-http"
    type     = "http"
    path     = "/api/v1/servers/localhost"
    port     = "api"
    interval = "15s"
    timeout  = "3s"
  }
}
