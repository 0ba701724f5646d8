/** Gateways: what the listeners, the linked services and the bind addresses must say. */

import type { Finding } from '../../problem';
import type { BlockInstance } from '../../schema/instance';
import { leadingPart } from '../../schema/leading-part';
import { childrenOf, groupsOf, valueOf } from '../facts/job-view';
import { blockOf, blocksOf, countOf, placeOf, textOf, textsOf } from '../facts/known';
import { removeAttribute } from '../facts/repairs';
import { groupServices } from '../facts/services';
import type { Rule } from '../rule';

export const gateway: Rule = {
  id: 'connect/gateway',
  level: 'error',
  title: 'A gateway whose parts do not fit together',
  languages: ['nomad'],
  about: 'connect',
  docs: {
    why: 'An ingress listener for tcp passes on whole connections, so it cannot choose a service by name or host: no `hosts`, no `"*"`. The service `"*"` stands for all services and has no `hosts` of its own. A terminating gateway that uses TLS needs `ca_file`; `cert_file` and `key_file` come together. A bind address has a port, or -1 for one that Nomad chooses. A mesh gateway needs the port of its service. Nomad refuses the rest.',
    wrong:
      'listener {\n  port     = 8080\n  protocol = "tcp"\n  service {\n    name  = "api"\n    hosts = ["api.example.com"]\n  }\n}',
    right:
      'listener {\n  port     = 8080\n  protocol = "http"\n  service {\n    name  = "api"\n    hosts = ["api.example.com"]\n  }\n}',
    sources: [
      'nomad/structs/services.go ConsulIngressService.Validate, ConsulLinkedService.Validate, ConsulGatewayBindAddress.Validate',
      'nomad/job_endpoint_hook_connect.go groupConnectHook',
    ],
  },
  check(file, report) {
    for (const group of groupsOf(file.instance)) {
      for (const service of groupServices(group)) {
        for (const block of childrenOf(service, 'connect').flatMap((connect) => childrenOf(connect, 'gateway'))) {
          const within = (type: string, inner: string) => childrenOf(block, type).flatMap((b) => childrenOf(b, inner));
          for (const listener of within('ingress', 'listener')) checkListener(file.text, listener, report);
          for (const linked of within('terminating', 'service')) checkLinked(linked, report);
          for (const address of within('proxy', 'envoy_gateway_bind_addresses')) checkBindAddress(address, report);
          if (
            childrenOf(block, 'mesh').length > 0 &&
            textOf(service, 'port') === '' &&
            (blocksOf(group, 'network')?.length ?? 0) > 0 &&
            blockOf(service, 'connect')
          ) {
            report({
              ...leadingPart(service),
              message: 'A mesh gateway needs the port of its service: the address for other datacenters. Set "port".',
            });
          }
        }
      }
    }
  },
};

type Report = (finding: Finding) => void;

function checkListener(text: string, listener: BlockInstance, report: Report): void {
  const protocol = textOf(listener, 'protocol');
  if (protocol === undefined) return;
  const tcp = protocol === '' || protocol === 'tcp';
  for (const service of childrenOf(listener, 'service')) {
    const all = textOf(service, 'name') === '*';
    const hosts = textsOf(service, 'hosts').length > 0;
    if (tcp && all) {
      report({
        ...placeOf(service, 'name'),
        message:
          'A tcp listener cannot stand for all services ("*"): it does not see which one is meant. Name one, or use protocol = "http".',
      });
    }
    if (hosts && (tcp || all)) {
      report({
        ...placeOf(service, 'hosts'),
        message: tcp
          ? 'A tcp listener does not see hosts. Remove "hosts", or use protocol = "http".'
          : 'The service "*" has no hosts of its own. Remove "hosts", or name one service.',
        fixes: removeAttribute(text, service, 'hosts', true),
      });
    }
  }
}

function checkLinked(linked: BlockInstance, report: Report): void {
  const [ca, cert, key, sni] = ['ca_file', 'cert_file', 'key_file', 'sni'].map((name) => textOf(linked, name));
  const given = (value: string | undefined) => value !== undefined && value !== '';
  const without = (['cert_file', 'key_file', 'sni'] as const).find((name) => given(textOf(linked, name)));
  if (ca === '' && without && (given(cert) || given(key) || given(sni))) {
    report({
      ...placeOf(linked, without),
      message: `"${without}" needs "ca_file": without it the gateway does not use TLS. Add it.`,
    });
  }
  if ((given(cert) && key === '') || (given(key) && cert === '')) {
    const [here, missing] = given(cert) ? ['cert_file', 'key_file'] : ['key_file', 'cert_file'];
    report({
      ...placeOf(linked, here),
      message: `"${here}" needs "${missing}": a certificate and its key come together. Add it.`,
    });
  }
}

function checkBindAddress(address: BlockInstance, report: Report): void {
  // Below -1 the schema speaks.
  if (valueOf(address, 'port') !== undefined && countOf(address, 'port') === 0) {
    report({
      ...placeOf(address, 'port'),
      message: '0 is not a port of a gateway. Use a number above zero, or -1 for one that Nomad chooses.',
    });
  }
}
