/** The repair that makes a static port dynamic, with everything else that has to change for the job to work as before. */
import type { Expression, Span } from '@hcl/parser';
import type { Analysis } from '../../analysis';
import type { Fix, TextEdit } from '../../problem';
import { remembered } from '../../remembered';
import type { AttributeInstance, BlockInstance } from '../../schema/instance';
import { insertLast, removeLines } from '../../text-edits';
import { childrenOf, labelOf, tasksOf } from '../facts/job-view';
import { blockOf, textOf, textsOf } from '../facts/known';
import { servicesOf } from '../facts/services';
import { sharesHost } from './shares-host';
import { toldPorts } from './told-ports';

export interface StaticPort {
  readonly group: BlockInstance;
  readonly network: BlockInstance;
  readonly port: BlockInstance;
  readonly number: number;
}

/**
 * Where ports are mapped, the program goes on listening on its number (`to`); where it listens on the node itself, it
 * has to take the number that it is given, so that number takes the place of the fixed one.
 */
export function dynamicFixes(file: Analysis, fixed: StaticPort): readonly Fix[] {
  const known = fixesByPort(file);
  let fixes = known.get(fixed.port);
  if (!fixes) {
    fixes = makeFixes(file, fixed);
    known.set(fixed.port, fixes);
  }
  return fixes;
}

/** Several rules offer the same for one port. */
const fixesByPort = remembered((_: Analysis) => new Map<BlockInstance, readonly Fix[]>());

function makeFixes(file: Analysis, fixed: StaticPort): readonly Fix[] {
  const { port, number, group } = fixed;
  const attribute = port.attributes.get('static');
  const label = labelOf(port);
  if (!attribute || label === undefined || port.dynamic || mustBeKnown(group, label)) return [];
  const mapped: Fix = {
    title: port.attributes.has('to') ? 'Use a dynamic port' : `Use a dynamic port (the task listens on ${number})`,
    preferred: true,
    edits: unique([
      toOf(file, port, attribute),
      ...publish(file, fixed, label),
      ...services(fixed, label),
      ...hostPorts(file, group, label),
    ]),
  };
  const given = literalPorts(file, fixed, label);
  const own: Fix = {
    title: `Use a dynamic port (the task listens on NOMAD_PORT_${clean(label)})`,
    edits: unique([
      removeLines(file.text, attribute.span),
      ...removeTo(file, port),
      ...services(fixed, label),
      ...given,
    ]),
  };
  return isOnHost(fixed) ? [{ ...own, preferred: true }] : given.length > 0 ? [mapped, own] : [mapped];
}

const clean = (label: string): string => label.replace(/[^A-Za-z0-9_]/g, '_');

/** A proxy is configured with the number, so Nomad has to know it before it places the group. */
function mustBeKnown(group: BlockInstance, label: string): boolean {
  return servicesOf(group).some(({ service }) => {
    const exposed = childrenOf(service, 'check').some(
      (check) => check.attributes.has('expose') && (textOf(check, 'port') || textOf(service, 'port')) === label,
    );
    const proxies = childrenOf(service, 'connect')
      .flatMap((connect) => childrenOf(connect, 'sidecar_service'))
      .flatMap((sidecar) => childrenOf(sidecar, 'proxy'))
      .flatMap((proxy) => childrenOf(proxy, 'transparent_proxy'));
    return (
      exposed || proxies.some((proxy) => textsOf(proxy, 'exclude_inbound_ports').some(({ text }) => text === label))
    );
  });
}

/** Whether the programs of the group listen on the node itself, where nothing is mapped. */
function isOnHost({ group, network }: StaticPort): boolean {
  const mode = textOf(network, 'mode');
  const tasks = tasksOf(group);
  return (mode === '' || mode === 'host') && tasks.length > 0 && tasks.every(sharesHost);
}

function toOf(file: Analysis, port: BlockInstance, { span, nameSpan }: AttributeInstance): TextEdit {
  return port.attributes.has('to')
    ? removeLines(file.text, span)
    : { start: nameSpan.start, end: nameSpan.end, text: 'to' };
}

function removeTo(file: Analysis, port: BlockInstance): readonly TextEdit[] {
  const to = port.attributes.get('to');
  return to ? [removeLines(file.text, to.span)] : [];
}

