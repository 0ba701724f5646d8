/**
 * Examples of the problems in page-groups.ts: for their pages, and for the test that tries them. Not read by the server.
 */

export interface Example {
  readonly wrong: string;
  readonly right: string;
}

/** By the whole id. */
export const pageExamples: Readonly<Record<string, Example>> = {
  'structure/wrong-level': {
    wrong: 'task "app" {\n  driver = "docker"\n  ephemeral_disk {\n    size = 500\n  }\n}',
    right: 'group "app" {\n  ephemeral_disk {\n    size = 500\n  }\n  task "app" {\n    driver = "docker"\n  }\n}',
  },
  'structure/multiple-jobs': {
    wrong: 'job "web" {\n  # …\n}\njob "api" {\n  # …\n}',
    right: '# web.nomad.hcl\njob "web" {\n  # …\n}\n\n# api.nomad.hcl\njob "api" {\n  # …\n}',
  },
  'structure/missing-job': {
    wrong: 'variable "image" {\n  type = string\n}',
    right: 'variable "image" {\n  type = string\n}\njob "web" {\n  # …\n}',
  },
  'structure/missing-group': {
    wrong: 'job "web" {\n  type = "service"\n}',
    right: 'job "web" {\n  type = "service"\n  group "web" {\n    # …\n  }\n}',
  },
  'structure/terraform-block': {
    wrong:
      'resource "nomad_volume" "data" {\n  type      = "csi"\n  volume_id = "data"\n  name      = "data"\n  plugin_id = "nfs"\n}\njob "web" {\n  # …\n}',
    right: 'job "web" {\n  # …\n}',
  },
  'structure/label-count': {
    wrong: 'job "web" {\n  group "web" "blue" {\n    # …\n  }\n}',
    right: 'job "web" {\n  group "web-blue" {\n    # …\n  }\n}',
  },
  'schema/unknown-attribute': {
    wrong: 'group "web" {\n  cuont = 2\n}',
    right: 'group "web" {\n  count = 2\n}',
  },
  'schema/unknown-block': {
    wrong: 'group "web" {\n  netwrok {\n    port "http" {}\n  }\n}',
    right: 'group "web" {\n  network {\n    port "http" {}\n  }\n}',
  },
  'schema/missing-attribute': {
    wrong: 'task "web" {\n  config {\n    image = "nginx:1.27"\n  }\n}',
    right: 'task "web" {\n  driver = "docker"\n  config {\n    image = "nginx:1.27"\n  }\n}',
  },
  'schema/too-many-blocks': {
    wrong: 'group "web" {\n  restart {\n    attempts = 1\n  }\n  restart {\n    delay = "5s"\n  }\n}',
    right: 'group "web" {\n  restart {\n    attempts = 1\n    delay    = "5s"\n  }\n}',
  },
  'schema/type': {
    wrong: 'group "web" {\n  count = "two"\n}',
    right: 'group "web" {\n  count = 2\n}',
  },
  'schema/duration': {
    wrong: 'kill_timeout = "1 minute"',
    right: 'kill_timeout = "1m"',
  },
  'schema/enum': {
    wrong: 'restart {\n  mode = "retry"\n}',
    right: 'restart {\n  mode = "delay"\n}',
  },
  'schema/range': {
    wrong: 'check {\n  type     = "tcp"\n  interval = "500ms"\n  timeout  = "2s"\n}',
    right: 'check {\n  type     = "tcp"\n  interval = "10s"\n  timeout  = "2s"\n}',
  },
  'variable/undeclared': {
    wrong: 'variable "image" {\n  default = "nginx:1.27"\n}\nconfig {\n  image = var.imgae\n}',
    right: 'variable "image" {\n  default = "nginx:1.27"\n}\nconfig {\n  image = var.image\n}',
  },
  'variable/duplicate': {
    wrong:
      'variable "image" {\n  default = "nginx:1.27"\n}\nvariable "image" {\n  default = "nginx:1.28"\n}\nconfig {\n  image = var.image\n}',
    right: 'variable "image" {\n  default = "nginx:1.28"\n}\nconfig {\n  image = var.image\n}',
  },
  'variable/type': {
    wrong: 'variable "count" {\n  type    = number\n  default = "two"\n}\ngroup "web" {\n  count = var.count\n}',
    right: 'variable "count" {\n  type    = number\n  default = 2\n}\ngroup "web" {\n  count = var.count\n}',
  },
  'variable/validation': {
    wrong:
      'variable "count" {\n  default = 0\n  validation {\n    condition     = var.count > 0\n    error_message = "At least one."\n  }\n}\ngroup "web" {\n  count = var.count\n}',
    right:
      'variable "count" {\n  default = 1\n  validation {\n    condition     = var.count > 0\n    error_message = "At least one."\n  }\n}\ngroup "web" {\n  count = var.count\n}',
  },
  'reference/undeclared': {
    wrong: 'locals {\n  image = "nginx:1.27"\n}\nconfig {\n  image = local.imgae\n}',
    right: 'locals {\n  image = "nginx:1.27"\n}\nconfig {\n  image = local.image\n}',
  },
  'reference/cycle': {
    wrong:
      'locals {\n  name  = "${local.image}-1"\n  image = "${local.name}:1.0"\n}\nconfig {\n  image = local.image\n}',
    right: 'locals {\n  name  = "app-1"\n  image = "${local.name}:1.0"\n}\nconfig {\n  image = local.image\n}',
  },
  'reference/failed': {
    wrong: 'locals {\n  parts = slpit("-", "web-1")\n  name  = local.parts[0]\n}\nconfig {\n  image = local.name\n}',
    right: 'locals {\n  parts = split("-", "web-1")\n  name  = local.parts[0]\n}\nconfig {\n  image = local.name\n}',
  },
  'job/unknown-type': {
    wrong: 'job "backup" {\n  type = "periodic"\n  periodic {\n    crons = ["@daily"]\n  }\n}',
    right: 'job "backup" {\n  type = "batch"\n  periodic {\n    crons = ["@daily"]\n  }\n}',
  },
  'port/out-of-range': {
    wrong: 'port "http" {\n  to = 80800\n}',
    right: 'port "http" {\n  to = 8080\n}',
  },
  'ephemeral/size': {
    wrong: 'ephemeral_disk {\n  size = 5\n}',
    right: 'ephemeral_disk {\n  size = 500\n}',
  },
  'check/missing-field': {
    wrong:
      'service {\n  port = "http"\n  check {\n    type     = "http"\n    interval = "10s"\n    timeout  = "2s"\n  }\n}',
    right:
      'service {\n  port = "http"\n  check {\n    type     = "http"\n    path     = "/health"\n    interval = "10s"\n    timeout  = "2s"\n  }\n}',
  },
};
