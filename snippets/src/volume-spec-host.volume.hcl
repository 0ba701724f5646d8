# prefix: volume-spec-host
# name: Volume spec: dynamic host volume
# description: For "nomad volume create" (Nomad 1.10 and later): makes a folder on a node that fits. mkdir does not limit its size.
# scope: file
# 1: wiki-data
# 2: single-node-writer | single-node-single-writer | single-node-multi-writer | single-node-reader-only
# 3: linux
# 4: 0750
# 5: 999

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

# Owner and permissions of the folder, as the image expects them.
parameters {
  mode = "0750"
  uid  = "999"
  gid  = "999"
}
