/** A mount of a container that Docker cannot make. */
import { configsOf } from '../facts/driver-config';
import { childrenOf } from '../facts/job-view';
import { placeOf, textOf } from '../facts/known';
import { removeAttribute } from '../facts/repairs';
import type { Rule } from '../rule';

export const driverMount: Rule = {
  id: 'driver/mount',
  level: 'warning',
  title: 'A tmpfs mount with a source',
  languages: ['nomad'],
  about: ['mount', 'mounts'],
  docs: {
    why: 'A `tmpfs` mount is memory, so there is nothing to mount from. Nomad accepts the job, and the driver refuses to start the container.',
    wrong: 'mount {\n  type   = "tmpfs"\n  source = "/tmp"\n  target = "/cache"\n}',
    right: 'mount {\n  type   = "tmpfs"\n  target = "/cache"\n}',
    sources: ['drivers/docker/config.go DockerMount.toDockerHostMount'],
  },
  check(file, report) {
    for (const { config } of configsOf(file.instance, ['docker'])) {
      for (const mount of [...childrenOf(config, 'mount'), ...childrenOf(config, 'mounts')]) {
        if (textOf(mount, 'type') !== 'tmpfs' || !textOf(mount, 'source')) continue;
        report({
          ...placeOf(mount, 'source'),
          message:
            'A tmpfs mount has no source: it is memory. Nomad accepts this, and the container then does not start. Remove it, or use type = "bind".',
          fixes: mount.node ? removeAttribute(file.text, mount, 'source', true) : [],
        });
      }
    }
  },
};
