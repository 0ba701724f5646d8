# prefix: port-dynamic-to
# name: Dynamic port, fixed inside
# description: Nomad picks the host port and maps it to the port on which the program listens in its container.
# scope: network
# 1: http (port)
# 2: 8080

port "http" {
  to = 8080
}
