/** What a group is by its names: a load balancer, a name server. */
import type { Analysis } from '../../analysis';
import { fits, pathOf } from '../../policy-paths';
import type { BlockInstance } from '../../schema/instance';
import { UNKNOWN } from '../../values/read';
import { childrenOf, jobOf, tasksOf, valueOf } from './job-view';

/** Whether the policy takes the group for a load balancer; undefined when a name that decides it is not known. */
export function isLoadBalancer({ file, instance, settings }: Analysis, group: BlockInstance): boolean | undefined {
  const { loadBalancerJobs } = settings.policy;
  const path = pathOf(file.uri);
  if (loadBalancerJobs.some((pattern) => pattern.includes('/') && fits(path, pattern))) return true;
  return isNamed(
    instance,
    group,
    loadBalancerJobs.filter((word) => !word.includes('/')),
  );
}

const nameServers = [
  'powerdns',
  'pdns',
  'pdns-auth',
  'pdns-recursor',
  'coredns',
  'bind',
  'bind9',
  'named',
  'unbound',
  'dnsmasq',
  'pihole',
  'pi-hole',
  'adguard',
  'adguardhome',
  'technitium',
  'knot',
  'nsd',
];

/** Whether the group runs a name server; undefined when a name that decides it is not known. */
export const isNameServer = ({ instance }: Analysis, group: BlockInstance): boolean | undefined =>
  isNamed(instance, group, nameServers);

/** Whether the job, the group, one of its tasks or images has one of the words in its name. */
function isNamed(root: BlockInstance, group: BlockInstance, words: readonly string[]): boolean | undefined {
  const job = jobOf(root);
  const tasks = tasksOf(group);
  const images = tasks.flatMap((task) => childrenOf(task, 'config').map((config) => valueOf(config, 'image')));
  const names = [
    job?.labels[0]?.value,
    job && valueOf(job, 'name'),
    ...[group, ...tasks].map((block) => block.labels[0]?.value),
  ];
  const found = [...names, ...images].some((name) => typeof name === 'string' && hasWord(name, words));
  return found ? true : [...names, ...images].includes(UNKNOWN) ? undefined : false;
}

/** `traefik` is in `edge-traefik2`, `lb` is not in `album`. */
function hasWord(name: string, words: readonly string[]): boolean {
  const text = name.toLowerCase();
  return words.some((word) => {
    const at = text.indexOf(word.toLowerCase());
    return at >= 0 && new RegExp(`(?:^|[^a-z0-9])${escaped(word.toLowerCase())}\\d*(?:[^a-z0-9]|$)`).test(text);
  });
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
