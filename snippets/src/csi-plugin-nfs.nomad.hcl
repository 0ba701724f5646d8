# prefix: csi-plugin-nfs
# name: CSI plugin for NFS
# description: A whole job that runs the NFS storage plugin on every node, as controller and node in one.
# scope: file
# 1: csi-plugin-nfs
# 2: nfs (id)
# 3: v4.9.0

job "csi-plugin-nfs" {
  datacenters = ["dc1"]
  type        = "system"

  group "plugin" {
    task "plugin" {
      driver = "docker"

      config {
        image = "registry.k8s.io/sig-storage/nfsplugin:v4.9.0"
        args = [
          "--drivername=nfs.csi.k8s.io",
          "--endpoint=unix:///csi/csi.sock",
          "--nodeid=${node.unique.name}",
        ]
        # Mounting for other containers needs both; the client must allow privileged containers.
        network_mode = "host"
        privileged   = true
      }

      csi_plugin {
        id             = "nfs"
        type           = "monolith"
        mount_dir      = "/csi"
        health_timeout = "30s"
      }

      resources {
        cpu    = 100
        memory = 128
      }
    }
  }
}
