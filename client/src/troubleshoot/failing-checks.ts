/** What checks that fail mean, held against how the job declares them. Pure. */
import type { CheckStatus, Job } from '@nomad/api';
import type { Advice } from './report';

export interface FailingCheck extends Advice {
  readonly service: string;
  /** What it asks: `http /health`, `tcp`. */
  readonly asks: string;
  /** What came back. */
  readonly said: string;
}

/** The fields of a job's service and check that matter here (api/services.go). */
interface Declared {
  readonly Name?: string;
  readonly PortLabel?: string;
  readonly Checks?:
    | readonly { readonly Name?: string; readonly Type?: string; readonly Path?: string; readonly PortLabel?: string }[]
    | null;
}

export function failingChecks(
  job: Job | undefined,
  group: string,
  checks: readonly CheckStatus[],
): readonly FailingCheck[] {
  const declared = servicesOf(job, group);
  return checks
    .filter(({ Status }) => Status === 'failure')
    .map((status) => {
      const service = declared.find(({ Name }) => Name === status.Service);
      const all = service?.Checks ?? [];
      const check = all.find(({ Name }) => Name === status.Check) ?? (all.length === 1 ? all[0] : undefined);
      const path = check?.Path || undefined;
      const label = check?.PortLabel || service?.PortLabel || undefined;
      const said = saidOf(status);
      return {
        service: status.Service,
        asks: [check?.Type ?? (status.StatusCode ? 'http' : 'tcp'), path].filter(Boolean).join(' '),
        said,
        ...adviceOf(status, path, label),
        place: path ? { kind: 'check' as const, name: path } : { kind: 'service' as const, name: status.Service },
      };
    });
}

/** A page of HTML says its title. */
export function saidOf({ StatusCode, Output }: CheckStatus): string {
  const title = /<title>([^<]*)<\/title>/i.exec(Output)?.[1];
  const text = (/^\s*</.test(Output) ? (title ?? '') : Output).replace(/\s+/g, ' ').trim();
  const short = text.length > 160 ? `${text.slice(0, 159)}…` : text;
  return [StatusCode ? `status ${StatusCode}` : '', short].filter(Boolean).join(', ');
}

function adviceOf(
  { StatusCode = 0, Output }: CheckStatus,
  path: string | undefined,
  label: string | undefined,
): Pick<Advice, 'cause' | 'text'> {
  const port = /:(\d+)\b(?=: connect|: i\/o)/.exec(Output)?.[1];
  const where = port ? `port ${port}${label ? `, which Nomad gave as "${label}"` : ''}` : 'that port';
  if (StatusCode === 404) {
    return {
      cause: `its check finds nothing at ${path ?? 'its path'} (status 404)`,
      text: 'The program answers, and does not know this path: correct "path", or have the program serve it.',
    };
  }
  if (StatusCode === 401 || StatusCode === 403) {
    return {
      cause: `its check may not ask for ${path ?? 'its path'} (status ${StatusCode})`,
      text: 'The program wants a login there: check a path without one, or send a "header".',
    };
  }
  if (StatusCode >= 500) {
    return {
      cause: `its check is answered with status ${StatusCode}`,
      text: 'The program answers with an error of its own: its log says why.',
    };
  }
  if (StatusCode > 0) {
    return {
      cause: `its check is answered with status ${StatusCode}`,
      text: 'Only 2xx passes: check a path that answers so.',
    };
  }
  if (/connection refused/.test(Output)) {
    return {
      cause: `nothing listens on ${where}`,
      text: `Let the program listen on the port that Nomad gives it${label ? ` (NOMAD_PORT_${label.replace(/[^A-Za-z0-9_]/g, '_')})` : ''}; where it listens on its own in a container or bridge, say that port with "to".`,
    };
  }
  if (/timeout|deadline exceeded/i.test(Output)) {
    return {
      cause: 'its check is not answered in time',
      text: 'Either the program is slow, then give the check a longer "timeout"; or something between them drops the packets.',
    };
  }
  if (/x509|tls:|HTTP request to an HTTPS server/i.test(Output)) {
    return {
      cause: 'its check and the program do not agree about TLS',
      text: 'Set protocol = "https", and tls_skip_verify = true for a certificate of its own.',
    };
  }
  return { cause: 'its check fails', text: 'What the check says is above.' };
}

function servicesOf(job: Job | undefined, group: string): readonly Declared[] {
  const found = job?.TaskGroups?.find(({ Name }) => Name === group);
  const ofTasks = (found?.Tasks ?? []).flatMap((task) => (task.Services ?? []) as readonly Declared[]);
  return [...((found?.Services ?? []) as readonly Declared[]), ...ofTasks];
}
