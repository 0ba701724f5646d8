/** A folder of the node in a container. */
import type { Fix } from '../../problem';
import { configsOf } from '../facts/driver-config';
import { childrenOf } from '../facts/job-view';
import { placeOf, textOf } from '../facts/known';
import type { Rule } from '../rule';
import { convertToVolume, nameOfFolder } from './convert-docker-volume';
import { dockerVolumes } from './docker-volumes';

export const dockerBindMount: Rule = {
  id: 'volume/docker-bind-mount',
  level: 'information',
  title: 'A folder of the node mounted into a container',
  languages: ['nomad'],
  about: ['volumes', 'mount', 'mounts'],
  docs: {
    why: 'A path outside of the allocation can be mounted only on clients with `volumes { enabled = true }` in the configuration of the docker plugin; by default the container does not start. Nomad does not know of the folder, so it places the job on nodes that do not have it. A host volume says which nodes have the data, and who may write.',
    wrong: 'config {\n  image   = "nginx:1.27"\n  volumes = ["/srv/www:/usr/share/nginx/html"]\n}',
    right:
      'volume "www" {\n  type   = "host"\n  source = "www"\n}\nvolume_mount {\n  volume      = "www"\n  destination = "/usr/share/nginx/html"\n}',
    sources: ['drivers/docker/driver.go containerBinds', 'drivers/docker/config.go volumes.enabled'],
  },
  check(file, report) {
    const tell = (source: string, place: { start: number; end: number }, fixes: readonly Fix[] = []) => {
      // Of sockets security/docker-socket speaks: no volume would do.
      if (!source.startsWith('/') || source.endsWith('.sock')) return;
      const { start, end } = place;
      report({
        start,
        end,
        message: `${source} is a path of the node: clients allow this only with volumes { enabled = true } in their docker plugin, and Nomad does not know which nodes have it. A host volume says so.`,
        fixes,
      });
    };
    for (const configured of configsOf(file.instance, ['docker'])) {
      const { config } = configured;
      for (const entry of dockerVolumes(config)) {
        const label = nameOfFolder(entry.source);
        tell(entry.source, entry, label === undefined ? [] : convertToVolume(file, configured, entry, label));
      }
      for (const mount of [...childrenOf(config, 'mount'), ...childrenOf(config, 'mounts')]) {
        if (textOf(mount, 'type') === 'bind') tell(textOf(mount, 'source') ?? '', placeOf(mount, 'source'));
      }
    }
  },
};
