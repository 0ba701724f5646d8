/** `NOMAD_UPSTREAM_ADDR_<name>` of an upstream that is called otherwise. */
import { didYouMean, nearest } from '../../nearest';
import { blocksIn } from '../../schema/blocks';
import type { BlockInstance } from '../../schema/instance';
import { childrenOf, groupsOf } from '../facts/job-view';
import { blocksOf, textOf } from '../facts/known';
import { sidecarOf } from '../facts/services';
import type { Rule } from '../rule';

const variable = /(NOMAD_UPSTREAM_(?:ADDR|IP|PORT)_)([A-Za-z0-9_]+(?:-[A-Za-z0-9_]+)*)(?![$%{*])/g;

export const upstreamVariable: Rule = {
  id: 'connect/upstream-variable',
  level: 'warning',
  title: 'A variable of an upstream that does not exist',
  languages: ['nomad'],
  about: 'connect',
  docs: {
    why: 'For each upstream Nomad sets `NOMAD_UPSTREAM_ADDR_<name>`, `_IP_` and `_PORT_`. Every character of the name that is no letter, digit or underscore becomes an underscore. A reference to any other name stays text.',
    wrong:
      'service {\n  connect {\n    sidecar_service {\n      proxy {\n        upstreams {\n          destination_name = "orders-api"\n          local_bind_port  = 8080\n        }\n      }\n    }\n  }\n}\nenv {\n  ORDERS = "${NOMAD_UPSTREAM_ADDR_orders-api}"\n}',
    right:
      'service {\n  connect {\n    sidecar_service {\n      proxy {\n        upstreams {\n          destination_name = "orders-api"\n          local_bind_port  = 8080\n        }\n      }\n    }\n  }\n}\nenv {\n  ORDERS = "${NOMAD_UPSTREAM_ADDR_orders_api}"\n}',
    sources: ['client/taskenv/env.go SetUpstreams'],
  },
  check(file, report) {
    if (!file.text.includes('NOMAD_UPSTREAM_')) return;
    for (const group of groupsOf(file.instance)) {
      const names = upstreamNames(group);
      if (!names) continue;
      for (const block of blocksIn(group)) {
        for (const { expression } of block.attributes.values()) {
          for (const match of file.text.slice(expression.start, expression.end).matchAll(variable)) {
            const [, prefix = '', name = ''] = match;
            if (names.has(name) || (name.includes('-') && names.has(name.split('-')[0] ?? ''))) continue;
            const start = expression.start + match.index;
            const suggestion = names.has(clean(name)) ? clean(name) : nearest(name, names);
            report({
              start,
              end: start + match[0].length,
              message: names.has(clean(name))
                ? `In the names of variables "-" becomes "_": this one is called ${prefix}${clean(name)}.`
                : `No sidecar of this group has an upstream "${name}", so Nomad never sets ${prefix}${name}.${didYouMean(suggestion)}`,
              fixes: suggestion
                ? [
                    {
                      title: `Change to ${prefix}${suggestion}`,
                      preferred: true,
                      edits: [{ start: start + prefix.length, end: start + match[0].length, text: suggestion }],
                    },
                  ]
                : [],
            });
          }
        }
      }
    }
  },
};

/** The endings of the variables; undefined when not all upstreams are known. */
function upstreamNames(group: BlockInstance): Set<string> | undefined {
  const services = group.type === 'task' ? [] : blocksOf(group, 'service');
  if (!services || services.some((s) => s.open || s.openTypes.has('connect'))) return undefined;
  const proxies = services.flatMap((s) => childrenOf(sidecarOf(s) ?? s, 'proxy'));
  const upstreams = proxies.map((proxy) => blocksOf(proxy, 'upstreams'));
  const names = upstreams.flatMap((list) => list ?? []).map((upstream) => textOf(upstream, 'destination_name'));
  if (upstreams.includes(undefined) || names.some((name) => name === undefined || name.includes('${')))
    return undefined;
  return new Set(names.map((name) => clean(name ?? '')));
}

const clean = (name: string): string => name.replace(/[^A-Za-z0-9_]/g, '_');
