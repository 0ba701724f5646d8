/** Names that Nomad has given up. */
import { checkSpec } from '../support/check';
import { direct } from '../support/drivers';
import { checkFix, inGroup, inTask } from './around';

const speaks: Readonly<Record<string, string>> = {
  'what moved to disconnect': inGroup(`    max_client_disconnect = "1h"
  # ^^^^^^^^^^^^^^^^^^^^^ warning deprecated/max-client-disconnect: Nomad has overlooked "max_client_disconnect" since 1.10`),
  'what moved into a disconnect block that is there': inGroup(`    prevent_reschedule_on_lost = true
  # ^^^^^^^^^^^^^^^^^^^^^^^^^^ warning deprecated/prevent-reschedule: Nomad has overlooked "prevent_reschedule_on_lost" since
    disconnect {
      reconcile = "best_score"
    }`),
  stopping: inGroup(`    stop_after_client_disconnect = "1h"
  # ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning deprecated/stop-after-client-disconnect: Nomad has overlooked "stop_after_client_disconnect" since`),
  resources: inTask(
    `      resources {
        disk = 500
      # ^^^^ warning resources/disk: Nomad overlooks "disk" here
        iops = 10
      # ^^^^ warning deprecated/iops: "iops" has no effect since Nomad 0.9
      }`,
    ``,
  ),
  grace: inTask(
    `      template {
        data        = "x"
        destination = "local/x"
        vault_grace = "15s"
      # ^^^^^^^^^^^ warning deprecated/vault-grace: "vault_grace" has no effect since Nomad 0.11
      }`,
    ``,
  ),
  logs: inTask(
    `      logs {
        enabled = false
      # ^^^^^^^ information deprecated/other: "enabled" in this logs block is deprecated
      }`,
    ``,
  ),
  policies: inTask(
    `      vault {
        policies = ["app"]
      # ^^^^^^^^ warning vault/policies-legacy: "policies" has no use with workload identity
      }`,
    ``,
  ),
  'a short form without effect': inGroup(`    constraint {
      attribute        = "\${attr.os.signals}"
                       # ^^^^^^^^^^^^^^^^^^^^ error constraint/value: The operator "=" needs a value to compare with
      set_contains_all = "SIGHUP"
    # ^^^^^^^^^^^^^^^^ warning structure/no-effect: Nomad reads "set_contains_all" in this constraint block and
    }`),
};

const silent: Readonly<Record<string, string>> = {
  'zero is no use': inTask(
    `      template {
        data        = "x"
        destination = "local/x"
        vault_grace = "0s"
      }
      resources {
        iops = 0
        disk = 0
      }`,
    ``,
  ),
};

describe('rules of deprecated names', () => {
  for (const [title, text] of Object.entries(speaks)) it(title, () => checkSpec(direct, text));
  for (const [title, text] of Object.entries(silent)) it(`silent: ${title}`, () => checkSpec(direct, text));

  it('repairs', () => {
    checkFix(speaks['what moved to disconnect'] ?? '', 'deprecated/max-client-disconnect');
    checkFix(speaks['what moved into a disconnect block that is there'] ?? '', 'deprecated/prevent-reschedule');
    checkFix(speaks.stopping ?? '', 'deprecated/stop-after-client-disconnect');
    checkFix(speaks.resources ?? '', 'resources/disk');
    checkFix(speaks.resources ?? '', 'deprecated/iops');
    checkFix(speaks.grace ?? '', 'deprecated/vault-grace');
    checkFix(speaks.logs ?? '', 'deprecated/other');
    checkFix(speaks['a short form without effect'] ?? '', 'structure/no-effect');
  });
});
