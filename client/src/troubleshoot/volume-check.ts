/** Whether the volumes that a job asks for are there, free and usable, and where. Pure. */
import type { CsiVolume, HostVolume, Job, NodeStub, TaskGroup } from '@nomad/api';
import { knownImage, ownerOfImage } from '../../../server/src/images';
import { nearest } from '../../../server/src/nearest';
import type { Locate } from '../plan';
import { at, type Line, line, type Piece, part, type Report, toCopy, verdict } from './report';

export interface VolumeFacts {
  readonly job: Job;
  readonly cluster: string;
  readonly namespace: string;
  /** Undefined when the token may not list them. */
  readonly nodes: readonly NodeStub[] | undefined;
  /** Dynamic host volumes of the namespace, by name. */
  readonly hostVolumes: readonly HostVolume[];
  /** Those that the job names; null for one that is not there. */
  readonly csiVolumes: Readonly<Record<string, CsiVolume | null>>;
  readonly file?: { readonly uri: string; readonly locate: Locate };
}

/** A volume of a group, with the tasks that mount it. */
interface Asked {
  readonly group: string;
  readonly label: string;
  readonly type: string;
  /** Its names: more than one where each allocation has its own (`per_alloc`). */
  readonly sources: readonly string[];
  readonly readOnly: boolean;
  readonly accessMode?: string;
  readonly mounts: readonly {
    readonly task: string;
    readonly destination: string;
    readonly readOnly: boolean;
    readonly image?: string;
  }[];
}

/** @returns the CSI volumes that a job names, and whether it names any of the host */
export function volumesAskedFor(job: Job): { readonly csi: readonly string[]; readonly host: boolean } {
  const asked = askedOf(job);
  return {
    csi: [...new Set(asked.filter(({ type }) => type === 'csi').flatMap(({ sources }) => sources))],
    host: asked.some(({ type }) => type === 'host'),
  };
}

export function volumeReport(facts: VolumeFacts): Report {
  const { job, cluster, namespace, file } = facts;
  const checked = askedOf(job).map((asked) => check(asked, facts));
  return {
    title: `Volumes · ${job.ID}`,
    place: `${cluster} · ${namespace}`,
    lines: [headline(checked), ...checked.flatMap(({ title, lines }) => part(title, lines))],
    actions: file
      ? [
          { title: '$(refresh) Check again', command: 'nomad.volume.check', args: [{ kind: 'job', file: file.uri }] },
          { title: '$(go-to-file) Job File', command: 'nomad.explorer.openFile', args: [{ file: file.uri }] },
        ]
      : [],
  };
}

interface Checked {
  readonly title: string;
  readonly lines: readonly Line[];
  readonly well: boolean;
}

function headline(checked: readonly Checked[]): Line {
  if (checked.length === 0) {
    return verdict('good', 'This job asks for no volume: what its tasks write is gone with the allocation.');
  }
  const unusable = checked.filter(({ well }) => !well).length;
  const one = checked.length === 1;
  if (unusable > 0) {
    const which = one ? 'Its volume' : `${unusable} of its ${checked.length} volumes`;
    return verdict('bad', `${which} cannot be used as the job asks.`);
  }
  return verdict(
    'good',
    one ? 'Its volume is there and can be used.' : `Its ${checked.length} volumes are there and can be used.`,
  );
}

function check(asked: Asked, facts: VolumeFacts): Checked {
  const { group, label, type, sources } = asked;
  const found = sources.map((source) =>
    type === 'csi' ? checkCsi(source, asked, facts) : checkHost(source, asked, facts),
  );
  return {
    title: `volume "${label}" of group "${group}": ${type} "${sources.join('", "')}"`,
    lines: [...found.flatMap(({ lines }) => lines), ...mountLines(asked), ...ownerLines(asked, facts)],
    well: found.every(({ well }) => well),
  };
}

type Finding = Pick<Checked, 'lines' | 'well'>;

