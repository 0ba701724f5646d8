# prefix: service-grpc
# name: gRPC service with a check
# description: Uses the gRPC health protocol, which the program must offer. Consul only.
# scope: group
# 1: orders (name)
# 2: grpc (port)
# 3: orders.v1.Orders
# 4: false | true

service {
  name = "orders"
  port = "grpc"

  check {
    name         = "orders-grpc"
    type         = "grpc"
    grpc_service = "orders.v1.Orders"
    grpc_use_tls = false
    port         = "grpc"
    interval     = "15s"
    timeout      = "3s"
  }
}
