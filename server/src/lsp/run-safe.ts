/** One failing feature must not take the others down: log it, answer with the empty value. */
import { type CancellationToken, LSPErrorCodes, ResponseError } from 'vscode-languageserver';

/** Runs `compute`; a thrown error is logged under `name` and `fallback` is the answer. A cancelled request ends as such. */
export function runSafe<T>(
  name: string,
  compute: () => T,
  fallback: T,
  log: (message: string) => void,
  token?: CancellationToken,
): T | ResponseError<void> {
  if (token?.isCancellationRequested) return new ResponseError(LSPErrorCodes.RequestCancelled, 'Cancelled');
  try {
    return compute();
  } catch (error) {
    log(`${name} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return fallback;
  }
}
