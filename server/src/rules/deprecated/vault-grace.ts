/** `vault_grace`, which nothing reads any more. */
import { deprecatedAttribute } from './attribute-rule';

export const deprecatedVaultGrace = deprecatedAttribute({
  id: 'deprecated/vault-grace',
  level: 'warning',
  title: 'vault_grace',
  docs: {
    why: 'Vault has renewed leases by itself since 0.5. Nomad accepts `vault_grace` with a warning and overlooks it.',
    wrong: 'template {\n  data        = "…"\n  destination = "local/app.conf"\n  vault_grace = "15s"\n}',
    right: 'template {\n  data        = "…"\n  destination = "local/app.conf"\n}',
    sources: ['nomad/structs/structs.go Template.Warnings'],
  },
  block: 'template',
  attribute: 'vault_grace',
  message: '"vault_grace" has no effect since Nomad 0.11. Remove it.',
  isDead: true,
});
