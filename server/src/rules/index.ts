/** All rules, in the order in which they are listed to people. */

import { houseRules } from './house';
import { integrationRules } from './integrations';
import { nomadRulesA } from './nomad-a';
import { nomadRulesB } from './nomad-b';
import { otherFileRules } from './other-files';
import { labelUndefined } from './port/label-undefined';
import { staticDuplicate } from './port/static-duplicate';
import { staticNotAllowed } from './port/static-not-allowed';
import type { Rule } from './rule';
import { csiModeMissing } from './volume/csi-mode-missing';
import { volumeUndefined } from './volume/undefined';
import { volumeUnused } from './volume/unused';

export const rules: readonly Rule[] = [
  staticNotAllowed,
  staticDuplicate,
  labelUndefined,
  volumeUndefined,
  volumeUnused,
  csiModeMissing,
  ...nomadRulesA,
  ...nomadRulesB,
  ...houseRules,
  ...integrationRules,
  ...otherFileRules,
];
