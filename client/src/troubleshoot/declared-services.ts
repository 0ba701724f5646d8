/** The services that a job file declares, by the outer form of its text. Pure. */

export interface DeclaredService {
  readonly name: string;
  /** `consul` where none is written, as Nomad has it (api/services.go `Service.Canonicalize`). */
  readonly provider: string;
  /** A label or a number; empty when none is written. */
  readonly port: string;
  /** How many check blocks it has. */
  readonly checks: number;
}

/** Services with a name that is written out; one that is computed cannot be looked up. */
export function declaredServices(text: string): readonly DeclaredService[] {
  const lines = text.split(/\r?\n/);
  const found: DeclaredService[] = [];
  for (const [start, line] of lines.entries()) {
    const indent = /^([ \t]*)service[ \t]*\{[ \t]*$/.exec(line)?.[1];
    if (indent === undefined) continue;
    const length = lines.slice(start + 1).findIndex((one) => one.startsWith(`${indent}}`));
    const body = lines.slice(start + 1, length < 0 ? undefined : start + 1 + length);
    const attribute = (name: string) =>
      body.flatMap(
        (one) => new RegExp(`^${indent}[ \\t]{1,4}${name}[ \\t]*=[ \\t]*"?([^"$%\\s]+)"?`).exec(one)?.[1] ?? [],
      )[0];
    const name = attribute('name');
    if (name === undefined) continue;
    const checks = body.filter((one) => /^[ \t]*check[ \t]*\{/.test(one)).length;
    found.push({ name, provider: attribute('provider') ?? 'consul', port: attribute('port') ?? '', checks });
  }
  return found;
}
