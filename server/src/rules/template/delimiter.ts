/** A template with delimiters of its own, and a text that is written for others. */
import { isTemplateFunction } from '../../template/functions';
import { parseTemplate } from '../../template/parse';
import { templateTextOf } from '../../template/template-text';
import { childrenOf } from '../facts/job-view';
import { placeOf } from '../facts/known';
import { removeAttribute } from '../facts/repairs';
import { tasksIn } from '../facts/walk';
import type { Rule } from '../rule';

export const templateDelimiter: Rule = {
  id: 'template/delimiter',
  level: 'warning',
  title: 'Delimiters that the text of the template does not use',
  languages: ['nomad'],
  about: 'template',
  docs: {
    why: 'With `left_delimiter` and `right_delimiter` only what stands between these is rendered. Calls between `{{` and `}}` then reach the file as they are written. The two need to be different, and one alone keeps the other as it is by default.',
    wrong: 'data            = "PORT={{ env \\"NOMAD_PORT_http\\" }}"\nleft_delimiter  = "[["\nright_delimiter = "]]"',
    right: 'data            = "PORT=[[ env \\"NOMAD_PORT_http\\" ]]"\nleft_delimiter  = "[["\nright_delimiter = "]]"',
    sources: ['job-specification/template#left_delimiter', 'Go text/template Template.Delims'],
  },
  check(file, report) {
    for (const { task } of tasksIn(file.instance)) {
      for (const template of childrenOf(task, 'template')) {
        const read = templateTextOf(template);
        if (!read) continue;
        const { left, right } = read.delimiters;
        if (left === right) {
          report({
            ...placeOf(template, template.attributes.has('right_delimiter') ? 'right_delimiter' : 'left_delimiter'),
            message: `Both delimiters are "${left}", so the end of an action looks like the beginning of another. Choose two that differ.`,
          });
          continue;
        }
        const given = template.attributes.has('left_delimiter') ? 'left_delimiter' : 'right_delimiter';
        if ((left === '{{' && right === '}}') || read.actions.length > 0 || !template.attributes.has(given)) continue;
        // Braces of other programs are left alone: only a call that Nomad would know is a sign.
        const usual = parseTemplate(read.text, { left: '{{', right: '}}' }, isTemplateFunction);
        const call = usual.problems.length === 0 ? usual.calls[0] : undefined;
        if (!call) continue;
        report({
          ...read.place(call),
          message: `The delimiters of this template are "${left}" and "${right}": {{ ${call.name} … }} reaches the file as it is written. Use those, or remove the delimiters.`,
          related: [{ ...placeOf(template, given), message: `"${given}" is set here` }],
          fixes:
            template.attributes.has('left_delimiter') && template.attributes.has('right_delimiter')
              ? [
                  {
                    title: 'Remove the delimiters',
                    edits: ['left_delimiter', 'right_delimiter'].flatMap((name) =>
                      removeAttribute(file.text, template, name).flatMap(({ edits }) => edits),
                    ),
                  },
                ]
              : removeAttribute(file.text, template, given),
        });
      }
    }
  },
};
