# A dynamic block is judged by itself, whether it writes anything or not.
locals {
  names = ["http"]
}

job "dynamic" {
  group "web" {
    network {
      dynamic "port" {
        for_each = local.names
        iterator = null
        labels   = ["http"]
        content {}
      }
      dynamic "port" {
        for_each = []
        labels   = local.names
                 # ^^^^^^^^^^^ error expression/labels: labels is a list that is written out
        content {}
      }
      dynamic "port" {
        for_each = {}
        labels   = ["a", "b"]
                       # ^^^ error structure/label-count: A "port" block has one label, not 2
        content {}
      }
      dynamic "port" {
        for_each = []
        labels   = []
                 # ^^ error structure/label-count: A "port" block has one label, not 0
        content {}
      }
      dynamic "port" {
    # ^^^^^^^ error structure/label-count: A "port" block has a label
        for_each = 3
                 # ^ error expression/for: for_each needs a list, set, map, tuple or object, not a number
        iterator = "item"
                 # ^^^^^^ error expression/iterator: iterator is a bare word
        content {}
      }
    }

    task "server" {
      driver = "docker"
      config {
        image = "example/web:1.4"
      }
      dynamic "template" {
        for_each = ["a"]
        labels   = ["b"]
      # ^^^^^^ error schema/unknown-attribute: A "template" block has no label
        contents {}
      # ^^^^^^^^ error schema/unknown-block: put "contents" inside it
        content "c" {
              # ^^^ error structure/label-count: A content block has no label
          data        = "a"
          destination = "local/a"
        }
      }
      resources {
        memory = 256
      }
    }
  }
}
