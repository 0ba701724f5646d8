/** Values that are likely in one place: where an image keeps its data, which ports it listens on, which may be fixed. */
import type { Body, Expression, ScopeTraversal } from '@hcl/parser';
import type { Analysis } from '../analysis';
import { type FoundImage, knownImage, mountsOfImage, ownerOfImage } from '../images';
import { allowedPorts } from '../policy-paths';
import { timeZones } from '../values/time-zone';
import { attributeOf, blocksOf, type Cursor } from './cursor';
import { reasons } from './port-policy-text';
import { runtimeName } from './runtime-known';

export interface LikelyValue {
  readonly value: string | number;
  readonly detail: string;
}

/** @param name of the attribute whose value the cursor stands in */
export function likelyValues(analysis: Analysis, cursor: Cursor, name: string): readonly LikelyValue[] {
  const type = cursor.inner.block?.name.name;
  if (type === 'volume_mount' && name === 'destination') return destinations(cursor);
  if (name === 'time_zone' || (name === 'timezone' && type === 'cron'))
    return [...new Set(['UTC', 'Local', ...timeZones()])].map((value) => ({ value, detail: '' }));
  if (type === 'port' && name === 'to') return innerPorts(cursor);
  if (type === 'port' && name === 'static') {
    return allowedPorts(analysis.file.uri, analysis.settings.policy)
      .slice(0, 20)
      .map((value) => ({ value, detail: reasons[value] ?? 'allowed by the house policy' }));
  }
  if ((type === 'constraint' || type === 'affinity') && name === 'value') return comparedWith(cursor);
  return [];
}

/** What a node may say to the attribute that is compared. */
function comparedWith(cursor: Cursor): readonly LikelyValue[] {
  const attribute = attributeOf(cursor.inner.body, 'attribute');
  const [part] = attribute?.type === 'Template' ? attribute.parts : [];
  const written = part?.type === 'Interpolation' ? part.expression : undefined;
  const known = written?.type === 'ScopeTraversal' ? runtimeName(nameOfTraversal(written)) : undefined;
  const values = known?.values ?? (known?.example ? [known.example] : []);
  return values.map((value) => ({ value, detail: known?.values ? '' : 'for example' }));
}

const nameOfTraversal = ({ root, steps }: ScopeTraversal): string =>
  [root.name, ...steps.map((step) => (step.type === 'AttributeStep' ? step.name.name : String(step.key)))].join('.');

/** The known images of the tasks around the cursor: that of the task, else those of the group. */
export function imagesAround(cursor: Cursor): readonly FoundImage[] {
  const body = (type: string): Body | undefined =>
    cursor.levels.findLast((level) => level.block?.name.name === type)?.body;
  const task = body('task');
  const group = body('group');
  const tasks = task ? [task] : group ? blocksOf(group, 'task').map((block) => block.body) : [];
  return tasks.flatMap((one) => {
    const [config] = blocksOf(one, 'config');
    const found = config && knownImage(literal(attributeOf(config.body, 'image')) ?? '');
    return found ? [found] : [];
  });
}

/** The text of a string without references. */
export function literal(expression: Expression | undefined): string | undefined {
  const [part, ...others] = expression?.type === 'Template' ? expression.parts : [];
  return part?.type === 'TemplateText' && others.length === 0 ? part.value : undefined;
}

/** Usual labels of ports: what they are for, and what programs listen on inside. */
export const usualLabels: Readonly<Record<string, { readonly for: string; readonly port: number }>> = {
  http: { for: 'requests of clients', port: 8080 },
  https: { for: 'requests of clients, encrypted', port: 8443 },
  grpc: { for: 'calls of other programs', port: 50051 },
  metrics: { for: 'what Prometheus reads', port: 9090 },
  admin: { for: 'dashboards and settings, not for everybody', port: 8081 },
  health: { for: 'checks, where they have a port of their own', port: 8086 },
  db: { for: 'clients of a database', port: 5432 },
};

function destinations(cursor: Cursor): readonly LikelyValue[] {
  return imagesAround(cursor).flatMap((found) => {
    const owner = ownerOfImage(found);
    return mountsOfImage(found).map((mount) => ({
      value: mount.path,
      detail: `${found.image.title}: ${mount.for}${owner ? `, as ${owner}` : ''}`,
    }));
  });
}

function innerPorts(cursor: Cursor): readonly LikelyValue[] {
  const label = cursor.inner.block?.labels[0]?.value ?? '';
  const known = imagesAround(cursor).flatMap(({ image }) =>
    Object.entries(image.ports ?? {}).map(([name, value]) => ({ name, value, detail: `${image.title}: ${name}` })),
  );
  const own = known.filter(({ name }) => name === label);
  const usual = usualLabels[label];
  return [
    ...(own.length > 0 ? own : known),
    ...(usual && own.length === 0 ? [{ value: usual.port, detail: `usual for ${label}` }] : []),
  ].map(({ value, detail }) => ({ value, detail }));
}
