# prefix: volume-spec-csi
# name: Volume spec: CSI volume on NFS
# description: For "nomad volume create". The parameters are those of the plugin nfs.csi.k8s.io; other plugins have others.
# scope: file
# 1: media-shared-prod
# 2: nfs (plugin_id)
# 3: 10GiB
# 4: 50GiB
# 5: multi-node-multi-writer | single-node-writer | multi-node-single-writer | multi-node-reader-only | single-node-reader-only
# 6: nfs.example.com
# 7: /export/nomad

id        = "media-shared-prod"
name      = "media-shared-prod"
type      = "csi"
plugin_id = "nfs"

capacity_min = "10GiB"
capacity_max = "50GiB"

capability {
  access_mode     = "multi-node-multi-writer"
  attachment_mode = "file-system"
}

mount_options {
  fs_type     = "nfs"
  mount_flags = ["nfsvers=4.1", "noatime"]
}

parameters {
  server = "nfs.example.com"
  share  = "/export/nomad"
}
