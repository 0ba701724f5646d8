/** A template with two texts. */
import { childrenOf, stringOf } from '../facts/job-view';
import { removeAttribute } from '../facts/repairs';
import { tasksIn } from '../facts/walk';
import type { Rule } from '../rule';

export const sourceAndData: Rule = {
  id: 'template/source-and-data',
  level: 'warning',
  title: 'A template with source and data',
  languages: ['nomad'],
  about: 'source',
  docs: {
    why: 'The text of a template stands in `data`, or in a file that `source` names (an artifact fetched before). Nomad accepts both together, and the task then fails when its templates are read.',
    wrong: 'template {\n  source      = "local/app.conf.tpl"\n  data        = "…"\n  destination = "local/app.conf"\n}',
    right: 'template {\n  source      = "local/app.conf.tpl"\n  destination = "local/app.conf"\n}',
    sources: ['github.com/hashicorp/consul-template/template NewTemplate'],
  },
  check(file, report) {
    for (const template of tasksIn(file.instance).flatMap(({ task }) => childrenOf(task, 'template'))) {
      const [source, data] = [template.attributes.get('source'), template.attributes.get('data')];
      if (!source || !data || !stringOf(template, 'source') || !stringOf(template, 'data')) continue;
      report({
        start: source.nameSpan.start,
        end: source.nameSpan.end,
        message:
          'The template has its text in "data" and in a file too. Nomad accepts this, and the task fails to start. Keep one.',
        related: [{ start: data.nameSpan.start, end: data.nameSpan.end, message: '"data" is here' }],
        fixes: [...removeAttribute(file.text, template, 'source'), ...removeAttribute(file.text, template, 'data')],
      });
    }
  },
};
