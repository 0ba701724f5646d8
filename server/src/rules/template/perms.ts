/** Permissions of a rendered file that do not go with what the task does with it. */
import type { BlockInstance } from '../../schema/instance';
import { itemsOf } from '../facts/items';
import { childrenOf, labelOf, stringOf, valueOf } from '../facts/job-view';
import { placeOf } from '../facts/known';
import { setAttribute } from '../facts/repairs';
import { tasksIn } from '../facts/walk';
import type { Rule } from '../rule';

export const templatePerms: Rule = {
  id: 'template/perms',
  level: 'warning',
  title: 'A rendered file that may not be read or run',
  languages: ['nomad'],
  about: 'template',
  docs: {
    why: 'A rendered file has the permissions 0644 unless `perms` says otherwise. A container that starts it as its program, or a script that Nomad runs on a change, needs it to be executable: `perms = "0755"`. The drivers `exec` and `raw_exec` make their command executable themselves; a shell that gets the file as an argument (`sh /local/start.sh`) only reads it. With no permission for its owner nobody but root can read it. Nomad accepts all of this, and the task fails.',
    wrong:
      'config {\n  command = "/local/start.sh"\n}\ntemplate {\n  data        = "#!/bin/sh\\nexec app"\n  destination = "local/start.sh"\n}',
    right:
      'config {\n  command = "/local/start.sh"\n}\ntemplate {\n  data        = "#!/bin/sh\\nexec app"\n  destination = "local/start.sh"\n  perms       = "0755"\n}',
    sources: ['job-specification/template#perms', 'drivers/shared/executor makeExecutable'],
  },
  check(file, report) {
    for (const { task } of tasksIn(file.instance)) {
      const programs = programsOf(task);
      for (const template of childrenOf(task, 'template')) {
        const destination = stringOf(template, 'destination');
        const perms = stringOf(template, 'perms') || '0644';
        if (
          destination === undefined ||
          (valueOf(template, 'perms') !== undefined && stringOf(template, 'perms') === undefined)
        )
          continue;
        if (template.open || !/^[0-7]{1,7}$/.test(perms)) continue;
        const mode = Number.parseInt(perms, 8);
        const path = insidePath(destination);
        const program = programs.find((one) => one.path === path);
        if (program && (mode & 0o111) === 0) {
          report({
            ...placeOf(template, template.attributes.has('perms') ? 'perms' : 'destination'),
            message: `Task "${labelOf(task) ?? ''}" runs "${destination}", which is not executable with the permissions ${perms}. Set perms = "0755". Nomad accepts this, and the task fails.`,
            related: [{ start: program.start, end: program.end, message: 'It is run here' }],
            fixes: setAttribute(file.text, template, 'perms', '"0755"'),
          });
        } else if ((mode & 0o400) === 0 && valueOf(template, 'perms') !== undefined) {
          report({
            ...placeOf(template, 'perms'),
            message: `With the permissions ${perms} the owner of "${destination}" cannot read it. Set "0400" or more.`,
            fixes: setAttribute(file.text, template, 'perms', '"0400"'),
          });
        }
      }
    }
  },
};

interface Program {
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

/** Files in the folders of the task that are started as programs: by a container, and by scripts of templates. */
function programsOf(task: BlockInstance): readonly Program[] {
  const driver = stringOf(task, 'driver');
  const container = driver === 'docker' || driver === 'podman';
  const configs = container ? childrenOf(task, 'config') : [];
  const scripts = container
    ? childrenOf(task, 'template').flatMap((template) => childrenOf(template, 'change_script'))
    : [];
  const found: Program[] = [];
  const add = (text: unknown, place: { readonly start: number; readonly end: number }): void => {
    if (typeof text !== 'string' || !/^(\/|\$\{NOMAD_(TASK|SECRETS|ALLOC)_DIR\}\/)/.test(text)) return;
    found.push({ path: insidePath(text), start: place.start, end: place.end });
  };
  for (const config of configs) {
    const entrypoint = itemsOf(config, 'entrypoint');
    const first = entrypoint[0];
    if (first) add(first.value, first.span);
    // With an entrypoint the command is only its argument.
    else if (valueOf(config, 'entrypoint') === undefined) add(stringOf(config, 'command'), placeOf(config, 'command'));
  }
  for (const script of scripts) add(stringOf(script, 'command'), placeOf(script, 'command'));
  return found;
}

/** `local/x`, `/local/x` and `${NOMAD_TASK_DIR}/x` are one file. */
const insidePath = (path: string): string =>
  path
    .replace('${NOMAD_TASK_DIR}', 'local')
    .replace('${NOMAD_SECRETS_DIR}', 'secrets')
    .replace('${NOMAD_ALLOC_DIR}', 'alloc')
    .split('/')
    .filter((step) => step !== '' && step !== '.')
    .join('/');
