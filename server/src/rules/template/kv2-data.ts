/** Paths and fields that belong to different versions of Vault's KV engine. */
import { operandsOf } from '../../template/origins';
import { templateTextOf } from '../../template/template-text';
import { childrenOf } from '../facts/job-view';
import { tasksIn } from '../facts/walk';
import type { Rule } from '../rule';

export const kv2Data: Rule = {
  id: 'template/kv2-data',
  level: 'hint',
  title: "Path and fields of different versions of Vault's KV engine",
  languages: ['nomad'],
  about: 'template',
  docs: {
    why: "In version 2 of the KV engine the values of a secret are one level deeper, in `.Data.data`, and the path has `data/` behind its mount. With such a path `.Data.password` is not there, and the file gets `<no value>`. Without `data/` in the path the client adds it, where its token may ask for the mounts; Vault's policies name the path with it, so write it.",
    wrong:
      'template {\n  destination = "secrets/app.env"\n  data        = <<EOT\n{{ with secret "kv/data/app" }}PASSWORD={{ .Data.password }}{{ end }}\nEOT\n}',
    right:
      'template {\n  destination = "secrets/app.env"\n  data        = <<EOT\n{{ with secret "kv/data/app" }}PASSWORD={{ .Data.data.password }}{{ end }}\nEOT\n}',
    sources: ['github.com/hashicorp/consul-template/dependency VaultReadQuery, shimKVv2Path'],
  },
  check(file, report) {
    for (const { task } of tasksIn(file.instance)) {
      for (const template of childrenOf(task, 'template')) {
        const read = templateTextOf(template);
        if (!read?.calls.some(({ name }) => name === 'secret')) continue;
        for (const { operand, origin } of operandsOf(read)) {
          const [path] = origin?.args ?? [];
          if (origin?.name !== 'secret' || origin.args.length !== 1 || !path?.includes('/')) continue;
          const [data, first, ...more] = origin.path;
          if (data !== 'Data' || first === undefined || operand.fields.length === 0) continue;
          const index = operand.fields.findIndex(({ name }) => name === first);
          const field = operand.fields[index];
          const version2 = /^\/?[^/?]+(\/[^/?]+)*?\/(data|metadata|subkeys)\//.exec(path)?.[2];
          if (version2 === 'data' && first !== 'data' && first !== 'metadata' && field) {
            const place = read.place(field);
            report({
              ...place,
              message: `"${path}" is a path of version 2 of the KV engine, where the values are in .Data.data: ".Data.${first}" is not there, and the file gets <no value>.`,
              fixes: read.mapped.isExact(field)
                ? [
                    {
                      title: `Change to .Data.data.${[first, ...more].join('.')}`,
                      preferred: true,
                      edits: [{ start: place.start, end: place.start, text: 'data.' }],
                    },
                  ]
                : [],
            });
          } else if (version2 === undefined && first === 'data' && more.length > 0 && field) {
            const whole = `${path.replace(/^\/?([^/]+)\//, '$1/data/')}`;
            report({
              ...read.place(field),
              message: `".Data.data" is of version 2 of the KV engine, whose paths have "data/" behind the mount: "${whole}" in place of "${path}".`,
              fixes: fixPath(path, whole),
            });
          }
        }

        function fixPath(path: string, whole: string) {
          const operand = read?.calls.find(({ name, args }) => name === 'secret' && args[0] === path)?.operands[0];
          if (!read || !operand) return [];
          const span = { start: operand.start + 1, end: operand.end - 1 };
          if (!read.mapped.isExact(span)) return [];
          return [{ title: `Change to "${whole}"`, edits: [{ ...read.place(span), text: whole }] }];
        }
      }
    }
  },
};
