/** Values for the variables of a job file. Pure. */

/** Values for the variables of one job. */
export interface Variables {
  /** Var files in the order of `-var-file`: later ones win over earlier ones. */
  readonly files: readonly VarFile[];
  /** Single values as somebody would type them after `-var name=`; they win over the files. */
  readonly values: Readonly<Record<string, string>>;
}

export interface VarFile {
  /** For people. */
  readonly name: string;
  readonly text: string;
}

export const NO_VARIABLES: Variables = { files: [], values: {} };

const PREFIX = 'NOMAD_VAR_';

/** Variables that a text declares. */
export function declaredVariables(source: string): string[] {
  return [...source.matchAll(/^[ \t]*variable[ \t]+"?([A-Za-z_][\w-]*)"?[ \t]*\{/gm)].map(([, name]) => name as string);
}

/** Where values come from, for people: `prod.vars.hcl, zone`. Names only: a value may be a secret. */
export function variablesOrigin({ files, values }: Variables): string | undefined {
  return [...files.map(({ name }) => name), ...Object.keys(values)].join(', ') || undefined;
}

/** What the environment says about variables, and nothing else of it. */
export function variablesOf(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, value] of Object.entries(env))
    if (name.startsWith(PREFIX) && value !== undefined) found[name] = value;
  return found;
}

/** Values from the environment for variables that a text seems to declare, by the variables' names. */
export function environmentFor(
  source: string,
  env: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const named = Object.entries(variablesOf(env)).map(([name, value]) => [name.slice(PREFIX.length), value] as const);
  return Object.fromEntries(named.filter(([name]) => source.includes(`variable "${name}"`)));
}

/**
 * A var file and single values as the text of one var file, for a cluster that reads the job. Types are not known here:
 * what looks like a list or an object is HCL, anything else a string, which Nomad converts to the variable's type.
 * A name may be assigned once only, so the file wins.
 */
export function variablesText(text: string, values: Readonly<Record<string, string>>): string {
  const lines = Object.entries(values)
    .filter(([name]) => !new RegExp(`^[ \\t]*"?${name}"?[ \\t]*=`, 'm').test(text))
    .map(([name, value]) => `${name} = ${/^\s*[[{]/.test(value) ? value : quote(value)}\n`);
  const separator = text === '' || text.endsWith('\n') ? '' : '\n';
  return lines.length === 0 ? text : `${text}${separator}${lines.join('')}`;
}

/** A string in HCL: `\b` and `\f` of JSON are unknown there, and templates have to be escaped. */
function quote(value: string): string {
  return JSON.stringify(value)
    .replace(
      /(?<!\\)((?:\\\\)*)\\([bf])/g,
      (_, before: string, one: string) => `${before}\\u00${one === 'b' ? '08' : '0c'}`,
    )
    .replace(/[$%](?=\{)/g, '$&$&');
}
