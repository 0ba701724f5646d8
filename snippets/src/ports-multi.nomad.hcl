# prefix: ports-multi
# name: Several dynamic ports
# description: Traffic, metrics and administration apart, all dynamic.
# scope: group
# 1: 8080
# 2: 9090
# 3: 8081

network {
  port "http" {
    to = 8080
  }

  port "metrics" {
    to = 9090
  }

  port "admin" {
    to = 8081
  }
}
