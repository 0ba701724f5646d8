# prefix: volume-nfs
# name: NFS volume by CSI and a task that mounts it
# description: Files that several nodes read and write. Not for databases: file locks over NFS are not to be relied on.
# scope: group
# 1: shared (volume)
# 2: media-shared-prod
# 3: media (task)
# 4: example/media:2.1
# 5: /srv/media

volume "shared" {
  type            = "csi"
  source          = "media-shared-prod"
  access_mode     = "multi-node-multi-writer"
  attachment_mode = "file-system"

  mount_options {
    mount_flags = ["nfsvers=4.1", "noatime"]
  }
}

task "media" {
  driver = "docker"

  config {
    image = "example/media:2.1"
  }

  volume_mount {
    volume      = "shared"
    destination = "/srv/media"
  }
}
