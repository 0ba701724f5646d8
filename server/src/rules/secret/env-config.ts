/** A secret with settings that its provider does not take. */
import type { BlockInstance } from '../../schema/instance';
import { isDropped } from '../../schema/severity';
import { removeLines } from '../../text-edits';
import { UNKNOWN } from '../../values/read';
import { childrenOf, labelOf, stringOf } from '../facts/job-view';
import { blocksWith } from '../facts/walk';
import type { Rule } from '../rule';

export const secretEnvConfig: Rule = {
  id: 'secret/env-config',
  level: 'error',
  title: 'A secret with settings for another provider',
  languages: ['nomad'],
  about: 'secret',
  docs: {
    why: '`config` is for the providers `nomad` and `vault`, which are built in; `env` is for plugins, which get it as their environment. Nomad refuses the other way round, unless the block is empty.',
    wrong: 'secret "db" {\n  provider = "nomad"\n  path     = "nomad/jobs/web"\n  env {\n    REGION = "eu"\n  }\n}',
    right:
      'secret "db" {\n  provider = "nomad"\n  path     = "nomad/jobs/web"\n  config {\n    namespace = "default"\n  }\n}',
    sources: ['nomad/structs/structs.go Secret.Validate'],
  },
  check(file, report) {
    for (const secret of blocksWith(file.instance, 'secret')) {
      const provider = stringOf(secret, 'provider');
      if (!provider) continue;
      const builtIn = provider === 'nomad' || provider === 'vault';
      for (const block of childrenOf(secret, builtIn ? 'env' : 'config')) {
        if (isEmpty(block)) continue;
        report({
          severity: isDropped(secret) ? 'warning' : undefined,
          start: block.header.start,
          end: block.header.end,
          message: builtIn
            ? `The provider "${provider}" of secret "${labelOf(secret) ?? ''}" takes no env block; only plugins do.`
            : `The plugin "${provider}" of secret "${labelOf(secret) ?? ''}" takes no config block; give it an env block.`,
          fixes: [{ title: `Remove the ${block.type} block`, edits: [removeLines(file.text, block.span)] }],
        });
      }
    }
  },
};

/** null is nothing, and what is not known may be null. */
const isEmpty = (block: BlockInstance): boolean =>
  block.blocks.size === 0 &&
  [...block.attributes.values()].every(({ value }) => value === null || (value === UNKNOWN && block.type === 'config'));
