/** A database whose data lives in the container and goes with the allocation. */
import { jobTypeOf } from '../../job/canonical';
import type { BlockInstance } from '../../schema/instance';
import { insertFirst, insertLast } from '../../text-edits';
import { childrenOf, labelOf, stringOf, valueOf } from '../job-view';
import { placeOf } from '../known';
import type { Rule } from '../rule';
import { tasksIn } from '../walk';

/** Images by the last part of their name, and where they keep their data. */
const data: Readonly<Record<string, string>> = {
  postgres: '/var/lib/postgresql/data',
  postgresql: '/bitnami/postgresql',
  postgis: '/var/lib/postgresql/data',
  timescaledb: '/var/lib/postgresql/data',
  mysql: '/var/lib/mysql',
  mariadb: '/var/lib/mysql',
  percona: '/var/lib/mysql',
  mongo: '/data/db',
  mongodb: '/bitnami/mongodb',
  elasticsearch: '/usr/share/elasticsearch/data',
  opensearch: '/usr/share/opensearch/data',
  influxdb: '/var/lib/influxdb2',
  cassandra: '/var/lib/cassandra',
  scylla: '/var/lib/scylla',
  couchdb: '/opt/couchdb/data',
  neo4j: '/data',
  'clickhouse-server': '/var/lib/clickhouse',
  cockroach: '/cockroach/cockroach-data',
  minio: '/data',
  'gitlab-ce': '/var/opt/gitlab',
  'gitlab-ee': '/var/opt/gitlab',
  gitea: '/data',
  nextcloud: '/var/www/html',
  vaultwarden: '/data',
};

export const ephemeralForStateful: Rule = {
  id: 'storage/ephemeral-for-stateful',
  level: 'warning',
  title: 'A database without a volume',
  languages: ['nomad'],
  docs: {
    why: "What a container writes is gone with its allocation: at the next update, when the node is drained, when the task is placed elsewhere. A database needs a volume of the host or of CSI, mounted where it keeps its data. A group with a sticky `ephemeral_disk`, a mount in the driver's config and jobs that end are not meant.",
    wrong: 'task "db" {\n  driver = "docker"\n  config {\n    image = "postgres:17"\n  }\n}',
    right:
      'volume "db" {\n  type   = "host"\n  source = "db"\n}\ntask "db" {\n  driver = "docker"\n  config {\n    image = "postgres:17"\n  }\n  volume_mount {\n    volume      = "db"\n    destination = "/var/lib/postgresql/data"\n  }\n}',
    sources: ['job-specification/volume', 'job-specification/ephemeral_disk'],
  },
  check(file, report) {
    for (const { group, task } of tasksIn(file.instance)) {
      const type = jobTypeOf(task);
      const [config] = childrenOf(task, 'config');
      const image = config && stringOf(config, 'image');
      if (!config || !image || (type !== 'service' && type !== 'system') || keepsData(group, task, config)) continue;
      const name = /([^/:@]+)(?::[^/]*)?(?:@.*)?$/.exec(image)?.[1];
      const folder = name !== undefined && Object.hasOwn(data, name) ? data[name] : undefined;
      if (!folder) continue;
      const label = labelOf(task) ?? 'data';
      report({
        ...placeOf(config, 'image'),
        message: `"${name}" keeps its data in ${folder}, inside the container: it is gone with the allocation. Mount a volume there.`,
        fixes:
          group.type === 'group' &&
          group.node &&
          task.node &&
          !childrenOf(group, 'volume').some((volume) => labelOf(volume) === label)
            ? [
                {
                  title: `Add a host volume "${label}"`,
                  edits: [
                    insertFirst(
                      file.text,
                      group.node,
                      `volume "${label}" {\n  type   = "host"\n  source = "${label}"\n}\n`,
                    ),
                    insertLast(
                      file.text,
                      task.node,
                      `volume_mount {\n  volume      = "${label}"\n  destination = "${folder}"\n}`,
                    ),
                  ],
                },
              ]
            : [],
      });
    }
  },
};

function keepsData(group: BlockInstance, task: BlockInstance, config: BlockInstance): boolean {
  const mounted = ['volumes', 'mount', 'mounts', 'tmpfs'].some(
    (name) => config.attributes.has(name) || config.blocks.has(name) || config.openTypes.has(name),
  );
  // Another command than the image's own: a dump, a client, a shell.
  const other = ['command', 'entrypoint'].some((name) => config.attributes.has(name));
  const sticky = childrenOf(group, 'ephemeral_disk').some(
    (disk) => valueOf(disk, 'sticky') !== undefined && valueOf(disk, 'sticky') !== false,
  );
  const uncertain =
    task.open || config.open || task.openTypes.has('volume_mount') || group.openTypes.has('ephemeral_disk');
  return (
    uncertain ||
    mounted ||
    other ||
    sticky ||
    childrenOf(task, 'volume_mount').length > 0 ||
    childrenOf(task, 'lifecycle').length > 0
  );
}
