# prefix: volume-csi
# name: CSI volume and a task that mounts it
# description: Data that follows the allocation to another node. Both modes are required, and the volume must be registered or created before.
# scope: group
# 1: data (volume)
# 2: wiki-data-prod
# 3: single-node-writer | multi-node-multi-writer | multi-node-single-writer | single-node-reader-only | multi-node-reader-only
# 4: file-system | block-device
# 5: wiki (task)
# 6: example/wiki:1.4
# 7: /var/lib/wiki

volume "data" {
  type            = "csi"
  source          = "wiki-data-prod"
  access_mode     = "single-node-writer"
  attachment_mode = "file-system"
}

task "wiki" {
  driver = "docker"

  config {
    image = "example/wiki:1.4"
  }

  volume_mount {
    volume      = "data"
    destination = "/var/lib/wiki"
  }
}
