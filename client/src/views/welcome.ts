/** Why the explorer is empty, for the sentence and the button that stand there then (manifest, `viewsWelcome`). */
import { isNomadError } from '@nomad/api';

/** `shown`: it is not empty. */
export type ViewState =
  | 'shown'
  | 'untrusted'
  /** Nobody has said which cluster, and none is at the usual address; a `nomad` program could start one. */
  | 'startable'
  | 'unnamed'
  | 'unreachable'
  | 'forbidden'
  | 'tls'
  | 'address'
  | 'failed';

export function viewStateOf(
  error: unknown,
  circumstances: { readonly named: boolean; readonly program: boolean },
): ViewState {
  if (!isNomadError(error)) return 'failed';
  switch (error.kind) {
    case 'unreachable':
    case 'timeout':
    case 'no-leader':
      if (circumstances.named) return 'unreachable';
      return circumstances.program ? 'startable' : 'unnamed';
    case 'forbidden':
      return 'forbidden';
    case 'tls':
      return 'tls';
    case 'protocol':
      return 'address';
    default:
      return 'failed';
  }
}
