/** House policy: ports are dynamic; only DNS and the load balancer's are static, or what a comment documents. */
import type { Analysis } from '../../analysis';
import { allowedPorts } from '../../policy-paths';
import type { Fix } from '../../problem';
import type { BlockInstance } from '../../schema/instance';
import { forEachBlock } from '../../schema/validate';
import { indentAt, lineStart, newlineOf, removeLines } from '../../text-edits';
import { labelOf, numberOf } from '../job-view';
import type { Rule } from '../rule';

export const staticNotAllowed: Rule = {
  id: 'port/static-not-allowed',
  level: 'warning',
  policy: 'port',
  title: 'A static host port other than 53, 80 and 443',
  languages: ['nomad'],
  docs: {
    why: 'A static port is taken on the node itself: one allocation per node can have it, an update must stop the old allocation before it starts the new one, and any other job that wants the same number cannot be placed there. A dynamic port (20000–32000) has none of this, and service discovery tells the others where it is. Only resolvers (53) and the one load balancer (80, 443) are asked for at a fixed number by those who do not use discovery.',
    wrong: 'port "web" {\n  static = 8443\n}',
    right: 'port "web" {\n  to = 8443\n}',
    sources: ['nomad/structs/network.go DefaultMinDynamicPort, DefaultMaxDynamicPort'],
  },
  check(file, report) {
    forEachBlock(file.instance, (block) => {
      const port = block.type === 'port' ? numberOf(block, 'static') : undefined;
      const attribute = block.attributes.get('static');
      if (
        port === undefined ||
        !attribute ||
        port <= 0 ||
        allowedPorts(file.file.uri, file.settings.policy).includes(port) ||
        isDocumented(file, attribute.span.start)
      )
        return;
      report({
        start: attribute.span.start,
        end: attribute.span.end,
        message: `Port "${labelOf(block) ?? ''}" is fixed to ${port} on the host. Only 53, 80 and 443 are static here; a dynamic port avoids conflicts and lets more than one instance run.`,
        fixes: fixes(file, block, port),
      });
    });
  },
};

/** `# static: why` or `# legacy: why` on the line or the line above; the reason must be there. */
function isDocumented(file: Analysis, offset: number): boolean {
  const line = lineStart(file.text, offset);
  return file.syntax.comments.some((comment) => {
    const at = lineStart(file.text, comment.start);
    const above = line > 0 && at === lineStart(file.text, line - 1) && file.text.slice(at, comment.start).trim() === '';
    const text = file.text.slice(comment.start, comment.end);
    return (at === line || above) && /^(?:#|\/\/|\/\*)\s*(?:static|legacy):\s*\w/.test(text);
  });
}

function fixes(file: Analysis, block: BlockInstance, port: number): readonly Fix[] {
  const attribute = block.attributes.get('static');
  if (!attribute) return [];
  const { span, nameSpan } = attribute;
  const to = block.attributes.get('to');
  const start = lineStart(file.text, span.start);
  const indent = indentAt(file.text, span.start);
  return [
    to
      ? { title: 'Use a dynamic port', preferred: true, edits: [removeLines(file.text, span)] }
      : {
          title: `Use a dynamic port (the task listens on ${port})`,
          preferred: true,
          edits: [{ start: nameSpan.start, end: nameSpan.end, text: 'to' }],
        },
    {
      title: 'Document as legacy…',
      edits: [{ start, end: start, text: `${indent}# legacy: say why this port must be fixed${newlineOf(file.text)}` }],
    },
  ];
}
