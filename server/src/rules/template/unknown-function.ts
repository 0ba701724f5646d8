/** A template that calls what is not there, or what clients refuse. */

import { didYouMean, nearest } from '../../nearest';
import { deniedFunctions, isTemplateFunction, templateFunctions } from '../../template/functions';
import { templateTextOf } from '../../template/template-text';
import { childrenOf, labelOf } from '../facts/job-view';
import { tasksIn } from '../facts/walk';
import type { Rule } from '../rule';

export const unknownFunction: Rule = {
  id: 'template/unknown-function',
  level: 'warning',
  title: 'A template function that does not exist',
  languages: ['nomad'],
  about: 'template',
  docs: {
    why: 'Templates call the functions of consul-template and of Go, and those of Sprig with `sprig_` in front; the functions of HCL are not there. Nomad accepts any name, and the task fails when the template is read. `executeTemplate`, `plugin` and `writeToFile` exist, but clients refuse them unless their configuration allows them.',
    wrong: 'template {\n  destination = "local/app.env"\n  data        = <<EOT\nHOME={{ getenv "HOME" }}\nEOT\n}',
    right: 'template {\n  destination = "local/app.env"\n  data        = <<EOT\nHOME={{ env "HOME" }}\nEOT\n}',
    sources: [
      'github.com/hashicorp/consul-template/template funcMap',
      'client/config/config.go DefaultTemplateFunctionDenylist',
    ],
  },
  check(file, report) {
    for (const { task } of tasksIn(file.instance)) {
      for (const template of childrenOf(task, 'template')) {
        const read = templateTextOf(template);
        for (const call of read?.problems ?? []) {
          if (!read || call.kind !== 'unknown-function') continue;
          const place = read.place(call);
          const meant =
            synonyms[call.message.toLowerCase()] ??
            (isTemplateFunction(`sprig_${call.message}`)
              ? `sprig_${call.message}`
              : nearest(call.message, [...templateFunctions.keys(), ...keywords]));
          const exact = file.text.slice(place.start, place.end) === call.message;
          report({
            ...place,
            message: `Templates have no function "${call.message}".${didYouMean(meant)} Nomad accepts this, and task "${labelOf(task) ?? ''}" fails when the template is read.`,
            fixes:
              meant && exact
                ? [{ title: `Change to "${meant}"`, preferred: true, edits: [{ ...place, text: meant }] }]
                : [],
          });
        }
        for (const call of read?.calls ?? []) {
          if (!read || !deniedFunctions.includes(call.name)) continue;
          report({
            ...read.place(call),
            message: `Clients refuse "${call.name}" in templates unless their function_denylist leaves it out. Nomad accepts this, and the task then fails.`,
          });
        }
      }
    }
  },
};

const keywords = ['define', 'else', 'end', 'if', 'range', 'template', 'with'];

/** Names from other template languages, in small letters. */
const synonyms: Readonly<Record<string, string>> = {
  base64decode: 'base64Decode',
  base64encode: 'base64Encode',
  consulkey: 'key',
  default: 'sprig_default',
  fromjson: 'parseJSON',
  fromyaml: 'parseYAML',
  getenv: 'env',
  jsondecode: 'parseJSON',
  jsonencode: 'toJSON',
  keyordef: 'keyOrDefault',
  lower: 'toLower',
  replace: 'replaceAll',
  title: 'toTitle',
  upper: 'toUpper',
  vault: 'secret',
  yamldecode: 'parseYAML',
  yamlencode: 'toYAML',
};
