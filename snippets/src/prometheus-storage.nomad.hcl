# prefix: prometheus-storage
# name: Prometheus with its data on a volume
# description: A group with Prometheus, two weeks of data on a host volume, targets from Consul.
# scope: job
# 1: prometheus (group, name)
# 2: prometheus-data
# 3: 15d

group "prometheus" {
  count          = 1
  shutdown_delay = "5s"

  network {
    port "http" {
      to = 9090
    }
  }

  # Needed on the client: host_volume "prometheus-data", its folder owned by 65534:65534.
  volume "data" {
    type   = "host"
    source = "prometheus-data"
  }

  service {
    name = "prometheus"
    port = "http"

    check {
      name     = "prometheus-http"
      type     = "http"
      path     = "/-/ready"
      port     = "http"
      interval = "15s"
      timeout  = "3s"
    }
  }

  task "server" {
    driver = "docker"
    user   = "65534:65534"

    config {
      image   = "prom/prometheus:v3.1.0"
      ports   = ["http"]
      args    = ["--config.file=/etc/prometheus/prometheus.yml", "--storage.tsdb.path=/prometheus", "--storage.tsdb.retention.time=15d"]
      volumes = ["local/prometheus.yml:/etc/prometheus/prometheus.yml:ro"]
    }

    template {
      destination   = "${NOMAD_TASK_DIR}/prometheus.yml"
      change_mode   = "signal"
      change_signal = "SIGHUP"
      data          = <<-EOT
        global:
          scrape_interval: 30s
        scrape_configs:
          - job_name: nomad
            metrics_path: /v1/metrics
            params:
              format: [prometheus]
            consul_sd_configs:
              - server: '{{ env "NOMAD_HOST_IP_http" }}:8500'
                services: [nomad-client, nomad]
                tags: [http]
      EOT
    }

    volume_mount {
      volume      = "data"
      destination = "/prometheus"
    }

    resources {
      cpu    = 500
      memory = 1024
    }
  }
}