/** The label in `ports` of the only container, which otherwise opens nothing. */
function publish(file: Analysis, { group, network }: StaticPort, label: string): readonly TextEdit[] {
  const mode = textOf(network, 'mode');
  const [task, ...others] = tasksOf(group);
  if (!task || others.length > 0 || (mode !== '' && mode !== 'host')) return [];
  const driver = textOf(task, 'driver');
  const config = blockOf(task, 'config');
  if ((driver !== 'docker' && driver !== 'podman') || !config || config.open || sharesHost(task)) return [];
  if (['port_map', 'network_mode'].some((name) => config.attributes.has(name) || config.blocks.has(name))) return [];
  const ports = config.attributes.get('ports')?.expression;
  if (!ports) return config.node ? [insertLast(file.text, config.node, `ports = [${JSON.stringify(label)}]`)] : [];
  const last = ports.type === 'Tuple' ? ports.items.at(-1) : undefined;
  if (!last || textsOf(config, 'ports').some(({ text }) => text === label)) return [];
  return [{ start: last.end, end: last.end, text: `, ${JSON.stringify(label)}` }];
}

/** Services and checks that name the number itself; for a sidecar it is where the program listens, and stays. */
function services({ group, number }: StaticPort, label: string): readonly TextEdit[] {
  const owners = servicesOf(group).flatMap(({ service }) =>
    service.blocks.has('connect') ? [] : [service, ...childrenOf(service, 'check')],
  );
  return owners.flatMap((owner) => {
    const attribute = owner.attributes.get('port');
    const isIt = attribute && textOf(owner, 'port') === String(number) && textOf(owner, 'address_mode') !== 'driver';
    return isIt ? [replace(attribute.expression, JSON.stringify(label))] : [];
  });
}

/** The port of the host is another one than that inside now: others have to be told that one. */
function hostPorts(file: Analysis, group: BlockInstance, label: string): readonly TextEdit[] {
  return toldPorts(file, group)
    .filter((told) => told.label === clean(label))
    .map((told) => replace(told, `NOMAD_HOST_PORT_${told.label}`));
}

/** What stands before a number that is a port to listen on: an own address, or a name that says so. */
const listening =
  /(?:(?:^|[\s"'=\]*}]|0\.0\.0\.0|127\.0\.0\.1|localhost):|(?:port|listen|addr|address|bind)[\w.-]*["']?\s*[=:,]?\s*["']?|(?:^|[\s"'])-p["']?,?\s*["']?)$/i;

/** Where the number stands in what the tasks are started with: arguments, environment, templates. */
function literalPorts(file: Analysis, { group, number }: StaticPort, label: string): readonly TextEdit[] {
  const edits: TextEdit[] = [];
  const find = (attribute: AttributeInstance | undefined, name: string, text: string) => {
    if (!attribute || !isWritten(attribute.expression)) return;
    const { start, end, type } = attribute.expression;
    const source = file.text.slice(start, end);
    for (const { index } of source.matchAll(new RegExp(`(?<![\\w.])${number}(?![\\w.:])`, 'g'))) {
      if (!listening.test(`${name}=${source.slice(0, index)}`.slice(-60))) continue;
      const at = start + index;
      edits.push({
        start: at,
        end: at + String(number).length,
        text: type === 'Literal' ? JSON.stringify(text) : text,
      });
    }
  };
  const variable = `NOMAD_PORT_${clean(label)}`;
  for (const task of tasksOf(group)) {
    for (const config of childrenOf(task, 'config')) {
      for (const name of ['args', 'command', 'entrypoint']) find(config.attributes.get(name), '', `\${${variable}}`);
    }
    for (const env of childrenOf(task, 'env')) {
      for (const attribute of env.attributes.values()) find(attribute, attribute.name, `\${${variable}}`);
    }
    for (const template of childrenOf(task, 'template')) {
      const plain = !template.attributes.has('left_delimiter') && !template.attributes.has('right_delimiter');
      if (plain) find(template.attributes.get('data'), '', `{{ env "${variable}" }}`);
    }
  }
  return edits;
}

/** Only what is written out can be replaced: text, lists of text, and numbers. */
const isWritten = (node: Expression): boolean =>
  node.type === 'Tuple' ? node.items.every(isWritten) : node.type === 'Template' || node.type === 'Literal';

const replace = ({ start, end }: Span, text: string): TextEdit => ({ start, end, text });

/** A block that `dynamic` writes several times stands once in the text. */
function unique(edits: readonly TextEdit[]): readonly TextEdit[] {
  const seen = new Set<number>();
  return edits.filter(({ start }) => !seen.has(start) && seen.add(start));
}
