# prefix: network-bridge
# name: Network of the allocation's own
# description: Bridge mode: the tasks of the group share a network, reach each other on localhost, and may use the service mesh.
# scope: group
# 1: http (port)
# 2: 8080

network {
  mode = "bridge"

  port "http" {
    to = 8080
  }
}
