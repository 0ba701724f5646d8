# Volumes: declared in the group, mounted in the task.
job "volumes" {
  group "wiki" {
    volume "wiki-data" {
      type   = "host"
      source = "wiki"
    }
    volume "uploads" {
    #^^^^^^^^^^^^^^^ error volume/csi-mode-missing: "access_mode" and "attachment_mode"
      type   = "csi"
      source = "uploads"
    }
    volume "forgotten" {
    #^^^^^^^^^^^^^^^^^ warning volume/unused: No task of group "wiki" mounts volume "forgotten"
      type   = "host"
      source = "forgotten"
    }
    task "app" {
      driver = "docker"
      config {
        image = "example/wiki:7"
      }
      resources {
        memory = 256
      }
      volume_mount {
        volume      = "wiki-dta"
        #             ^^^^^^^^^^ error volume/undefined: Did you mean "wiki-data"?
        destination = "/data"
      }
      volume_mount {
        volume      = "wiki-data"
        destination = "/more"
      }
      volume_mount {
        volume      = "uploads"
        destination = "/uploads"
      }
    }
  }
}
