# Work on demand: every dispatch is a run of its own. Also runs on "nomad agent -dev" with raw_exec switched on.
job "thumbnails" {
  datacenters = ["*"]
  type        = "batch"

  parameterized {
    payload       = "optional"
    meta_required = ["album"]
    meta_optional = ["width"]
  }

  # The value when a dispatch gives none.
  meta {
    width = "320"
  }

  group "work" {
    restart {
      attempts = 1
      delay    = "5s"
      mode     = "fail"
    }

    task "resize" {
      driver = "raw_exec"

      config {
        command = "/bin/sh"
        args    = ["-c", "echo \"album $NOMAD_META_album, $NOMAD_META_width pixels wide\"; cat local/list.txt 2> /dev/null; sleep 2; echo done"]
      }

      dispatch_payload {
        file = "list.txt"
      }

      resources {
        cpu    = 50
        memory = 32
      }
    }
  }
}
