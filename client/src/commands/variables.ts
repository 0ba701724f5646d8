/**
 * The variables that a job file declares, and values for them as Nomad takes them. Pure; reads the text by its outer
 * form, until the language server gives what it knows.
 */

export interface DeclaredVariable {
  readonly name: string;
  /** The type as it is written: `string`, `list(number)`; absent when none is. */
  readonly type?: string;
  readonly hasDefault: boolean;
}

/** Values for the variables of one job. */
export interface Variables {
  /** Text of a var file; empty for none. */
  readonly text: string;
  /** Single values as somebody would type them, for what the file leaves open. */
  readonly values: Readonly<Record<string, string>>;
}

export const NO_VARIABLES: Variables = { text: '', values: {} };

export function declaredVariables(hcl: string): readonly DeclaredVariable[] {
  return [...hcl.matchAll(/^[ \t]*variable[ \t]+"?([\w-]+)"?[ \t]*\{/gm)].map((match) => {
    const body = bodyFrom(hcl, match.index + match[0].length);
    return {
      name: match[1] ?? '',
      type: /(?:^|\n|\{)\s*type\s*=\s*([^\n]+?)\s*(?:\n|$|#|\/\/)/.exec(body)?.[1],
      hasDefault: /(?:^|\n)\s*default\s*=/.test(body),
    };
  });
}

/** What stands between an opening brace and its closing one; inner blocks and strings left out. */
function bodyFrom(hcl: string, start: number): string {
  let depth = 1;
  let body = '';
  for (let i = start; i < hcl.length; i++) {
    const character = hcl[i] ?? '';
    if (character === '"') {
      const end = /(?:[^"\\\n]|\\.)*/.exec(hcl.slice(i + 1))?.[0].length ?? 0;
      i += end + 1;
      if (depth === 1) body += '""';
      continue;
    }
    if (character === '{') depth++;
    if (character === '}' && --depth === 0) break;
    if (depth === 1) body += character;
  }
  return body;
}

/** The names that a var file gives values to. */
export function assignedNames(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(/^[ \t]*"?([\w-]+)"?[ \t]*=/gm)].map((match) => match[1] ?? ''));
}

/**
 * Everything as the text of one var file. For a variable of type string (or none) a value stands for itself, as with
 * `nomad job run -var`; for any other type it is HCL.
 */
export function variablesText({ text, values }: Variables, declared: readonly DeclaredVariable[]): string {
  const assigned = assignedNames(text);
  const lines = Object.entries(values)
    .filter(([name]) => !assigned.has(name))
    .map(([name, value]) => {
      const type = declared.find((variable) => variable.name === name)?.type;
      return `${name} = ${type === undefined || type === 'string' ? quote(value) : value}\n`;
    });
  const separator = text === '' || text.endsWith('\n') ? '' : '\n';
  return lines.length === 0 ? text : `${text}${separator}${lines.join('')}`;
}

/** `NOMAD_VAR_x` for what is declared, as the `nomad` program reads it; a var file wins over it. */
export function valuesFromEnvironment(
  declared: readonly DeclaredVariable[],
  text: string,
  env: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const assigned = assignedNames(text);
  const values: Record<string, string> = {};
  for (const { name } of declared) {
    const value = env[`NOMAD_VAR_${name}`];
    if (value !== undefined && !assigned.has(name)) values[name] = value;
  }
  return values;
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
