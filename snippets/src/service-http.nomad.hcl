# prefix: service-http
# name: HTTP service with a check
# description: Registers a port under a name and asks a path whether it is well.
# scope: group
# 1: web (name)
# 2: http (port)
# 3: consul | nomad
# 4: /health

service {
  name     = "web"
  port     = "http"
  provider = "consul"

  check {
    name     = "web-http"
    type     = "http"
    path     = "/health"
    port     = "http"
    interval = "15s"
    timeout  = "3s"
  }
}
