# prefix: nomad-var-env
# name: Environment from a Nomad variable
# description: Secrets without Vault. A task may read nomad/jobs and what lies below it under its own job's name.
# scope: task
# 1: nomad/jobs/web

# nomad var put nomad/jobs/web db_password=…
template {
  destination = "${NOMAD_SECRETS_DIR}/nomad.env"
  env         = true
  change_mode = "restart"
  data        = <<-EOT
    {{ with nomadVar "nomad/jobs/web" }}
    DB_PASSWORD={{ .db_password }}
    {{ end }}
  EOT
}
