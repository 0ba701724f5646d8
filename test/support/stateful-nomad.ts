/**
 * A small Nomad with a memory: for what a replay cannot show, where the client decides what comes next. Answers are
 * recorded ones with identities and indexes put in.
 *
 * What happens after a registration is a script: each look at an evaluation or deployment with the newest index moves
 * it one step on, so that no test waits for real time.
 */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AllocationStub, Deployment, Evaluation, Job, JobPlan } from '@nomad/api';
import { type Exchange, exchangesOf, recordedPlans } from './replay-files';

/** How a registration goes on. */
export interface Script {
  /** States of the evaluation, last one terminal. */
  readonly evaluation: readonly Evaluation[];
  /** States of the deployments, each followed to its end before the next is there. */
  readonly deployments?: readonly (readonly Deployment[])[];
  readonly allocations?: readonly AllocationStub[];
  /** What the tasks wrote on stderr. */
  readonly stderr?: string;
}

export interface StatefulNomad {
  readonly address: string;
  /** `METHOD path`, in order. */
  readonly received: readonly string[];
  /** Bodies of the registrations. */
  readonly registrations: readonly { readonly Job: Job; readonly [field: string]: unknown }[];
  /** Somebody else changes a job. */
  changeBySomebodyElse(jobId: string): void;
  /** Counts of a job's groups, as `GET /v1/job/<id>/scale` gives them. */
  scaled(jobId: string, group: string, count: number): void;
  /** Cuts the next connections instead of answering. */
  cutNext(count: number): void;
  close(): Promise<void>;
}

interface State {
  job: Job;
  modifyIndex: number;
  version: number;
}

