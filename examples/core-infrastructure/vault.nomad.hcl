# REFERENCE ONLY - do not use. Vault runs outside of Nomad here: the jobs need it before Nomad could start it.
# The extension refuses to run this file; it knows it by its name.
job "vault" {
  datacenters = ["dc1"]
  type        = "service"

  group "vault" {
    count          = 1
    shutdown_delay = "10s"

    network {
      port "api" {
        # static: other Vault servers and its clients have this address in their configuration
        static = 8200
      }

      port "cluster" {
        # static: other Vault servers have this address in their configuration
        static = 8201
      }
    }

    volume "data" {
      type   = "host"
      source = "vault-data"
    }

    service {
      name = "vault"
      port = "api"

      check {
        name     = "vault-http"
        type     = "http"
        path     = "/v1/sys/health?standbyok=true"
        port     = "api"
        interval = "10s"
        timeout  = "2s"
      }
    }

    task "server" {
      driver = "docker"

      config {
        image   = "hashicorp/vault:1.18"
        ports   = ["api", "cluster"]
        args    = ["server"]
        cap_add = ["ipc_lock"]
        volumes = ["local/vault.hcl:/vault/config/vault.hcl:ro"]
      }

      volume_mount {
        volume      = "data"
        destination = "/vault/file"
      }

      template {
        destination = "${NOMAD_TASK_DIR}/vault.hcl"
        data        = <<-EOT
          storage "raft" {
            path    = "/vault/file"
            node_id = "{{ env "node.unique.name" }}"
          }
          listener "tcp" {
            address         = "0.0.0.0:8200"
            cluster_address = "0.0.0.0:8201"
            tls_disable     = true
          }
          api_addr     = "http://{{ env "NOMAD_HOST_ADDR_api" }}"
          cluster_addr = "https://{{ env "NOMAD_HOST_ADDR_cluster" }}"
        EOT
      }

      resources {
        cpu    = 500
        memory = 512
      }
    }
  }
}
