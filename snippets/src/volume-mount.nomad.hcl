# prefix: volume-mount
# name: Mount of a volume of the group
# description: Where a task sees a volume that its group declares.
# scope: task
# 1: data
# 2: /var/lib/app
# 3: false | true

volume_mount {
  volume      = "data"
  destination = "/var/lib/app"
  read_only   = false
}
