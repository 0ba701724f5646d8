# prefix: blue-green-shared
# name: Blue/green with a shared volume
# description: A group whose new version starts in full beside the old one, on the same data, and takes over when promoted.
# scope: job
# 1: web (group, name)
# 2: 2 (count, max_parallel, canary)
# 3: web-shared-prod
# 4: example/web:1.4
# 5: /health

group "web" {
  count          = 2
  shutdown_delay = "10s"

  # As many canaries as instances: both versions stand in full until the promotion.
  update {
    max_parallel = 2
    canary       = 2
    auto_promote = false
    auto_revert  = true
  }

  network {
    port "http" {
      to = 8080
    }
  }

  # Both versions write: only a multi-node-multi-writer volume allows that.
  volume "shared" {
    type            = "csi"
    source          = "web-shared-prod"
    access_mode     = "multi-node-multi-writer"
    attachment_mode = "file-system"
  }

  service {
    name        = "web"
    port        = "http"
    tags        = ["live"]
    canary_tags = ["canary"]

    check {
      name     = "web-http"
      type     = "http"
      path     = "/health"
      port     = "http"
      interval = "15s"
      timeout  = "3s"
    }
  }

  task "server" {
    driver = "docker"

    config {
      image = "example/web:1.4"
      ports = ["http"]
    }

    volume_mount {
      volume      = "shared"
      destination = "/srv/shared"
    }

    resources {
      cpu    = 200
      memory = 256
    }
  }
}
