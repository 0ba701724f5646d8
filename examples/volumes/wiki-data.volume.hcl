# nomad volume create volumes/wiki-data.volume.hcl      (Nomad 1.10 and later)
name      = "wiki-data"
type      = "host"
plugin_id = "mkdir"

capability {
  access_mode     = "single-node-writer"
  attachment_mode = "file-system"
}

constraint {
  attribute = "${attr.kernel.name}"
  value     = "linux"
}

parameters {
  mode = "0750"
}
