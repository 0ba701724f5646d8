# Unknown, missing and misplaced names, wrong values.
job "names" {
  type = "periodic"
  #      ^^^^^^^^^^ error job/unknown-type: of type "batch" and has a "periodic" block
  count = 2
  #^^^^ error structure/wrong-level: "count" belongs in a "group" block
  group "web" {
    cuont = 3
    #^^^^ error schema/unknown-attribute: Did you mean "count"?
    task "server" {
      driver       = "exec"
      kill_timeout = "5"
      #              ^^^ error schema/duration: has no unit
      config {
        command = "/bin/app"
        arg     = ["x"]
        #^^ warning schema/unknown-attribute: Did you mean "args"?
      }
      ephemeral_disk {
      #^^^^^^^^^^^^^ error structure/wrong-level: "ephemeral_disk" belongs in the group block
        size = 500
      }
      resources {
        memory = "lots"
        #        ^^^^^^ error schema/type
      }
      resources {
      #^^^^^^^^ error schema/too-many-blocks: Only one "resources" block
        cpu = 100
      }
    }
  }
  group {
  #^^^^ error structure/label-count: needs a label: name
    task "worker" {
      driver = "exec"
      config {
        command = "/bin/worker"
      }
      resources {
        cpu = 100
      }
    }
  }
}
