/** The rules that need more than one file of the workspace. */
import { duplicateId } from './job/duplicate-id';
import { lbDuplicate } from './port/lb-duplicate';
import { staticClashWorkspace } from './port/static-clash-workspace';
import type { WorkspaceRule } from './rule';
import { hostDuplicate } from './traefik/host-duplicate';
import { routerDuplicate } from './traefik/router-duplicate';
import { varFileUnknownKey } from './variable/var-file-unknown-key';
import { agentReadonly } from './volume/agent-readonly';
import { stickyStatic } from './volume/sticky-static';
import { unknownSource } from './volume/unknown-source';

export const workspaceRules: readonly WorkspaceRule[] = [
  duplicateId,
  staticClashWorkspace,
  lbDuplicate,
  routerDuplicate,
  hostDuplicate,
  unknownSource,
  agentReadonly,
  stickyStatic,
  varFileUnknownKey,
];
