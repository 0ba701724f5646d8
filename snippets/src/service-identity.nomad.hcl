# prefix: service-identity
# name: Service with a workload identity for Consul
# description: Needed where the servers have no consul.service_identity of their own; without it such a cluster answers 403.
# scope: service
# 1: consul.io
# 2: 1h

identity {
  aud = ["consul.io"]
  ttl = "1h"
}
