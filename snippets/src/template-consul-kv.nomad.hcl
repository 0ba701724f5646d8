# prefix: template-consul-kv
# name: Environment from Consul KV
# description: Rendered into the environment of the task; a change in Consul restarts it. The consul block gives the task a token of its own.
# scope: task
# 1: web/config
# 2: info

consul {}

template {
  destination = "${NOMAD_SECRETS_DIR}/consul.env"
  env         = true
  change_mode = "restart"
  splay       = "30s"
  data        = <<-EOT
    LOG_LEVEL={{ keyOrDefault "web/config/log_level" "info" }}
  EOT
}
