/** A mount at no place, or at a place that containers do not take. */
import { childrenOf, groupsOf, tasksOf } from '../facts/job-view';
import { placeOf, textOf } from '../facts/known';
import { setValue } from '../facts/repairs';
import type { Rule } from '../rule';

export const mountNoDestination: Rule = {
  id: 'volume/mount-no-destination',
  level: 'warning',
  title: 'A mount without a path to mount at',
  languages: ['nomad'],
  about: 'volume_mount',
  docs: {
    why: 'Nomad accepts any text as `destination`. Containers mount at absolute paths only: with a relative or an empty one the task does not start.',
    wrong: 'volume_mount {\n  volume      = "data"\n  destination = "data"\n}',
    right: 'volume_mount {\n  volume      = "data"\n  destination = "/data"\n}',
    sources: ['client/allocrunner/taskrunner/volume_hook.go', 'drivers/docker/driver.go createContainerConfig'],
  },
  check(file, report) {
    for (const task of groupsOf(file.instance).flatMap(tasksOf)) {
      const driver = textOf(task, 'driver');
      for (const mount of childrenOf(task, 'volume_mount')) {
        const attribute = mount.attributes.get('destination');
        const destination = textOf(mount, 'destination');
        if (!attribute || destination === undefined) continue;
        if (destination === '') {
          report({
            ...placeOf(mount, 'destination'),
            message:
              'The volume is mounted nowhere: "destination" is empty. Say where the task shall see it, such as "/data".',
          });
        } else if (
          (driver === 'docker' || driver === 'podman') &&
          !/^(?:[/\\]|[A-Za-z]:[/\\]|\$\{)/.test(destination)
        ) {
          report({
            ...placeOf(mount, 'destination'),
            message: `Containers mount at absolute paths only, and "${destination}" is relative: the task does not start.`,
            fixes: [setValue(attribute, JSON.stringify(`/${destination.replace(/^\.\//, '')}`))],
          });
        }
      }
    }
  },
};
