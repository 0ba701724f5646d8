/** HCL functions as Nomad has them: completion and hover from schemas/functions.json. */
import data from '../../../schemas/functions.json';

interface FunctionParameter {
  readonly name: string;
  readonly type: string;
  readonly description?: string;
}

export interface FunctionEntry {
  readonly name: string;
  readonly category: string;
  readonly parameters: readonly FunctionParameter[];
  readonly variadic?: FunctionParameter | null;
  readonly returns: string;
  readonly description: string;
  readonly example?: string;
}

const entries = (Array.isArray(data) ? data : (data as { functions: unknown }).functions) as readonly FunctionEntry[];

export const functions: ReadonlyMap<string, FunctionEntry> = new Map(entries.map((entry) => [entry.name, entry]));

/** `substr(str string, offset number, length number) string`. */
export function signature(entry: FunctionEntry): string {
  const parameters = entry.parameters.map((p) => `${p.name} ${p.type}`);
  if (entry.variadic) parameters.push(`${entry.variadic.name} ${entry.variadic.type}…`);
  return `${entry.name}(${parameters.join(', ')}) ${entry.returns}`;
}

export function functionDocs(entry: FunctionEntry): string {
  return [`\`\`\`hcl\n${signature(entry)}\n\`\`\``, entry.description, entry.example && `\`${entry.example}\``]
    .filter(Boolean)
    .join('\n\n');
}
