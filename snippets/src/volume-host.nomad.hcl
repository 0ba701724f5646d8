# prefix: volume-host
# name: Static host volume and a task that mounts it
# description: Data on one node, for applications with one instance. The client's configuration must have a host_volume of this name.
# scope: group
# 1: data (volume)
# 2: wiki-data
# 3: wiki (task)
# 4: example/wiki:1.4
# 5: /var/lib/wiki

# Needed on the client: host_volume "wiki-data" { path = "/opt/nomad-volumes/wiki-data" }
volume "data" {
  type      = "host"
  source    = "wiki-data"
  read_only = false
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
