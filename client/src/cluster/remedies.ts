/** What can be done about a failure, as buttons. Pure. */
import type { NomadErrorKind } from '@nomad/api';

export type Remedy = 'set-address' | 'set-token' | 'open-settings' | 'retry' | 'show-log';

export const REMEDY_TITLES: Readonly<Record<Remedy, string>> = {
  'set-address': 'Set Address…',
  'set-token': 'Set Token…',
  'open-settings': 'Open Settings',
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

/** @param repeatable false where it is not known whether a change has been made: nothing such is done again */
export function remediesFor(kind: NomadErrorKind, repeatable = true): readonly Remedy[] {
  return REMEDIES[kind].filter((remedy) => repeatable || remedy !== 'retry');
}
