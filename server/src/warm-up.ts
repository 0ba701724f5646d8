/**
 * V8 compiles what runs often. A job that uses what most jobs use is judged again and again while nobody waits, so that the
 * first file is marked in a third of the time, and the first keys as quickly as later ones.
 */
import type { Analysis } from './analysis';
import { analyze } from './analyze';
import { defaultSettings } from './settings';
import { rememberedFacts } from './workspace/workspace-index';

/** After this many it gets quicker only slowly; together they take about a tenth of a second. */
const times = 40;

/**
 * The first time at once: a file that waits already takes as much less as this took.
 *
 * @param pause returns when nobody waits for an answer
 */
export async function warmUp(pause: () => Promise<void>): Promise<void> {
  for (let i = 0; i < times; i++) {
    judgeSample();
    await pause();
  }
}

/** What it finds is shown to nobody. */
export function judgeSample(): Analysis {
  const analysis = analyze({ uri: 'file:///warm-up.nomad.hcl', languageId: 'nomad', text: sample }, defaultSettings);
  void [analysis.problems, rememberedFacts(analysis)];
  return analysis;
}

const sample = `variable "datacenters" {
  type    = list(string)
  default = ["dc1"]
}

variable "image" {
  type        = string
  default     = "registry.internal/shop:1.4.2"
  description = "What runs"

  validation {
    condition     = strlen(var.image) > 0
    error_message = "The image needs a name."
  }
}

locals {
  name  = "shop"
  hosts = "\${lower(local.name)}.internal"
}

# category: application
job "shop" {
  datacenters = var.datacenters
  type        = "service"

  meta {
    team = "web"
  }

  constraint {
    attribute = "\${attr.kernel.name}"
    value     = "linux"
  }

  update {
    max_parallel     = 1
    min_healthy_time = "15s"
    auto_revert      = true
  }

  group "web" {
    count = 2

    network {
      mode = "bridge"
      port "http" {
        to = 8080
      }
      port "metrics" {
        static = 9102
      }
    }

    volume "media" {
      type      = "host"
      source    = "shop-media"
      read_only = true
    }

    restart {
      attempts = 3
      delay    = "15s"
      interval = "10m"
      mode     = "delay"
    }

    service {
      name = "\${local.name}-\${NOMAD_GROUP_NAME}"
      port = "http"
      tags = ["traefik.enable=true", "traefik.http.routers.shop.rule=Host(\`\${local.hosts}\`)"]

      check {
        type     = "http"
        path     = "/health"
        interval = "10s"
        timeout  = "2s"
      }
    }

    task "server" {
      driver = "docker"

      config {
        image   = var.image
        ports   = ["http", "metrics"]
        args    = ["--listen", ":\${NOMAD_PORT_http}", "--hosts", local.hosts]
        volumes = ["local/shop.toml:/etc/shop.toml"]
      }

      volume_mount {
        volume      = "media"
        destination = "/media"
        read_only   = true
      }

      artifact {
        source      = "https://releases.internal/themes.tar.gz"
        destination = "local/themes"
      }

      vault {
        role = "shop"
      }

      env {
        ZONE  = "\${node.datacenter}"
        MODE  = var.image == "" ? "none" : "live"
        PEERS = join(",", [for dc in var.datacenters : "\${dc}.internal"])
      }

      template {
        data        = <<-EOF
          [database]
          address = "{{ range service "postgres" }}{{ .Address }}:{{ .Port }}{{ end }}"
          password = "{{ with secret "secret/data/shop" }}{{ .Data.data.password }}{{ end }}"
          host = "\${local.hosts}"
        EOF
        destination = "local/shop.toml"
        change_mode = "restart"
      }

      resources {
        cpu    = 200
        memory = 256
      }
    }
  }
}
`;