function checkHost(source: string, asked: Asked, facts: VolumeFacts): Finding {
  const { nodes, hostVolumes } = facts;
  const where = placeOf(asked, facts);
  if (nodes === undefined)
    return { well: true, lines: [line(1, 'Where it is cannot be told: the token may not list nodes.')] };
  const ready = nodes.filter(({ Status, SchedulingEligibility, Drain }) => {
    return Status === 'ready' && SchedulingEligibility === 'eligible' && !Drain;
  });
  const having = ready.filter(({ HostVolumes }) => HostVolumes?.[source]);
  const writable = having.filter(({ HostVolumes }) => !HostVolumes?.[source]?.ReadOnly);
  const dynamic = hostVolumes.filter(({ Name }) => Name === source);
  const uses = dynamic
    .flatMap(({ Allocations }) => Allocations ?? [])
    .filter(({ ClientStatus }) => ClientStatus === 'running');
  if (having.length === 0) {
    const pending = dynamic.find(({ State }) => State !== 'ready');
    if (pending)
      return bad(`The dynamic volume "${source}" is ${pending.State}: its node does not have it ready.`, where);
    return {
      well: false,
      lines: [
        line(1, { text: `✖ No node that takes work has a host volume "${source}"`, kind: 'bad' }, ...where, '.'),
        ...nearestName(source, ready),
        line(2, 'Either the configuration of a client needs it, which wants a restart of that client:'),
        toCopy(3, `host_volume "${source}" { path = "/opt/nomad-volumes/${source}" }`),
        line(2, 'or, with Nomad 1.10 and later, make one on demand from a volume spec of type "host":'),
        line(3, { text: 'Create a volume from a specification…', link: { command: 'nomad.volume.create', args: [] } }),
      ],
    };
  }
  const names = having.map(({ Name }) => Name).sort();
  const some = names.length > 5 ? `${names.slice(0, 5).join(', ')} and ${names.length - 5} more` : names.join(', ');
  const place = line(
    1,
    `${having.length} of ${ready.length} nodes that take work ${having.length === 1 ? 'has' : 'have'} it: ${some}`,
  );
  if (!asked.readOnly && writable.length === 0) {
    return {
      well: false,
      lines: [
        place,
        line(
          1,
          { text: '✖ It is read-only there, and the job asks to write', kind: 'bad' },
          ...where,
          '. Ask with read_only = true, or let the client allow writing.',
        ),
      ],
    };
  }
  return {
    well: true,
    lines: [
      place,
      ...(dynamic.length > 0
        ? [line(1, `dynamic, made by plugin ${[...new Set(dynamic.map(({ PluginID }) => PluginID))].join(', ')}`)]
        : []),
      ...uses.map(({ Name, NodeName }) => line(1, `in use by ${Name} on ${NodeName}`)),
    ],
  };
}

function checkCsi(source: string, asked: Asked, facts: VolumeFacts): Finding {
  const { namespace } = facts;
  const where = placeOf(asked, facts);
  const volume = facts.csiVolumes[source];
  if (volume === undefined) return { well: true, lines: [line(1, `"${source}" could not be read with this token.`)] };
  if (volume === null) {
    return {
      well: false,
      lines: [
        line(
          1,
          { text: `✖ There is no CSI volume "${source}" in namespace "${namespace}"`, kind: 'bad' },
          ...where,
          '.',
        ),
        line(2, 'Make it from a volume spec, or register one that the storage has already:'),
        line(3, { text: 'Create a volume from a specification…', link: { command: 'nomad.volume.create', args: [] } }),
      ],
    };
  }
  const { PluginID, ControllerRequired, ControllersHealthy, ControllersExpected, NodesHealthy, NodesExpected } = volume;
  const running = (volume.Allocations ?? []).filter(
    ({ ClientStatus }) => ClientStatus === 'running' || ClientStatus === 'pending',
  );
  const controllers = ControllerRequired ? `${ControllersHealthy} of ${ControllersExpected} controllers, ` : '';
  const health = `plugin "${PluginID}": ${controllers}${NodesHealthy} of ${NodesExpected} nodes healthy`;
  const plugin: Piece = { text: health, link: { command: 'nomad.plugin.status', args: [PluginID] } };
  const offered = (volume.RequestedCapabilities ?? []).map(({ AccessMode }) => AccessMode);
  const problems = [
    !volume.Schedulable &&
      `It cannot be scheduled: no healthy ${NodesHealthy === 0 ? 'node' : 'controller'} of its plugin.`,
    asked.accessMode &&
      offered.length > 0 &&
      !offered.includes(asked.accessMode) &&
      `The job asks for access mode "${asked.accessMode}", and the volume offers ${offered.join(', ')}.`,
    volume.AccessMode?.startsWith('single-node') &&
      !asked.readOnly &&
      running.some(({ JobID }) => JobID !== facts.job.ID) &&
      `Another job has it, and "${volume.AccessMode}" lets one node use it at a time.`,
  ].filter((problem): problem is string => Boolean(problem));
  return {
    well: problems.length === 0,
    lines: [
      line(1, plugin),
      ...problems.map((problem) => line(1, { text: `✖ ${problem}`, kind: 'bad' }, ...where)),
      ...running.map(({ Name, NodeName }) => line(1, `in use by ${Name} on ${NodeName}`)),
      ...(running.length === 0 ? [line(1, 'nobody uses it')] : []),
    ],
  };
}

