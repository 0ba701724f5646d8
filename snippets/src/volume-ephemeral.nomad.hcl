# prefix: volume-ephemeral
# name: Ephemeral disk and a task that uses it
# description: Scratch space and caches. Fast and simple, and gone with the allocation: sticky only tries to keep it across updates.
# scope: group
# 1: 500
# 2: app (task)
# 3: nginx:1.27-alpine

ephemeral_disk {
  size    = 500 # MB
  sticky  = true
  migrate = true
}

task "app" {
  driver = "docker"

  config {
    image = "nginx:1.27-alpine"
  }

  env {
    # What lies in the data folder of the allocation is what sticky and migrate keep.
    CACHE_DIR = "${NOMAD_ALLOC_DIR}/data"
  }
}
