/** The servers of a cluster: which are there, and which one leads. No editor needed. */
import type { Member } from '@nomad/api';
import { type Line, line, part, type Report, verdict } from '../troubleshoot/report';

export interface ServersFacts {
  readonly place: string;
  readonly members: readonly Member[];
  /** `host:port` of its RPC; absent without one. */
  readonly leader?: string;
}

export function serversReport({ place, members, leader }: ServersFacts): Report {
  const alive = members.filter(({ Status }) => Status === 'alive').length;
  const leads = (member: Member) =>
    leader !== undefined && `${member.Tags.rpc_addr || member.Addr}:${member.Tags.port}` === leader;
  const regions = [...new Set(members.map(({ Tags }) => Tags.region ?? ''))].sort();
  return {
    title: 'Servers',
    place,
    lines: [
      headline(members, alive, leader),
      ...regions.flatMap((region) =>
        part(
          `Region ${region}`,
          members
            .filter(({ Tags }) => (Tags.region ?? '') === region)
            .sort((a, b) => (a.Name < b.Name ? -1 : 1))
            .map((member) => memberLine(member, leads(member))),
        ),
      ),
    ],
    actions: [{ title: '$(refresh) Refresh', command: 'nomad.server.members', args: [] }],
  };
}

function headline(members: readonly Member[], alive: number, leader: string | undefined): Line {
  if (!leader) return verdict('bad', 'No leader: nothing but stale reads is answered until one is elected.');
  const gone = members.filter(({ Status }) => Status === 'failed').length;
  if (gone > 0) {
    return verdict('warning', `${gone} of ${members.length} servers ${gone === 1 ? 'does' : 'do'} not answer.`);
  }
  return verdict('good', `${alive === 1 ? 'One server' : `${alive} servers`}, with a leader.`);
}

function memberLine({ Name, Addr, Status, Tags }: Member, leads: boolean): Line {
  const kind = Status === 'alive' ? 'good' : Status === 'failed' ? 'bad' : 'warning';
  return line(
    1,
    `${Name}  `,
    { text: leads ? `${Status}, leader` : Status, kind },
    { text: `  ${Addr}, datacenter ${Tags.dc ?? '?'}, Nomad ${Tags.build ?? '?'}`, kind: 'muted' },
  );
}
