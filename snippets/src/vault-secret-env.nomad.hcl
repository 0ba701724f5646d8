# prefix: vault-secret-env
# name: Environment from a Vault secret
# description: A key-value secret (version 2) as environment of the task. The role is tied to the workload identity.
# scope: task
# 1: nomad-workloads
# 2: secret/data/web

vault {
  role = "nomad-workloads"
}

template {
  destination = "${NOMAD_SECRETS_DIR}/vault.env"
  env         = true
  change_mode = "restart"
  data        = <<-EOT
    {{ with secret "secret/data/web" }}
    DB_PASSWORD={{ .Data.data.password | toJSON }}
    {{ end }}
  EOT
}
