# prefix: secret-block
# name: Secret without a template
# description: Fetched once before the task starts, then used as ${secret.<label>.<key>} (Nomad 1.11 and later).
# scope: task
# 1: db
# 2: nomad | vault
# 3: nomad/jobs/web
# 4: password

secret "db" {
  provider = "nomad"
  path     = "nomad/jobs/web"
}

env {
  DB_PASSWORD = "${secret.db.password}"
}
