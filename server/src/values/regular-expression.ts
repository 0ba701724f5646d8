/** Regular expressions as the operator `regexp` reads them: Go's syntax, without look-around and back references. */
import { RE2JS } from 're2js';

/** What is wrong with an expression, or undefined. */
export function regularExpressionError(text: string): string | undefined {
  try {
    let group = 0;
    // Go does not mind two groups of one name.
    RE2JS.compile(text.replace(/\(\?(P?)<\w+>/g, (_, p) => `(?${p}<g${group++}>`));
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message.replace(/^error parsing regexp: /, '') : String(error);
  }
}
