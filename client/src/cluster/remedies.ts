/** What can be done about a failure, as buttons. Pure. */
import type { NomadErrorKind } from '@nomad/api';

export type Remedy = 'set-address' | 'set-token' | 'open-settings' | 'look' | 'retry' | 'show-log';

export const REMEDY_TITLES: Readonly<Record<Remedy, string>> = {
  'set-address': 'Set Address…',
  'set-token': 'Set Token…',
  'open-settings': 'Open Settings',
  look: 'Show Cluster',
  retry: 'Retry',
  'show-log': 'Show Log',
};

const REMEDIES: Readonly<Record<NomadErrorKind, readonly Remedy[]>> = {
  unreachable: ['set-address', 'retry', 'show-log'],
  protocol: ['set-address', 'retry', 'show-log'],
  tls: ['open-settings', 'retry', 'show-log'],
  forbidden: ['set-token', 'retry', 'show-log'],
  'no-leader': ['retry', 'show-log'],
  timeout: ['retry', 'show-log'],
  'read-only': ['open-settings'],
  server: ['show-log'],
  'not-found': ['retry', 'show-log'],
  conflict: ['show-log'],
  cancelled: [],
};

/** A change that broke off may have been made all the same. */
const UNCERTAIN: ReadonlySet<NomadErrorKind> = new Set(['unreachable', 'timeout']);

/** @param repeatable false where it is not known whether a change has been made: one looks, and nothing such is done again */
export function remediesFor(kind: NomadErrorKind, repeatable = true): readonly Remedy[] {
  if (repeatable) return REMEDIES[kind];
  const others = REMEDIES[kind].filter((remedy) => remedy !== 'retry');
  return UNCERTAIN.has(kind) ? ['look', ...others] : others;
}
