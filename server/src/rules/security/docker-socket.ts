/** A container that can command the Docker of its node. */
import { configsOf, containers } from '../facts/driver-config';
import { childrenOf } from '../facts/job-view';
import { placeOf, textOf, textsOf } from '../facts/known';
import type { Rule } from '../rule';

const socket = /(?:^|\/)(?:docker|podman|containerd)\.sock$/;

export const dockerSocket: Rule = {
  id: 'security/docker-socket',
  level: 'information',
  title: 'The socket of Docker in a container',
  languages: ['nomad'],
  about: ['volumes', 'mount', 'mounts'],
  docs: {
    why: 'Who may write to the socket of Docker can start a container with all rights of the node, and so is root there, whatever the mount says: read-only does not limit what is said through a socket. Clients allow the mount only with `volumes { enabled = true }`. A load balancer finds services through Nomad or Consul without it.',
    wrong: 'config {\n  image   = "traefik:v3.3"\n  volumes = ["/var/run/docker.sock:/var/run/docker.sock:ro"]\n}',
    right: 'config {\n  image = "traefik:v3.3"\n  args  = ["--providers.nomad=true"]\n}',
    sources: ['drivers/docker/config.go volumes.enabled'],
  },
  check(file, report) {
    const message =
      'Who has this socket is root on the node, also with a read-only mount. Give it only to what has to start containers; services are found through Nomad or Consul.';
    for (const { config } of configsOf(file.instance, containers)) {
      for (const { text, start, end } of textsOf(config, 'volumes')) {
        if (socket.test(text.split(':')[0] ?? '')) report({ start, end, message });
      }
      for (const mount of [...childrenOf(config, 'mount'), ...childrenOf(config, 'mounts')]) {
        if (socket.test(textOf(mount, 'source') ?? '')) report({ ...placeOf(mount, 'source'), message });
      }
    }
  },
};
