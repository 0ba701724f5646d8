# prefix: service-script
# name: Service with a script check
# description: Runs a command in the task: exit code 0 is well, 1 a warning, anything else ill. Consul only; the task is named because the service belongs to the group.
# scope: group
# 1: worker (name)
# 2: http (port)
# 3: server (task)
# 4: /local/check.sh

service {
  name = "worker"
  port = "http"

  check {
    name     = "worker-script"
    type     = "script"
    task     = "server"
    command  = "/bin/sh"
    args     = ["/local/check.sh"]
    interval = "30s"
    timeout  = "5s"
  }
}
