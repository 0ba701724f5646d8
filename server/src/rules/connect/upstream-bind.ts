/** Two upstreams of a group that listen at the same place. */
import type { Fix } from '../../problem';
import type { BlockInstance } from '../../schema/instance';
import { childrenOf, groupsOf } from '../facts/job-view';
import { countOf, isCertain, placeOf, textOf } from '../facts/known';
import { setAttribute } from '../facts/repairs';
import { groupServices, sidecarOf } from '../facts/services';
import type { Rule } from '../rule';

export const upstreamBind: Rule = {
  id: 'connect/upstream-bind',
  level: 'error',
  title: 'Two upstreams at the same local address',
  languages: ['nomad'],
  about: 'connect',
  docs: {
    why: 'For each upstream the sidecar listens at an address or a socket of its own, and all sidecars of a group share one network. Nomad refuses two upstreams of a group with the same `local_bind_address` and `local_bind_port`, or the same socket; two without a port are the same as well.',
    wrong:
      'upstreams {\n  destination_name = "db"\n  local_bind_port  = 5432\n}\nupstreams {\n  destination_name = "cache"\n  local_bind_port  = 5432\n}',
    right:
      'upstreams {\n  destination_name = "db"\n  local_bind_port  = 5432\n}\nupstreams {\n  destination_name = "cache"\n  local_bind_port  = 6379\n}',
    sources: ['nomad/job_endpoint_hook_connect.go groupConnectUpstreamsValidate'],
  },
  check(file, report) {
    for (const group of groupsOf(file.instance)) {
      const first = new Map<string, BlockInstance>();
      for (const upstream of groupServices(group).flatMap(upstreamsOf).filter(isCertain)) {
        const key = listener(upstream);
        const other = key === undefined ? undefined : first.get(key);
        if (key === undefined) continue;
        if (!other) {
          first.set(key, upstream);
          continue;
        }
        const [name, where] = [textOf(upstream, 'destination_name') ?? '', placeOfListener(upstream)];
        report({
          ...where,
          message: `Upstream "${name}" listens at ${key.startsWith(':0') ? 'no port of its own, like another upstream' : `"${key}" like upstream "${textOf(other, 'destination_name') ?? ''}"`}. Give each another local_bind_port.`,
          related: [{ ...placeOfListener(other), message: 'the other one is here' }],
          fixes: () => freePort(file.text, upstream, groupServices(group).flatMap(upstreamsOf)),
        });
      }
    }
  },
};

const upstreamsOf = (service: BlockInstance): readonly BlockInstance[] => {
  const sidecar = sidecarOf(service);
  return sidecar ? childrenOf(sidecar, 'proxy').flatMap((proxy) => childrenOf(proxy, 'upstreams')) : [];
};

/** The next number that no upstream of the group has. */
function freePort(text: string, upstream: BlockInstance, all: readonly BlockInstance[]): readonly Fix[] {
  const taken = new Set(all.map((one) => countOf(one, 'local_bind_port')));
  let port = countOf(upstream, 'local_bind_port') || 9000;
  while (taken.has(port)) port++;
  return textOf(upstream, 'local_bind_socket_path')
    ? []
    : setAttribute(text, upstream, 'local_bind_port', String(port), false);
}

function listener(upstream: BlockInstance): string | undefined {
  const socket = textOf(upstream, 'local_bind_socket_path');
  const address = textOf(upstream, 'local_bind_address');
  const port = countOf(upstream, 'local_bind_port');
  if (socket === undefined || address === undefined || port === undefined) return undefined;
  return socket || `${address.includes(':') ? `[${address}]` : address}:${port}`;
}

const placeOfListener = (upstream: BlockInstance) =>
  placeOf(upstream, textOf(upstream, 'local_bind_socket_path') ? 'local_bind_socket_path' : 'local_bind_port');
