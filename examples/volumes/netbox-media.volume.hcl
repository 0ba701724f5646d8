# nomad volume create volumes/netbox-media.volume.hcl   (needs the NFS storage plugin)
id        = "netbox-media-prod"
name      = "netbox-media-prod"
type      = "csi"
plugin_id = "nfs"

capacity_min = "5GiB"
capacity_max = "20GiB"

capability {
  access_mode     = "single-node-writer"
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
