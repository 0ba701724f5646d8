/** Ends the reading of one action at a mistake; never leaves the parser. */
import type { Span } from './tokens';

export class Stop extends Error {
  constructor(
    message: string,
    readonly span: Span,
  ) {
    super(message);
  }
}