function bad(text: string, where: readonly Piece[]): Finding {
  return { well: false, lines: [line(1, { text: `✖ ${text}`, kind: 'bad' }, ...where)] };
}

/** A letter wrong in the name is the usual reason. */
function nearestName(source: string, nodes: readonly NodeStub[]): readonly Line[] {
  const names = [...new Set(nodes.flatMap(({ HostVolumes }) => Object.keys(HostVolumes ?? {})))].sort();
  const suggestion = nearest(source, names);
  if (suggestion) return [line(2, `Did you mean "${suggestion}"?`)];
  return names.length === 0 || names.length > 12 ? [] : [line(2, `The nodes have: ${names.join(', ')}`)];
}

function mountLines({ mounts }: Asked): readonly Line[] {
  if (mounts.length === 0) return [line(1, { text: '▲ No task mounts it.', kind: 'warning' })];
  return mounts.map(({ task, destination, readOnly }) =>
    line(1, `task "${task}" sees it at ${destination}${readOnly ? ', read-only' : ''}`),
  );
}

/** Who has to own the folder, for images that are known to run as somebody else than root. */
function ownerLines({ type, readOnly, mounts, sources }: Asked, { nodes }: VolumeFacts): readonly Line[] {
  if (type !== 'host' || readOnly) return [];
  return mounts.flatMap(({ image, readOnly: mountedReadOnly }) => {
    const found = image === undefined || mountedReadOnly ? undefined : knownImage(image);
    const owner = found && ownerOfImage(found);
    const path = sources.map((source) => pathOf(source, nodes))[0];
    if (!found || !owner || !path) return [];
    return [
      line(1, `${found.image.title} writes as ${owner}; the folder has to belong to it. On the node:`),
      toCopy(2, `ls -lad ${path}`),
      toCopy(2, `chown -R ${owner} ${path}`),
    ];
  });
}

function pathOf(source: string, nodes: readonly NodeStub[] | undefined): string | undefined {
  return nodes?.map(({ HostVolumes }) => HostVolumes?.[source]?.Path).find((path) => path);
}

function placeOf({ label, group }: Asked, { file }: VolumeFacts): readonly Piece[] {
  return at(file?.uri, file?.locate('volume', label, group));
}

function askedOf({ TaskGroups }: Job): readonly Asked[] {
  return (TaskGroups ?? []).flatMap((group) =>
    Object.entries(group.Volumes ?? {})
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([label, volume]) => ({
        group: group.Name ?? '',
        label,
        type: volume.Type || 'host',
        sources: sourcesOf(volume.Source || label, volume.PerAlloc === true, group.Count ?? 1),
        readOnly: volume.ReadOnly === true,
        accessMode: volume.AccessMode || undefined,
        mounts: mountsOf(group, label),
      })),
  );
}

/** With `per_alloc` each allocation has its own: `data[0]`, `data[1]`. */
function sourcesOf(source: string, perAllocation: boolean, count: number): readonly string[] {
  return perAllocation ? Array.from({ length: count }, (_, i) => `${source}[${i}]`) : [source];
}

function mountsOf({ Tasks }: TaskGroup, label: string): Asked['mounts'] {
  return (Tasks ?? []).flatMap((task) =>
    ((task.VolumeMounts ?? []) as { Volume?: string; Destination?: string; ReadOnly?: boolean }[])
      .filter(({ Volume }) => Volume === label)
      .map(({ Destination, ReadOnly }) => ({
        task: task.Name,
        destination: Destination ?? '',
        readOnly: ReadOnly === true,
        image: (task.Config as { image?: string } | null)?.image,
      })),
  );
}
