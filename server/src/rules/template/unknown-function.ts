/** A template that calls what is not there, or what clients refuse. */
import { templateTextOf } from '../../job/template-text';
import { didYouMean, nearest } from '../../nearest';
import { deniedFunctions, isTemplateFunction, templateFunctions } from '../../values/template-functions';
import { childrenOf, labelOf } from '../job-view';
import type { Rule } from '../rule';
import { tasksIn } from '../walk';

export const unknownFunction: Rule = {
  id: 'template/unknown-function',
  level: 'warning',
  title: 'A template function that does not exist',
  languages: ['nomad'],
  docs: {
    why: 'Templates call the functions of consul-template and of Go, and those of Sprig with `sprig_` in front; the functions of HCL are not there. Nomad accepts any name, and the task fails when the template is read. `executeTemplate`, `plugin` and `writeToFile` exist, but clients refuse them unless their configuration allows them.',
    wrong: 'HOME={{ getenv "HOME" }}',
    right: 'HOME={{ env "HOME" }}',
    sources: [
      'github.com/hashicorp/consul-template/template funcMap',
      'client/config/config.go DefaultTemplateFunctionDenylist',
    ],
  },
  check(file, report) {
    for (const { task } of tasksIn(file.instance)) {
      for (const template of childrenOf(task, 'template')) {
        const read = templateTextOf(template, file.text);
        for (const call of read?.problems ?? []) {
          if (!read || call.kind !== 'unknown-function') continue;
          const place = read.place(call);
          const meant =
            synonyms[call.message] ??
            (isTemplateFunction(`sprig_${call.message}`) && sprig.has(call.message)
              ? `sprig_${call.message}`
              : nearest(call.message, templateFunctions));
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

const synonyms: Readonly<Record<string, string>> = {
  getenv: 'env',
  getEnv: 'env',
  keyOrDef: 'keyOrDefault',
  vault: 'secret',
  consulKey: 'key',
  default: 'sprig_default',
  upper: 'toUpper',
  lower: 'toLower',
  jsonencode: 'toJSON',
  jsondecode: 'parseJSON',
  base64decode: 'base64Decode',
  base64encode: 'base64Encode',
};

/** The most used of Sprig, which stand in other template languages without the prefix. */
const sprig = new Set([
  'b64dec',
  'b64enc',
  'default',
  'dict',
  'first',
  'has',
  'hasPrefix',
  'hasSuffix',
  'last',
  'list',
  'nindent',
  'now',
  'quote',
  'randAlphaNum',
  'repeat',
  'set',
  'sha256sum',
  'squote',
  'substr',
  'ternary',
  'title',
  'trunc',
  'until',
  'upper',
  'lower',
  'date',
]);
