/** What a transparent proxy needs from the group around it. */
import type { Analysis } from '../../analysis';
import { didYouMean, nearest } from '../../nearest';
import type { Finding } from '../../problem';
import type { BlockInstance } from '../../schema/instance';
import { isAddressPrefix } from '../../values/address-prefix';
import { childrenOf, groupsOf, labelOf } from '../facts/job-view';
import { blocksOf, countOf, flagOf, textsOf } from '../facts/known';
import { groupNetworks, mayHaveOtherPorts, portsOf } from '../facts/ports';
import { setAttribute } from '../facts/repairs';
import { groupServices, sidecarOf } from '../facts/services';
import type { Rule } from '../rule';

export const transparentProxy: Rule = {
  id: 'connect/transparent-proxy',
  level: 'error',
  title: 'A transparent proxy that its group does not allow',
  languages: ['nomad'],
  about: 'connect',
  docs: {
    why: 'A transparent proxy catches all traffic of the group, so a group with one has no other `connect` block. It answers DNS as well: with `dns` servers in the network it needs `no_dns = true`. Ports that it leaves alone (`exclude_inbound_ports`) are numbers, or labels of static ports, because the rules are written before dynamic ports are known. Networks that it leaves alone (`exclude_outbound_cidrs`) are written as `10.0.0.0/8`. Nomad refuses the rest.',
    wrong:
      'network {\n  mode = "bridge"\n  port "metrics" {}\n}\nservice {\n  connect {\n    sidecar_service {\n      proxy {\n        transparent_proxy {\n          exclude_inbound_ports = ["metrics"]\n        }\n      }\n    }\n  }\n}',
    right: 'transparent_proxy {\n  exclude_inbound_ports = ["9102"]\n}',
    sources: ['nomad/job_endpoint_hook_connect.go groupConnectUpstreamsValidate, transparentProxyPortLabelValidate'],
  },
  check(file, report) {
    for (const group of groupsOf(file.instance)) {
      const services = groupServices(group);
      for (const service of services) {
        const sidecar = sidecarOf(service);
        for (const proxy of sidecar
          ? childrenOf(sidecar, 'proxy').flatMap((p) => childrenOf(p, 'transparent_proxy'))
          : []) {
          checkDns(file, group, proxy, report);
          checkPorts(group, proxy, report);
          checkNetworks(proxy, report);
          const other = services.find(
            (s) => s !== service && childrenOf(s, 'connect').length > 0 && blocksOf(group, 'service'),
          );
          if (!other) continue;
          const connect = childrenOf(other, 'connect')[0] ?? other;
          report({
            start: proxy.header.start,
            end: proxy.header.end,
            message: `A group with a transparent proxy has one connect block only. Move the other service to a group of its own, or remove the transparent proxy.`,
            related: [
              { start: connect.header.start, end: connect.header.end, message: 'the other connect block is here' },
            ],
          });
        }
      }
    }
  },
};

function checkDns(
  file: Analysis,
  group: BlockInstance,
  proxy: BlockInstance,
  report: (finding: Finding) => void,
): void {
  if (flagOf(proxy, 'no_dns') !== false) return;
  const dns = groupNetworks(group)
    .flatMap((network) => childrenOf(network, 'dns'))
    .find((d) => ['servers', 'searches', 'options'].some((name) => textsOf(d, name).length > 0));
  if (!dns) return;
  report({
    start: proxy.header.start,
    end: proxy.header.end,
    message:
      'A transparent proxy answers DNS itself, and the network has DNS settings of its own. Set no_dns = true, or remove the dns block.',
    related: [{ start: dns.header.start, end: dns.header.end, message: 'DNS is set here' }],
    fixes: setAttribute(file.text, proxy, 'no_dns', 'true'),
  });
}

function checkPorts(group: BlockInstance, proxy: BlockInstance, report: (finding: Finding) => void): void {
  const networks = groupNetworks(group);
  if (networks.some(mayHaveOtherPorts) || group.openTypes.has('network')) return;
  const ports = networks.flatMap(portsOf);
  const usable = ports.flatMap((port) => ((countOf(port, 'static') ?? 1) > 0 ? (labelOf(port) ?? []) : []));
  for (const { text, start, end } of textsOf(proxy, 'exclude_inbound_ports')) {
    if (usable.includes(text) || (/^\d+$/.test(text) && Number(text) <= 65535)) continue;
    const dynamic = ports.find((port) => labelOf(port) === text);
    const suggestion = dynamic ? undefined : nearest(text, usable);
    report({
      start,
      end,
      message: dynamic
        ? `Port "${text}" is dynamic, and a transparent proxy must know the number. Make the port static, or write the number.`
        : `"${text}" is neither a number up to 65535 nor the label of a static port of group "${labelOf(group) ?? ''}".${didYouMean(suggestion)}`,
      related: dynamic && [
        { start: dynamic.header.start, end: dynamic.header.end, message: `"${text}" is declared here` },
      ],
      fixes: suggestion
        ? [
            {
              title: `Change to "${suggestion}"`,
              preferred: true,
              edits: [{ start, end, text: JSON.stringify(suggestion) }],
            },
          ]
        : [],
    });
  }
}

function checkNetworks(proxy: BlockInstance, report: (finding: Finding) => void): void {
  for (const { text, start, end } of textsOf(proxy, 'exclude_outbound_cidrs')) {
    if (isAddressPrefix(text)) continue;
    report({
      start,
      end,
      message: `"${text}" is not a network. Write an address and the number of its leading bits, such as "10.0.0.0/8".`,
      fixes: isAddressPrefix(`${text}/32`)
        ? [{ title: `Change to "${text}/32"`, edits: [{ start, end, text: `"${text}/32"` }] }]
        : [],
    });
  }
}
