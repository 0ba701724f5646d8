# prefix: vault-db-creds
# name: Database credentials from Vault
# description: A database user made for this allocation, with an end; when Vault makes a new one, the task restarts. The address comes from Consul.
# scope: task
# 1: nomad-workloads
# 2: database/creds/web
# 3: postgres

consul {}

vault {
  role = "nomad-workloads"
}

template {
  destination = "${NOMAD_SECRETS_DIR}/database.env"
  env         = true
  change_mode = "restart"
  data        = <<-EOT
    {{ with secret "database/creds/web" }}
    DB_USER={{ .Data.username | toJSON }}
    DB_PASSWORD={{ .Data.password | toJSON }}
    {{ end }}
    {{ range service "postgres" }}
    DB_ADDR={{ .Address }}:{{ .Port }}
    {{ end }}
  EOT
}
