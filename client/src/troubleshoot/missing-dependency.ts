/** What a template waits for, in Nomad's notation (hashicat and consul-template `Dependency.String`), in words. Pure. */
import type { Advice } from './report';

/** @param text what stands behind `Missing: `, of several things the first */
export function missingOf(text: string): Advice {
  const variable = /nomad\.var\.(?:block|get)\(([^@)]+)@?([^.)]*)/.exec(text);
  if (variable) {
    const [, path = '', namespace] = variable;
    return {
      cause: `it waits for variable "${path}"${namespace ? ` of namespace "${namespace}"` : ''}, which is not there`,
      text: 'Create it, or let the template do without (nomadVarExists).',
      place: { kind: 'template', name: '' },
      action: {
        title: '$(add) Create Variable…',
        command: 'nomad.variable.create',
        args: [{ variable: path, namespace }],
      },
    };
  }
  for (const [pattern, thing, advice] of THINGS) {
    const found = pattern.exec(text);
    if (!found) continue;
    return {
      cause: `it waits for ${thing} "${found[1]}", which is not there`,
      text: advice,
      place: { kind: 'template', name: '' },
    };
  }
  return {
    cause: `it waits for ${text.replace(/\s+/g, ' ').trim()}`,
    text: 'The task starts when this is there: create it, or let the template do without.',
    place: { kind: 'template', name: '' },
  };
}

const THINGS: readonly (readonly [RegExp, string, string])[] = [
  [
    /vault\.(?:read|write|list)\(([^)]+)\)/,
    'secret',
    'Write it into Vault, or correct the path; version 2 of the KV engine has "data" in it. The task\'s role has to allow it.',
  ],
  [/kv\.(?:block|get|exists|list)\(([^)|@]+)/, 'key', "Write it into Consul's KV store, or use keyOrDefault."],
  [
    /(?:nomad|health|catalog)\.services?\(([^)|@]+)/,
    'service',
    'It is registered by another job: run that first, or range over the service so that none is no trouble.',
  ],
];
