/** Containers with all rights of the node. */
import { configsOf, containers } from '../facts/driver-config';
import { flagOf, placeOf } from '../facts/known';
import { removeAttribute } from '../facts/repairs';
import type { Rule } from '../rule';

export const privileged: Rule = {
  id: 'security/privileged',
  level: 'information',
  title: 'A privileged container',
  languages: ['nomad'],
  about: 'privileged',
  docs: {
    why: 'A privileged container can do on the node whatever root can. Clients refuse to start one unless `allow_privileged = true` stands in the plugin configuration of the driver. Storage plugins need it; most others are better served with single capabilities (`cap_add`) or devices.',
    wrong: 'config {\n  image      = "vpn:1"\n  privileged = true\n}',
    right: 'config {\n  image   = "vpn:1"\n  cap_add = ["net_admin"]\n}',
    sources: ['drivers/docker/driver.go createContainerConfig', 'drivers/docker/config.go allow_privileged'],
  },
  check(file, report) {
    for (const { config } of configsOf(file.instance, containers)) {
      if (flagOf(config, 'privileged') !== true) continue;
      report({
        ...placeOf(config, 'privileged'),
        message:
          'A privileged container has all rights of the node, and starts only on clients with allow_privileged = true. Single capabilities (cap_add) are often enough.',
        fixes: removeAttribute(file.text, config, 'privileged'),
      });
    }
  },
};
