/** A service, check or driver that names a port label which its group does not declare. */
import type { Analysis } from '../../analysis';
import { didYouMean, nearest } from '../../nearest';
import type { Fix } from '../../problem';
import type { BlockInstance } from '../../schema/instance';
import type { Reference } from '../../symbols';
import { insertFirst, insertLast } from '../../text-edits';
import { childrenOf, labelOf } from '../job-view';
import type { Rule } from '../rule';

export const labelUndefined: Rule = {
  id: 'port/label-undefined',
  level: 'warning',
  title: 'A port label that the group does not declare',
  languages: ['nomad'],
  docs: {
    why: 'A service is registered with the number that its port label stands for, and a container publishes the ports that it names. A label that no `network` block declares stands for nothing. Nomad refuses the job when the service is in a task; for a service of the group and for the `ports` of a container it accepts the job, and the task then fails or the service is registered without a port.',
    wrong: 'network {\n  port "http" {}\n}\nservice {\n  port = "htpp"\n}',
    right: 'network {\n  port "http" {}\n}\nservice {\n  port = "http"\n}',
    sources: ['nomad/structs/structs.go validateServices', 'drivers/docker/driver.go createContainerConfig'],
  },
  check(file, report) {
    for (const reference of file.symbols.references) {
      if (reference.kind !== 'port' || !isLabel(reference.name)) continue;
      const { scope } = reference;
      if (scope === file.instance || hasOpenPorts(scope)) continue;
      const names = file.symbols.of('port', scope).map((definition) => definition.name);
      if (names.includes(reference.name)) continue;
      const refused = isRefused(reference, scope);
      const suggestion = nearest(reference.name, names);
      report({
        start: reference.span.start,
        end: reference.span.end,
        severity: refused ? 'error' : undefined,
        message: `No port "${reference.name}" in group "${labelOf(scope) ?? ''}".${didYouMean(suggestion)}${refused ? '' : ' Nomad accepts this, and the task or its service will fail.'}`,
        fixes: fixes(file, reference, scope, suggestion),
      });
    }
  },
};

/** Numbers and runtime references are not labels; the empty string means "none". */
const isLabel = (text: string): boolean => text !== '' && !/^\d+$/.test(text) && !text.includes('${');

/** Nomad's validator looks at services and checks of tasks only. */
const isRefused = (reference: Reference, scope: BlockInstance): boolean => {
  for (let b: BlockInstance | undefined = reference.block; b && b !== scope; b = b.parent) {
    if (b.type === 'service') return b.parent?.type === 'task';
  }
  return false;
};

/** Ports may be declared that are not in the text: by a `dynamic` block, or in a body that could not be read. */
function hasOpenPorts(group: BlockInstance): boolean {
  const networks = [
    ...childrenOf(group, 'network'),
    ...childrenOf(group, 'task').flatMap((task) => childrenOf(task, 'resources').flatMap((r) => childrenOf(r, 'network'))),
  ];
  return (
    group.openTypes.has('network') ||
    networks.some((n) => n.open || n.openTypes.has('port') || childrenOf(n, 'port').some((p) => labelOf(p) === undefined))
  );
}

function fixes(file: Analysis, reference: Reference, group: BlockInstance, suggestion: string | undefined): readonly Fix[] {
  const rename: Fix[] = suggestion
    ? [{ title: `Change to "${suggestion}"`, preferred: true, edits: [{ ...reference.span, text: JSON.stringify(suggestion) }] }]
    : [];
  const port = `port "${reference.name}" {}`;
  const network = childrenOf(group, 'network')[0];
  const declare =
    network?.node
      ? insertLast(file.text, network.node, port)
      : group.node
        ? insertFirst(file.text, group.node, `network {\n  ${port}\n}\n`)
        : undefined;
  return declare ? [...rename, { title: `Declare port "${reference.name}"`, edits: [declare] }] : rename;
}
