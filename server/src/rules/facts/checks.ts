/** The checks of a group's services with what they inherit. */

import { remembered } from '../../remembered';
import type { BlockInstance } from '../../schema/instance';
import { childrenOf } from './job-view';
import { blockOf, flagOf, textOf } from './known';
import { type OwnedService, providerOf, servicesOf } from './services';

export interface OwnedCheck extends OwnedService {
  readonly check: BlockInstance;
  /** `consul` or `nomad`; undefined when it cannot be known. */
  readonly provider: string | undefined;
  /** As written: Nomad compares some things with upper and lower case, some without. */
  readonly type: string | undefined;
}

export const checksOf = remembered((group: BlockInstance): readonly OwnedCheck[] =>
  servicesOf(group).flatMap((owned) => {
    const provider = providerOf(owned.service);
    return childrenOf(owned.service, 'check').map((check) => ({
      ...owned,
      check,
      provider,
      type: textOf(check, 'type'),
    }));
  }),
);

/** A value of the check, else of its service; with the block that gives it. */
export function inherited(
  { check, service }: OwnedCheck,
  name: string,
): { readonly text: string; readonly from: BlockInstance } | undefined {
  const own = textOf(check, name);
  if (own) return { text: own, from: check };
  const outer = own === undefined ? undefined : textOf(service, name);
  return outer === undefined ? undefined : { text: outer, from: service };
}

/** What restarts a task when the check fails, merged from service and check; null when nothing does. */
export function restartOf({
  check,
  service,
}: OwnedCheck): { readonly ignoreWarnings: boolean; readonly block: BlockInstance } | null | undefined {
  const blocks = [blockOf(check, 'check_restart'), blockOf(service, 'check_restart')];
  if (blocks.includes(undefined)) return undefined;
  const [block, ...others] = blocks.filter((b) => b !== null && b !== undefined);
  if (!block) return null;
  const flags = [block, ...others].map((b) => flagOf(b, 'ignore_warnings'));
  if (flags.includes(true)) return { ignoreWarnings: true, block };
  return flags.includes(undefined) ? undefined : { ignoreWarnings: false, block };
}

/** Whether Nomad looks for a port; it compares the type as written. */
export const needsPort = (type: string | undefined): boolean => type === 'http' || type === 'tcp' || type === 'grpc';
