// Writes a valid, realistic job file of a given number of lines: variables, locals, groups with networks, services,
// volumes and tasks, templates in heredocs. The same length and seed always give the same text.
// usage: gen-job.mjs LINES [SEED]
import { fileURLToPath } from 'node:url';

/**
 * @param lines how long the text is to be; the shortest job has about 150 lines
 * @param seed another seed gives another job of the same kind
 * @returns the text, which Nomad accepts
 */
export function generateJob(lines, seed = 1) {
  const random = randomFrom(seed * 7919 + lines);
  const out = [...head(`generated-${lines}`, random)];
  for (let number = 0; ; number++) {
    let next = group(number, random);
    // A short job needs a short first group: draw again until one fits.
    for (let tries = 0; number === 0 && out.length + next.length >= lines && tries < 500; tries++)
      next = group(number, random);
    if (number > 0 && out.length + next.length >= lines) break;
    out.push(...next);
  }
  while (out.length < lines - 1) out.push(`  # line ${out.length + 1}`);
  return `${out.join('\n')}\n}\n`;
}

const services = ['api', 'web', 'cache', 'queue', 'worker', 'auth', 'search', 'billing', 'mailer', 'gateway'];
const images = ['redis', 'nginx', 'traefik', 'postgres', 'grafana/grafana', 'prom/prometheus', 'rabbitmq'];

const head = (name, random) =>
  `# ${name}: written for measurements.
variable "datacenters" {
  type        = list(string)
  description = "Where the job may run"
  default     = ["dc1", "dc2"]
}

variable "image_tag" {
  type    = string
  default = "${random.upTo(9)}.${random.upTo(20)}.0"
}

variable "replicas" {
  type    = number
  default = ${random.upTo(5)}

  validation {
    condition     = var.replicas > 0
    error_message = "At least one replica is needed."
  }
}

locals {
  registry = "registry.example.com"
  domain   = "\${lower("Example")}.internal"
  labels = {
    team = "platform"
    tier = "backend"
  }
}

job "${name}" {
  region      = "global"
  datacenters = var.datacenters
  type        = "service"
  priority    = 50

  meta {
    owner   = local.labels["team"]
    version = "\${var.image_tag}"
  }

  constraint {
    attribute = "\${attr.kernel.name}"
    value     = "linux"
  }

  update {
    max_parallel      = 2
    min_healthy_time  = "10s"
    healthy_deadline  = "3m"
    progress_deadline = "10m"
    auto_revert       = true
    canary            = 1
  }
`.split('\n');

function group(number, random) {
  const name = `${random.of(services)}-${number}`;
  const volume = random.chance(0.3);
  const parts = [
    `# Group ${number}`,
    `group "${name}" {`,
    `  count          = ${number % 3 === 0 ? 'var.replicas' : random.upTo(5)}`,
    '  shutdown_delay = "5s"',
    '',
    ...indented(network(random)),
    ...indented(service(name, 'http', random)),
    ...(random.chance(0.4) ? indented(service(`${name}-admin`, 'admin', random)) : []),
    ...(volume
      ? indented(lines(`volume "data" {\n  type      = "host"\n  source    = "${name}-data"\n  read_only = true\n}\n`))
      : []),
    ...(random.chance(0.4) ? indented(spread(random)) : []),
    ...(random.chance(0.5) ? indented(reschedule) : []),
    ...indented(task(name, true, volume, random)),
    ...(random.chance(0.5) ? indented(task(`${name}-helper`, false, false, random)) : []),
  ];
  return indented([...withoutLast(parts), '}', '']);
}

const network = (random) =>
  lines(`network {
  mode = "bridge"

  port "http" {
    to = ${8000 + random.upTo(1000)}
  }

  port "admin" {
    to = 9090
  }
}
`);

const service = (name, port, random) =>
  lines(`service {
  name     = "${name}-\${NOMAD_ALLOC_INDEX}"
  provider = "nomad"
  port     = "${port}"
  tags     = ["${name}", "urlprefix-/${name}", "v\${var.image_tag}"]

  check {
    ${random.chance(0.7) ? `type     = "http"\n    path     = "/health?name=${name}"` : 'type     = "tcp"'}
    interval = "${4 + random.upTo(20)}s"
    timeout  = "2s"
  }
}
`);

