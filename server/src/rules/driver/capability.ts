/** Capabilities that a client does not give away unless it is told to. */
import { configsOf } from '../facts/driver-config';
import { textsOf } from '../facts/known';
import type { Rule } from '../rule';

/** drivers/shared/capabilities/defaults.go HCLSpecLiteral: the default of the plugin option `allow_caps`. */
const allowed = [
  'audit_write',
  'chown',
  'dac_override',
  'fowner',
  'fsetid',
  'kill',
  'mknod',
  'net_bind_service',
  'setfcap',
  'setgid',
  'setpcap',
  'setuid',
  'sys_chroot',
];

export const driverCapability: Rule = {
  id: 'driver/capability',
  level: 'information',
  title: 'A Linux capability that clients do not allow by default',
  languages: ['nomad'],
  about: 'cap_add',
  docs: {
    why: "Clients allow the capabilities in `allow_caps` of their driver plugin only. By default those are Docker's without NET_RAW. Nomad accepts the job, and the task fails to start on a client that does not allow more.",
    wrong: 'config {\n  image   = "vpn:1"\n  cap_add = ["net_admin"]\n}',
    right:
      '# in the configuration of the client:\nplugin "docker" {\n  config {\n    allow_caps = ["chown", "net_admin"]\n  }\n}',
    sources: ['drivers/shared/capabilities/defaults.go NomadDefaults', 'drivers/docker/config.go allow_caps'],
  },
  check(file, report) {
    for (const { config } of configsOf(file.instance, ['docker', 'exec', 'java'])) {
      for (const { text, start, end } of textsOf(config, 'cap_add')) {
        const name = text.toLowerCase().replace(/^cap_/, '');
        if (allowed.includes(name) || text.includes('${')) continue;
        report({
          start,
          end,
          message: `Clients do not allow "${text}" unless "allow_caps" in the driver's plugin configuration names it; elsewhere the task does not start.`,
        });
      }
    }
  },
};
