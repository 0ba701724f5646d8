/** Images that change under the job. */
import { configsOf, containers } from '../facts/driver-config';
import { isRuntime, placeOf, textOf } from '../facts/known';
import type { Rule } from '../rule';

export const latestTag: Rule = {
  id: 'security/latest-tag',
  level: 'information',
  title: 'An image without a fixed version',
  languages: ['nomad'],
  about: 'image',
  docs: {
    why: 'The tag `latest`, which also stands for no tag at all, names whatever image was published last. Two allocations of one job may run different programs, a plan shows no difference when the image changes, and going back to an older version of the job does not bring the old program back.',
    wrong: 'config {\n  image = "nginx:latest"\n}',
    right: 'config {\n  image = "nginx:1.27"\n}',
    sources: ['drivers/docker/driver.go createImage'],
  },
  check(file, report) {
    for (const { config } of configsOf(file.instance, containers)) {
      const image = textOf(config, 'image');
      if (!image || isRuntime(image) || image.includes('@')) continue;
      // A local archive or folder (podman) has no tag.
      if (/^(?:oci-archive|docker-archive|oci|dir|\/)/.test(image)) continue;
      const tag = /:([^:/]+)$/.exec(image)?.[1];
      if (tag !== undefined && tag !== 'latest') continue;
      report({
        ...placeOf(config, 'image'),
        message: `${tag === 'latest' ? 'The tag "latest"' : `"${image}" has no tag, which means "latest": it`} names whatever was published last, so allocations may run different versions. Name a version.`,
      });
    }
  },
};