const spread = (random) =>
  lines(`spread {
  attribute = "\${node.datacenter}"
  weight    = ${random.upTo(100)}

  target "dc1" {
    percent = 60
  }
}
`);

const reschedule = `reschedule {
  delay          = "30s"
  delay_function = "exponential"
  max_delay      = "1h"
  unlimited      = true
}
`.split('\n');

function task(name, main, volume, random) {
  const parts = [
    `task "${name}" {`,
    ...indented(main || random.chance(0.7) ? container(name, random) : program(name)),
    ...(main ? [] : indented(lines(`lifecycle {\n  hook    = "poststart"\n  sidecar = true\n}\n`))),
    ...(volume
      ? indented(lines('volume_mount {\n  volume      = "data"\n  destination = "/data"\n  read_only   = true\n}\n'))
      : []),
    ...(random.chance(0.4) ? indented(artifact(name)) : []),
    ...indented(environment(name)),
    ...indented(random.chance(0.5) ? settings(name, random) : variables(name)),
    ...indented(lines(`resources {\n  cpu    = ${100 * random.upTo(20)}\n  memory = ${64 * random.upTo(32)}\n}\n`)),
  ];
  return [...withoutLast(parts), '}', ''];
}

const container = (name, random) =>
  lines(`driver = "docker"

config {
  image = "\${local.registry}/${random.of(images)}:\${var.image_tag}"
  ports = ["http", "admin"]
  args  = ["--name", "${name}", "--replicas", "\${var.replicas}"]

  volumes = [
    "local/config.toml:/etc/${name}/config.toml",
  ]

  labels = {
    "com.example.team" = local.labels.team
    "com.example.name" = "${name}"
  }
}
`);

const program = (name) =>
  lines(`driver = "raw_exec"

config {
  command = "/usr/bin/${name}"
  args    = ["-config", "\${NOMAD_TASK_DIR}/config.toml"]
}
`);

const artifact = (name) =>
  lines(`artifact {
  source      = "https://\${local.domain}/releases/${name}.tar.gz"
  destination = "local/"

  options {
    checksum = "md5:d41d8cd98f00b204e9800998ecf8427e"
  }
}
`);

const environment = (name) =>
  lines(`env {
  SERVICE_NAME  = "${name}"
  SERVICE_ZONE  = "\${node.datacenter}"
  SERVICE_PEERS = join(",", formatlist("%s.example.com", var.datacenters))
  SERVICE_DEBUG = var.replicas > 3 ? "true" : "false"
}
`);

const settings = (name, random) =>
  lines(`template {
  data        = <<-EOH
    [server]
    bind = {{ env "NOMAD_IP_http" }}:{{ env "NOMAD_PORT_http" }}
    name = ${name}.\${local.domain}
    {{ range nomadService "${random.of(services)}" }}
    upstream = {{ .Address }}:{{ .Port }}
    {{ end }}
  EOH
  destination = "local/config.toml"
  change_mode = "restart"
  perms       = "0644"
}
`);

const variables = (name) =>
  lines(`template {
  data        = <<-EOH
    LOG_LEVEL=info
    REGISTRY=\${local.registry}
    REPLICAS=\${var.replicas}
    {{ with nomadVar "nomad/jobs/${name}" }}KEY={{ .key }}{{ end }}
  EOH
  destination = "secrets/file.env"
  env         = true
}
`);

const lines = (text) => text.split('\n');
const indented = (list) => list.map((line) => (line === '' ? line : `  ${line}`));

/** Blocks end with an empty line; the last one in a body does not. */
const withoutLast = (list) => (list.at(-1) === '' ? withoutLast(list.slice(0, -1)) : list);

/** A small generator of numbers (mulberry32), so that a seed is all that a text depends on. */
function randomFrom(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    /** 1 … n */
    upTo: (n) => 1 + Math.floor(next() * n),
    of: (list) => list[Math.floor(next() * list.length)],
    chance: (share) => next() < share,
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [size = '150', seed = '1'] = process.argv.slice(2);
  process.stdout.write(generateJob(Number(size), Number(seed)));
}
