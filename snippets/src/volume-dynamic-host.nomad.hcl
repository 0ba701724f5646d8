# prefix: volume-dynamic-host
# name: Dynamic host volume and a task that mounts it
# description: Data on one node, made by "nomad volume create" from a volume spec of type host. sticky brings an allocation back to its own volume.
# scope: group
# 1: data (volume)
# 2: wiki-data
# 3: single-node-writer | single-node-single-writer | single-node-multi-writer | single-node-reader-only
# 4: wiki (task)
# 5: example/wiki:1.4
# 6: /var/lib/wiki

volume "data" {
  type            = "host"
  source          = "wiki-data"
  access_mode     = "single-node-writer"
  attachment_mode = "file-system"
  sticky          = true
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
