/** The network mode that a Connect proxy needs. */
import { groupsOf, labelOf } from '../facts/job-view';
import { blocksOf, placeOf, textOf } from '../facts/known';
import { setAttribute } from '../facts/repairs';
import type { Rule } from '../rule';
import { networkNeed } from './network';

export const bridgeRequired: Rule = {
  id: 'connect/bridge-required',
  level: 'error',
  title: 'Consul Connect in a network mode without isolation',
  languages: ['nomad'],
  about: 'connect',
  docs: {
    why: 'A sidecar keeps others away from the service, which works only in a network namespace: mode `bridge` or `cni/<name>`. A gateway may also run in the mode `host`, but that must be written. Nomad refuses other modes, and none at all.',
    wrong: 'network {\n  port "http" {}\n}\nservice {\n  connect {\n    sidecar_service {}\n  }\n}',
    right: 'network {\n  mode = "bridge"\n}\nservice {\n  connect {\n    sidecar_service {}\n  }\n}',
    sources: ['nomad/job_endpoint_hook_connect.go groupConnectNetworkModeValidate'],
  },
  check(file, report) {
    for (const group of groupsOf(file.instance)) {
      const need = networkNeed(group);
      const [network, ...others] = blocksOf(group, 'network') ?? [];
      const mode = network && textOf(network, 'mode');
      if (!need || !network || others.length > 0 || mode === undefined) continue;
      if (mode === 'bridge' || mode.startsWith('cni/') || (need.what === 'gateway' && mode === 'host')) continue;
      const what = need.block.type === 'check' ? 'an exposed check' : `a Connect ${need.what}`;
      report({
        ...placeOf(network, 'mode'),
        message: `Group "${labelOf(group) ?? ''}" has ${what}, which needs network mode "bridge"${need.what === 'gateway' ? ', "host"' : ''} or "cni/…"${mode === '' ? '; this network has none' : `, not "${mode}"`}.`,
        related: [{ start: need.block.header.start, end: need.block.header.end, message: 'Connect is used here' }],
        fixes: setAttribute(file.text, network, 'mode', '"bridge"'),
      });
    }
  },
};
