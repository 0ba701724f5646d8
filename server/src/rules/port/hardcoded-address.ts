/** An address with a port, written down where service discovery would find it. */
import type { AttributeInstance, BlockInstance } from '../../schema/instance';
import { childrenOf, groupsOf, tasksOf } from '../facts/job-view';
import type { Rule } from '../rule';

export const hardcodedAddress: Rule = {
  id: 'port/hardcoded-address',
  level: 'hint',
  title: 'An address and a port written into a task',
  languages: ['nomad'],
  docs: {
    why: 'A job that is placed anew may run on another node, and has another port when that is dynamic. An address written into the environment, the arguments or a template of another task is wrong from then on. A template that asks for the service is filled in again when it moves.',
    wrong: 'env {\n  DB_ADDR = "10.0.0.12:5432"\n}',
    right:
      'template {\n  destination = "local/db.env"\n  env         = true\n  data        = <<-EOT\n    {{ range nomadService "postgres" }}\n    DB_ADDR={{ .Address }}:{{ .Port }}\n    {{ end }}\n  EOT\n}',
  },
  check(file, report) {
    for (const task of groupsOf(file.instance).flatMap(tasksOf)) {
      for (const attribute of startedWith(task)) {
        const { start, end } = attribute.expression;
        const text = file.text.slice(start, end);
        const seen = new Set<string>();
        for (const match of text.matchAll(/(?<![\w.])((?:\d{1,3}\.){3}\d{1,3}):(\d{2,5})(?![\w.])/g)) {
          const [address, ip = '', port] = match;
          const line = text.slice(text.lastIndexOf('\n', match.index) + 1, match.index);
          if (
            !isOfANode(ip) ||
            Number(port) > 65535 ||
            outside.has(Number(port)) ||
            seen.has(address) ||
            /^\s*(?:#|\/\/|;)/.test(line)
          )
            continue;
          seen.add(address);
          const at = start + match.index;
          report({
            start: at,
            end: at + address.length,
            message: `${address} is written down here: when what answers there moves, this task does not learn of it. A template with nomadService or service asks for it by name.`,
          });
        }
      }
    }
  },
};

/** The attributes that reach the program. */
function startedWith(task: BlockInstance): readonly AttributeInstance[] {
  const some = (block: BlockInstance, names: readonly string[]) =>
    names.flatMap((name) => block.attributes.get(name) ?? []);
  return [
    ...childrenOf(task, 'env').flatMap((env) => [...env.attributes.values()]),
    ...childrenOf(task, 'config').flatMap((config) => some(config, ['args', 'command', 'entrypoint'])),
    ...childrenOf(task, 'template').flatMap((template) => some(template, ['data'])),
  ];
}

/** A private address: what answers at others is not in the cluster. */
function isOfANode(ip: string): boolean {
  const [first = 0, second = 0, ...others] = ip.split('.').map(Number);
  if ([first, second, ...others].some((octet) => octet > 255)) return false;
  // 172.17 is the bridge of Docker on every node.
  const shared = first === 100 && second >= 64 && second < 128;
  return first === 10 || shared || (first === 192 && second === 168) || (first === 172 && second > 17 && second < 32);
}

/** Name and time servers are asked at a fixed number, often outside of the cluster. */
const outside = new Set([53, 123, 853]);