export async function startStatefulNomad(scripts: Readonly<Record<string, Script>>): Promise<StatefulNomad> {
  let index = 100;
  let cuts = 0;
  const jobs = new Map<string, State>();
  const received: string[] = [];
  const registrations: { Job: Job }[] = [];
  const scalings = new Map<string, object>();
  const evaluations = new Map<string, { jobId: string; states: Evaluation[] }>();
  const deployments = new Map<string, { states: Deployment[] }>();

  /** One step on, when the client waits for news. */
  const step = <T>(states: T[], waiting: boolean): T => {
    if (waiting && states.length > 1) {
      states.shift();
      index++;
    }
    return states[0] as T;
  };
  const submit = (job: Job, changed: boolean): object => {
    const before = jobs.get(job.ID);
    index++;
    const modifyIndex = changed || !before ? index : before.modifyIndex;
    jobs.set(job.ID, { job, modifyIndex, version: (before?.version ?? -1) + 1 });
    const template = exchangesOf('register')[0]?.response.body as object;
    if (job.Periodic || job.ParameterizedJob) return { ...template, EvalID: '', JobModifyIndex: modifyIndex };
    const script = scripts[job.ID];
    const id = script?.evaluation[0]?.ID ?? '';
    if (script) evaluations.set(id, { jobId: job.ID, states: [...script.evaluation] });
    for (const states of script?.deployments ?? []) deployments.set(states[0]?.ID ?? '', { states: [...states] });
    return { ...template, EvalID: id, JobModifyIndex: modifyIndex };
  };

  const routes: [string, RegExp, (match: string[], body: never, query: URLSearchParams) => Reply][] = [
    [
      'POST',
      /^\/v1\/jobs$/,
      (_, body: { Job: Job; EnforceIndex?: boolean; JobModifyIndex?: number }) => {
        registrations.push(body);
        const refused = body.EnforceIndex
          ? indexConflict(body.JobModifyIndex ?? 0, jobs.get(body.Job.ID)?.modifyIndex)
          : '';
        return refused ? { status: 500, text: refused } : { json: submit(body.Job, true) };
      },
    ],
    [
      'POST',
      /^\/v1\/job\/([^/]+)\/plan$/,
      ([, id = '']) => {
        const plan = recordedPlans().find(({ name }) => name === 'count-up')?.body as JobPlan;
        return { json: { ...plan, JobModifyIndex: jobs.get(id)?.modifyIndex ?? 0 } };
      },
    ],
    [
      'GET',
      /^\/v1\/job\/([^/]+)$/,
      ([, id = '']) => {
        const state = jobs.get(id);
        if (!state) return { status: 404, text: 'job not found' };
        return { json: { ...state.job, Version: state.version, JobModifyIndex: state.modifyIndex } };
      },
    ],
    [
      'DELETE',
      /^\/v1\/job\/([^/]+)$/,
      ([, id = '']) => {
        const state = jobs.get(id);
        const template = exchangesOf('register')[0]?.response.body as object;
        return { json: state ? submit({ ...state.job, Stop: true }, true) : { ...template, EvalID: '' } };
      },
    ],
    [
      'GET',
      /^\/v1\/job\/([^/]+)\/allocations$/,
      ([, id = '']) => {
        const stopped = jobs.get(id)?.job.Stop;
        const all = scripts[id]?.allocations ?? [];
        return { json: all.map((one) => (stopped ? { ...one, ClientStatus: 'complete' } : one)) };
      },
    ],
    [
      'GET',
      /^\/v1\/job\/([^/]+)\/scale$/,
      ([, id = '']) => ({ json: { JobID: id, TaskGroups: scalings.get(id) ?? {} } }),
    ],
    [
      'GET',
      /^\/v1\/job\/([^/]+)\/deployment$/,
      ([, id = '']) => ({ json: scripts[id]?.deployments?.at(-1)?.[0] ?? null }),
    ],
    [
      'GET',
      /^\/v1\/evaluation\/([^/]+)$/,
      ([, id = ''], _, query) => {
        const found = evaluations.get(id);
        if (!found) return { status: 404, text: 'eval not found' };
        return { json: step(found.states, Number(query.get('index')) >= index) };
      },
    ],
    [
      'GET',
      /^\/v1\/evaluation\/([^/]+)\/allocations$/,
      ([, id = '']) => ({
        json: scripts[evaluations.get(id)?.jobId ?? '']?.allocations ?? [],
      }),
    ],
    [
      'GET',
      /^\/v1\/deployment\/allocations\/([^/]+)$/,
      () => ({
        json: Object.values(scripts).flatMap(({ allocations }) => allocations ?? []),
      }),
    ],
    [
      'GET',
      /^\/v1\/deployment\/([^/]+)$/,
      ([, id = ''], _, query) => {
        const found = deployments.get(id);
        if (!found) return { status: 404, text: 'deployment not found' };
        return { json: step(found.states, Number(query.get('index')) >= index) };
      },
    ],
    [
      'GET',
      /^\/v1\/client\/fs\/logs\//,
      (_, __, query) => ({
        text: query.get('type') === 'stderr' ? (Object.values(scripts)[0]?.stderr ?? '') : '',
      }),
    ],
  ];

  const server = createServer(async (request, response) => {
    const text = await textOf(request);
    if (cuts > 0) {
      cuts--;
      request.socket.destroy();
      return;
    }
    const url = new URL(request.url ?? '/', 'http://nomad');
    received.push(`${request.method} ${url.pathname}`);
    for (const [method, pattern, answer] of routes) {
      const match = method === request.method && pattern.exec(url.pathname);
      if (!match) continue;
      const reply = answer([...match], (text === '' ? undefined : JSON.parse(text)) as never, url.searchParams);
      response.writeHead(reply.status ?? 200, {
        'content-type': reply.text === undefined ? 'application/json' : 'text/plain',
        'x-nomad-index': String(index),
      });
      response.end(reply.text ?? JSON.stringify(reply.json));
      return;
    }
    response.writeHead(501).end(`not supported: ${request.method} ${url.pathname}`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    registrations,
    changeBySomebodyElse(jobId) {
      const state = jobs.get(jobId);
      jobs.set(jobId, { job: state?.job ?? { ID: jobId }, modifyIndex: ++index, version: (state?.version ?? -1) + 1 });
    },
    scaled(jobId, group, count) {
      const Events = [{ Count: count, Error: false, Message: 'by hand', Time: Date.now() * 1e6 }];
      scalings.set(jobId, { [group]: { Desired: count, Events } });
    },
    cutNext(count) {
      cuts = count;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface Reply {
  readonly status?: number;
  readonly json?: unknown;
  readonly text?: string;
}

/** Nomad's three texts (nomad/job_endpoint.go). */
export function indexConflict(enforced: number, actual: number | undefined): string {
  if (actual === undefined) return enforced === 0 ? '' : `Enforcing job modify index ${enforced}: job does not exist`;
  if (enforced === actual) return '';
  return enforced === 0
    ? 'Enforcing job modify index 0: job already exists'
    : `Enforcing job modify index ${enforced}: job exists with conflicting job modify index: ${actual}`;
}

/** What was recorded, as scripts: a healthy run, a failing one that goes back, one without a place, a canary. */
export function recordedScripts() {
  const bodies = <T>(exchanges: readonly Exchange[], path: RegExp) =>
    exchanges.filter(({ request }) => path.test(request.path)).map(({ response }) => plain(response.body) as T);
  const evaluation = exchangesOf('evaluation');
  const pending = bodies<Evaluation>(evaluation, /^\/v1\/evaluation\/69d988ee[^/]*$/).slice(1, 4);
  const notPlaced = bodies<Evaluation>(evaluation, /^\/v1\/evaluation\/7ce92d0e[^/]*$/);
  const deployment = exchangesOf('deployment');
  const states = (prefix: string, from = deployment) =>
    bodies<Deployment>(from, new RegExp(`^/v1/deployment/${prefix}`));
  const [running = []] = bodies<AllocationStub[]>(deployment, /^\/v1\/deployment\/allocations\//);
  const allocationsOf = (group: string) =>
    bodies<AllocationStub[]>(exchangesOf('alloc-events'), /^\/v1\/job\/events\/allocations/)
      .flat()
      .filter(({ TaskGroup }) => TaskGroup === group);
  const following = (deployments: Deployment[]) =>
    pending.map((state) => ({ ...state, DeploymentID: state.DeploymentID && deployments[0]?.ID }));
  const withoutDeployment = pending.map(({ DeploymentID: _, ...state }) => state);
  const [healthy, failing, back, canary] = [
    states('b82ef4ee'),
    states('932fdb09'),
    states('1f25d0e1'),
    states('0e4766b8', exchangesOf('canary')).filter(({ Status }) => Status === 'running'),
  ];
  return {
    pending,
    healthy: { evaluation: following(healthy), deployments: [healthy], allocations: running },
    failing: {
      evaluation: following(failing),
      deployments: [failing, back],
      allocations: allocationsOf('exit-code'),
      stderr: 'connecting to the database\npassword=hunter2 refused\n',
    },
    canary: { evaluation: following(canary), deployments: [canary], allocations: running },
    notPlaced: { evaluation: notPlaced },
    batch: { evaluation: withoutDeployment, allocations: allocationsOf('lifecycle') },
    failingBatch: { evaluation: withoutDeployment, allocations: allocationsOf('no-binary') },
    running: { evaluation: withoutDeployment, allocations: running },
    unchanged: { evaluation: withoutDeployment, allocations: [] },
  } satisfies Record<string, Script | Evaluation[]>;
}

/** Recorded bodies hold integers with all digits; a client sees numbers. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value ?? null, (_key, item) => (typeof item === 'bigint' ? Number(item) : item)));
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
