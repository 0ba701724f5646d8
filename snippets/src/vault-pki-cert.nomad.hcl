# prefix: vault-pki-cert
# name: Certificate from Vault
# description: Key, certificate and chain in one file, renewed in time; the task is told by a signal.
# scope: task
# 1: nomad-workloads
# 2: pki_int/issue/web
# 3: web.service.consul
# 4: 72h

vault {
  role = "nomad-workloads"
}

template {
  destination   = "${NOMAD_SECRETS_DIR}/tls.pem"
  perms         = "0600"
  change_mode   = "signal"
  change_signal = "SIGHUP"
  data          = <<-EOT
    {{ with pkiCert "pki_int/issue/web" "common_name=web.service.consul" "ttl=72h" }}
    {{ .Key }}
    {{ .Cert }}
    {{ .CA }}
    {{ end }}
  EOT
}
