/** A Vault server as a job of the cluster that needs Vault. */
import { placeOf, textOf, textsOf } from '../facts/known';
import { knownTasks } from '../facts/known-tasks';
import type { Rule } from '../rule';

export const vaultOnNomad: Rule = {
  id: 'job/vault-on-nomad',
  level: 'information',
  title: 'A Vault server in a job',
  languages: ['nomad'],
  docs: {
    why: 'Jobs need their secrets before they start, so Vault should be there before Nomad. As a job it is placed anew like any other, has to be unsealed after each start, and its data must follow it. It is run as a service of its own machines better.',
    wrong:
      'task "vault" {\n  driver = "docker"\n  config {\n    image = "hashicorp/vault:1.18"\n    args  = ["server"]\n  }\n}',
    right: '# a service of the machine, set up without Nomad',
  },
  check(file, report) {
    for (const { config, found } of knownTasks(file.instance)) {
      if (found.image.title !== 'Vault') continue;
      // With a command it may be an agent, a proxy or a client.
      const command = textOf(config, 'command');
      const words = [command ?? '', ...textsOf(config, 'args').map(({ text }) => text)].filter(
        (word) => word !== 'vault',
      );
      const verb = words.find((word) => word !== '' && !word.startsWith('-'));
      if (command === undefined || config.attributes.has('entrypoint') || (verb !== undefined && verb !== 'server'))
        continue;
      report({
        ...placeOf(config, 'image'),
        message:
          'A Vault server runs here as a job. Jobs need Vault before they start, and it has to be unsealed each time it is placed anew: a service outside of Nomad is safer.',
      });
    }
  },
};
