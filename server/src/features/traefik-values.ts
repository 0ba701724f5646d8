/** Values that tags for Traefik may have, as far as the file tells: entry points, middlewares, services, ports. */
import type { Analysis } from '../analysis';
import { blocksOf, type Cursor, labelsOf } from './cursor';

export type TraefikValue = readonly [label: string, detail: string];

/** What may stand behind the `=` of a key that ends with `option`, from the file itself. */
export function valuesOf(
  analysis: Analysis,
  cursor: Cursor,
  option: string,
  type: string,
  section: string | undefined,
): readonly TraefikValue[] {
  if (type === 'bool')
    return [
      ['true', ''],
      ['false', ''],
    ];
  const named = (pattern: RegExp, detail: string): TraefikValue[] =>
    [...new Set([...analysis.text.matchAll(pattern)].map((match) => match[1] ?? ''))].map((name) => [name, detail]);
  switch (option) {
    case 'entrypoints':
      return entryPoints(analysis);
    case 'middlewares':
      return [
        ...named(/traefik\.(?:http|tcp)\.middlewares\.([\w-]+)\./g, 'a middleware of these tags'),
        ...named(/middlewares=(?:[^",]*,)*\s*([\w-]+@\w+)/g, 'used in this file'),
      ];
    case 'service':
      return section === 'routers'
        ? [
            ...named(/traefik\.(?:http|tcp|udp)\.services\.([\w-]+)\./g, 'a service of these tags'),
            ['api@internal', "Traefik's dashboard"],
          ]
        : [];
    case 'certresolver':
      return named(/certresolver=([\w-]+)/gi, 'used in this file');
    case 'port':
      return section === 'services' ? ports(cursor) : [];
    case 'scheme':
      return [
        ['https', ''],
        ['http', ''],
        ['h2c', 'HTTP/2 without TLS'],
      ];
    case 'samesite':
      return ['none', 'lax', 'strict'].map((name) => [name, '']);
    default:
      return [];
  }
}

/** Entry points that the file names: in tags, and in a static configuration of Traefik in one of its templates. */
function entryPoints({ text }: Analysis): readonly TraefikValue[] {
  const used = [...text.matchAll(/\bentry[pP]oints=([\w, -]+)/g)].flatMap((match) => (match[1] ?? '').split(','));
  const configured = [
    ...text.matchAll(/\[entryPoints\.([\w-]+)\]/gi),
    ...text.matchAll(/--entry[pP]oints\.([\w-]+)\.address/g),
  ].map((match) => match[1] ?? '');
  const yaml = /^\s*entryPoints:\s*\n((?:[ \t]+.*\n)+)/im.exec(text)?.[1] ?? '';
  const depth = /^[ \t]+/.exec(yaml)?.[0] ?? '';
  const ofYaml = yaml
    .split('\n')
    .filter((line) => line.startsWith(depth) && /^[\w-]+:/.test(line.slice(depth.length)))
    .map((line) => line.trim().replace(/:.*/, ''));
  const names = [...configured, ...ofYaml, ...used.map((name) => name.trim()), 'web', 'websecure'].filter(Boolean);
  return [...new Set(names)].map((name) => [
    name,
    configured.includes(name) || ofYaml.includes(name) ? 'in the configuration of Traefik' : '',
  ]);
}

function ports(cursor: Cursor): readonly TraefikValue[] {
  const group = cursor.levels.findLast((level) => level.block?.name.name === 'group')?.body;
  const networks = group ? blocksOf(group, 'network') : [];
  return networks
    .flatMap((network) => labelsOf(network.body, 'port'))
    .map(({ name }) => [`\${NOMAD_PORT_${name.replaceAll('-', '_')}}`, `port "${name}"`]);
}
