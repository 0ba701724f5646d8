# prefix: lb-ports
# name: Ports of the load balancer
# description: 80 and 443 fixed on the host, for the one load balancer, on the nodes meant for it.
# scope: group
# 1: role
# 2: ingress

# One allocation per node can have these ports: run the load balancer only where DNS points to.
constraint {
  attribute = "${meta.role}"
  value     = "ingress"
}

network {
  port "http" {
    static = 80
  }

  port "https" {
    static = 443
  }
}
