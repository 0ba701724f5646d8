# prefix: redis-cache
# name: Redis as a cache
# description: A group with Redis that keeps nothing on purpose: when it is gone, the cache fills again.
# scope: job
# 1: cache (group, name)
# 2: 256 (memory)
# 3: 200mb

group "cache" {
  count          = 1
  shutdown_delay = "5s"

  ephemeral_disk {
    size = 300 # MB; a cache needs no volume
  }

  network {
    port "redis" {
      to = 6379
    }
  }

  service {
    name = "cache"
    port = "redis"

    check {
      name     = "cache-tcp"
      type     = "tcp"
      port     = "redis"
      interval = "10s"
      timeout  = "2s"
    }
  }

  task "redis" {
    driver = "docker"

    config {
      image = "redis:7-alpine"
      ports = ["redis"]
      args  = ["redis-server", "--save", "", "--maxmemory", "200mb", "--maxmemory-policy", "allkeys-lru"]
    }

    resources {
      cpu    = 200
      memory = 256
    }
  }
}
