/**
 * Functions of Nomad's `template` blocks: schemas/template-functions.json. Sources: github.com/hashicorp/consul-template
 * funcMap (0.42), Go's text/template builtins, github.com/Masterminds/sprig HermeticTxtFuncMap (with `sprig_` in front),
 * client/config/config.go DefaultTemplateFunctionDenylist.
 */
import data from '../../../schemas/template-functions.json';

export interface TemplateParameter {
  readonly name: string;
  readonly type: string;
  readonly optional?: boolean;
  readonly variadic?: boolean;
}

export interface TemplateFunction {
  readonly name: string;
  readonly group: string;
  readonly parameters: readonly TemplateParameter[];
  /** A type's name, `[]` in front for a list of it. */
  readonly returns?: string;
  readonly description: string;
  readonly example?: string;
}

export const templateFunctions: ReadonlyMap<string, TemplateFunction> = new Map(
  (data.functions as readonly TemplateFunction[]).map((entry) => [entry.name, entry]),
);

/** What a type has behind a dot, with what each is for. */
export const templateTypes = data.types as Readonly<Record<string, Readonly<Record<string, string>>>>;

export const isTemplateFunction = (name: string): boolean => templateFunctions.has(name);

const named = (...groups: readonly string[]): readonly string[] =>
  [...templateFunctions.values()].filter(({ group }) => groups.includes(group)).map(({ name }) => name);

/** They ask Vault for something, so the task needs a token of it. */
export const vaultFunctions = named('vault');

/** They ask Consul for something. */
export const consulFunctions = named('consul');

/** Functions that ask a cluster, and those for the environment; nothing else has functions of these names. */
export const clusterFunctions: readonly string[] = [
  ...named('consul', 'vault', 'nomad'),
  'env',
  'envOrDefault',
  'mustEnv',
];

/** Clients refuse them unless their configuration says otherwise. */
export const deniedFunctions: readonly string[] = ['executeTemplate', 'plugin', 'writeToFile'];

/** `keyOrDefault path fallback → string`. */
export function templateSignature({ name, parameters, returns }: TemplateFunction): string {
  const words = parameters.map((p) => (p.variadic ? `${p.name}…` : p.optional ? `[${p.name}]` : p.name));
  return `${[name, ...words].join(' ')}${returns ? ` → ${returns}` : ''}`;
}

/** The least and the most arguments. */
export function arity({ parameters }: TemplateFunction): { readonly least: number; readonly most: number } {
  const needed = parameters.filter((p) => !p.optional && !p.variadic).length;
  return { least: needed, most: parameters.some((p) => p.variadic) ? Number.POSITIVE_INFINITY : parameters.length };
}
