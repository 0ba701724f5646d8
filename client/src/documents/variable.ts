/** A variable that Nomad keeps: its keys, and its values for who asks for them. No editor needed. */
import type { Variable } from '@nomad/api';
import { type Line, line, part, type Report } from '../troubleshoot/report';
import { ago } from './ago';

export interface VariableFacts {
  readonly variable: Variable;
  /** Cluster, without scheme. */
  readonly cluster: string;
  /** Whether the values are written out. */
  readonly open: boolean;
  readonly now: number;
}

const DOTS = '••••••••';

export function variableReport({ variable, cluster, open, now }: VariableFacts): Report {
  const { Path, Namespace, Items, ModifyTime, ModifyIndex } = variable;
  const keys = Object.keys(Items).sort();
  const width = Math.max(0, ...keys.map((key) => key.length));
  const target = { variable: Path, namespace: Namespace };
  return {
    title: `Variable · ${Path}`,
    place: `${cluster} · ${Namespace}`,
    lines: [
      line(0, {
        text: `${keys.length === 1 ? 'One key' : `${keys.length} keys`}, ${ModifyTime ? `written ${ago(now - ModifyTime / 1e6)}, ` : ''}index ${ModifyIndex}`,
        kind: 'muted',
      }),
      ...part(
        'Items',
        keys.flatMap((key) => itemLines(key.padEnd(width), Items[key] ?? '', open)),
      ),
      ...part('Who reads it', readerLines(Path)),
    ],
    actions: [
      open
        ? { title: '$(eye-closed) Hide Values', command: 'nomad.variable.show', args: [target] }
        : { title: '$(eye) Show Values', command: 'nomad.variable.show', args: [{ ...target, open: true }] },
      { title: '$(edit) Edit…', command: 'nomad.variable.edit', args: [target] },
      { title: '$(refresh) Refresh', command: 'nomad.variable.show', args: [{ ...target, open }] },
    ],
  };
}

/** The number of dots says nothing of a value's length. */
function itemLines(key: string, value: string, open: boolean): readonly Line[] {
  if (!open) return [line(1, `${key}  `, { text: DOTS, kind: 'muted' })];
  const [first = '', ...more] = value.split('\n');
  const indented = ' '.repeat(key.length + 2);
  return [
    line(1, `${key}  `, { text: first, kind: 'code' }),
    ...more.map((text) => line(1, indented, { text, kind: 'code' })),
  ];
}

/** Source: the default policy of workload identities (nomad/acl.go, ACLClaims). */
function readerLines(path: string): readonly Line[] {
  const [, job, group, task] = /^nomad\/jobs\/([^/]+)(?:\/([^/]+))?(?:\/([^/]+))?$/.exec(path) ?? [];
  const template = line(1, 'in a template: ', {
    text: `{{ with nomadVar "${path}" }}{{ .KEY }}{{ end }}`,
    kind: 'code',
  });
  if (path === 'nomad/jobs') return [line(1, 'the tasks of every job of its namespace, without a policy'), template];
  if (!job) return [line(1, 'who has an ACL policy for this path; tasks need one for their identity'), template];
  const where = [task && `task "${task}"`, group && `group "${group}"`, `job "${job}"`].filter(Boolean).join(' of ');
  return [line(1, `${task ? '' : 'the tasks of '}${where}, without a policy`), template];
}
