/** Asks Nomad for what a diagnosis needs. Knows no editor. */
import {
  type AllocationStub,
  type CheckStatus,
  type Deployment,
  type Evaluation,
  isNomadError,
  type Job,
  type NomadClient,
} from '@nomad/api';
import { findFailures } from '../cluster/allocation-failures';
import type { DiagnosisFacts } from './diagnose';
import type { KnownNode } from './node-answers';

type Gathered = Pick<
  DiagnosisFacts,
  'job' | 'elsewhere' | 'evaluations' | 'allocations' | 'deployment' | 'failures' | 'checks' | 'nodes'
>;

export async function gatherDiagnosis(
  client: NomadClient,
  { id, namespace }: { readonly id: string; readonly namespace: string },
  signal?: AbortSignal,
): Promise<Gathered> {
  const options = { namespace, signal };
  const job = await unlessMissing(() => client.jobs.read(id, options));
  if (!job) {
    const { data } = await client.jobs.list({ namespace: '*', prefix: id, signal });
    const elsewhere = data.filter(({ ID }) => ID === id).map(({ Namespace }) => Namespace);
    return { job, elsewhere, evaluations: [], allocations: [], failures: [] };
  }
  const [evaluations, allocations, deployment] = await Promise.all([
    client.jobs.evaluations(id, options),
    client.jobs.allocations(id, options),
    client.jobs.latestDeployment(id, options),
  ]);
  const current = allocations.filter(({ JobVersion }) => JobVersion === job.Version);
  const newest = [...evaluations].sort((a, b) => b.CreateIndex - a.CreateIndex);
  const [failures, checks, nodes] = await Promise.all([
    findFailures(client, current.length > 0 ? current : allocations, options),
    checksOf(client, current, deployment, options),
    nodesFor(client, newest, signal),
  ]);
  return {
    job,
    elsewhere: [],
    evaluations: newest,
    allocations: [...allocations].sort((a, b) => b.CreateIndex - a.CreateIndex),
    deployment,
    failures,
    checks,
    nodes,
  };
}

/** More than a few look alike. */
const MOST_ALLOCATIONS = 3;
/** The attributes of nodes are read one by one, for constraints. */
const MOST_NODES = 20;

/** Of those that run and are not known to be well; asked of their nodes, which need not answer. */
async function checksOf(
  client: NomadClient,
  allocations: readonly AllocationStub[],
  deployment: Deployment | undefined,
  options: { readonly namespace: string; readonly signal?: AbortSignal },
): Promise<Record<string, readonly CheckStatus[]>> {
  const doubtful = allocations
    .filter(({ ClientStatus, DesiredStatus }) => ClientStatus === 'running' && DesiredStatus === 'run')
    .filter(({ DeploymentStatus }) => DeploymentStatus?.Healthy !== true || deployment?.Status === 'failed')
    .slice(0, MOST_ALLOCATIONS);
  const read = await Promise.all(
    doubtful.map(async ({ ID }) => [ID, await orElse([], () => client.allocations.checks(ID, options))] as const),
  );
  return Object.fromEntries(read);
}

/** Undefined where nothing lacks a place, or nodes may not be listed. */
async function nodesFor(
  client: NomadClient,
  evaluations: readonly Evaluation[],
  signal: AbortSignal | undefined,
): Promise<readonly KnownNode[] | undefined> {
  const failed = evaluations.flatMap(({ FailedTGAllocs }) => Object.values(FailedTGAllocs ?? {}));
  if (failed.length === 0) return undefined;
  const nodes = await orElse(undefined, async () => (await client.cluster.nodes({ resources: true, signal })).data);
  const constrained = failed.some(({ ConstraintFiltered }) =>
    Object.keys(ConstraintFiltered ?? {}).some((text) => /\$\{(attr|meta)\./.test(text)),
  );
  if (!nodes || !constrained || nodes.length > MOST_NODES) return nodes;
  return Promise.all(
    nodes.map((node) =>
      orElse(node, async () => ({ ...node, ...(await client.cluster.node(node.ID, { signal })).data })),
    ),
  );
}

/** What is not allowed, or does not answer, does not keep the rest from being told. */
async function orElse<T>(otherwise: T, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (isNomadError(error) && error.kind !== 'cancelled') return otherwise;
    throw error;
  }
}

async function unlessMissing(read: () => Promise<Job>): Promise<Job | undefined> {
  try {
    return await read();
  } catch (error) {
    if (isNomadError(error, 'not-found')) return undefined;
    throw error;
  }
}
