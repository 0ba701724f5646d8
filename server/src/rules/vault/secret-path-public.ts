/** A secret that is written where others can read it. */
import { templateTextOf } from '../../template/template-text';
import { childrenOf, stringOf } from '../facts/job-view';
import { placeOf } from '../facts/known';
import { tasksIn } from '../facts/walk';
import type { Rule } from '../rule';

export const secretPathPublic: Rule = {
  id: 'vault/secret-path-public',
  level: 'warning',
  title: 'A secret outside of the secrets folder',
  languages: ['nomad'],
  about: 'template',
  docs: {
    why: 'Only `secrets/` is in memory and kept from `nomad alloc fs` and the web interface. A rendered secret in `local/` lies on the disk of the node, and everyone who may read the files of allocations sees it.',
    wrong:
      'template {\n  data        = "{{ with secret \\"kv/data/app\\" }}{{ .Data.data.password }}{{ end }}"\n  destination = "local/password"\n}',
    right:
      'template {\n  data        = "{{ with secret \\"kv/data/app\\" }}{{ .Data.data.password }}{{ end }}"\n  destination = "secrets/password"\n}',
    sources: ['runtime/environment#task-directories'],
  },
  check(file, report) {
    for (const { task } of tasksIn(file.instance)) {
      for (const template of childrenOf(task, 'template')) {
        const destination = stringOf(template, 'destination');
        if (!destination || isSecret(destination)) continue;
        const read = templateTextOf(template);
        const call = read?.calls.find(({ name }) => name === 'secret' || name === 'pkiCert');
        if (!read || !call) continue;
        const place = placeOf(template, 'destination');
        const name = destination.split('/').at(-1);
        report({
          ...place,
          message: `The secret is written to "${destination}", on the disk of the node. Write it below "secrets/", which is kept in memory.`,
          related: [{ ...read.place(call), message: `"${call.name}" asks Vault here` }],
          fixes: name
            ? [
                {
                  title: `Change to "secrets/${name}"`,
                  preferred: true,
                  edits: [{ ...place, text: JSON.stringify(`secrets/${name}`) }],
                },
              ]
            : [],
        });
      }
    }
  },
};

const isSecret = (path: string): boolean => /^(?:\.?\/)*secrets\//.test(path) || /^\$\{NOMAD_SECRETS_DIR\}/.test(path);
