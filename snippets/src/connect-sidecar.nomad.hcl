# prefix: connect-sidecar
# name: Service in the mesh, with an upstream
# description: A sidecar takes traffic in and leads to another service. Bridge mode is required; the port is the one inside.
# scope: group
# 1: web (name)
# 2: 8080
# 3: postgres
# 4: 5432

network {
  mode = "bridge"
}

service {
  name = "web"
  port = "8080"

  connect {
    sidecar_service {
      proxy {
        # The task reaches it at NOMAD_UPSTREAM_ADDR_<name>.
        upstreams {
          destination_name = "postgres"
          local_bind_port  = 5432
        }
      }
    }
  }
}
