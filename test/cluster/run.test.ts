import assert from 'node:assert/strict';
import { createClient, isNomadError, type Job, type NomadClient } from '@nomad/api';
import { followRun, followStop, type Outcome, type Progress } from '../../client/src/cluster/follow-run';
import { outcomeText, progressText } from '../../client/src/cluster/progress-text';
import { planJob, registerJob } from '../../client/src/cluster/submit';
import { exchangesOf } from '../support/replay-files';
import {
  indexConflict,
  recordedScripts,
  type Script,
  type StatefulNomad,
  startStatefulNomad,
} from '../support/stateful-nomad';

const { pending, ...scripts } = recordedScripts();
const facts = (jobId: string) => ({ jobId, cluster: 'lab', took: 8_400 });
const submission = { Source: 'job "web-deploy" {}', Format: 'hcl2' } as const;

describe('running a job', () => {
  let nomad: StatefulNomad;
  let client: NomadClient;
  const serve = async (script: Script, job: Job = { ID: 'web-deploy' }) => {
    nomad = await startStatefulNomad({ [job.ID]: script });
    client = createClient({ address: nomad.address }, { pauses: [] });
    return { job, submission };
  };
  const follow = async (evalId: string, jobId = 'web-deploy', how = followRun) => {
    const seen: Progress[] = [];
    for await (const progress of how(client, { evalId, jobId, tick: 10 })) seen.push(progress);
    const last = seen.at(-1);
    assert.ok(last?.kind === 'end');
    return { texts: seen.map(progressText), outcome: last.outcome as Outcome };
  };
  const run = async (script: Script) => {
    const { job } = await serve(script);
    const change = await registerJob(client, { job, submission });
    return follow(change.EvalID);
  };
  afterEach(async () => {
    await client.close();
    await nomad.close();
  });

  it('goes from plan to health', async () => {
    const built = await serve(scripts.healthy);
    const planned = await planJob(client, built);
    assert.deepEqual([planned.checkIndex, planned.version], [0, undefined]);
    const change = await registerJob(client, planned);
    const sent = nomad.registrations[0];
    assert.deepEqual([sent?.EnforceIndex, sent?.JobModifyIndex, sent?.Submission], [true, 0, submission]);
    const { texts, outcome } = await follow(change.EvalID);
    assert.deepEqual(texts.slice(0, 2), ['waiting for the scheduler', 'waiting for the scheduler']);
    assert.ok(texts.includes('placed by the scheduler'));
    assert.match(texts.join('\n'), /app 0\/2 healthy · main: Task started by client/);
    assert.equal(outcome.result, 'healthy');
    assert.equal(
      outcomeText(outcome, facts('web-deploy')).message,
      'Job "web-deploy" on lab is healthy: app 2/2, version 0, after 8 s.',
    );
  });

  it('refuses when somebody else was faster, and plans again', async () => {
    const built = await serve(scripts.healthy);
    const planned = await planJob(client, built);
    nomad.changeBySomebodyElse('web-deploy');
    await assert.rejects(registerJob(client, planned), (error) => {
      assert.ok(isNomadError(error, 'conflict'));
      assert.ok(error.message.includes(client.address));
      assert.match(
        error.message,
        /job "web-deploy".*changed by somebody else.*job already exists.*Nothing was changed/s,
      );
      return true;
    });
    const again = await planJob(client, built);
    assert.deepEqual([again.version, again.checkIndex], [0, 101]);
    nomad.changeBySomebodyElse('web-deploy');
    await assert.rejects(registerJob(client, again), (error) => isNomadError(error, 'conflict'));
    await registerJob(client, await planJob(client, built));
    assert.equal(nomad.registrations.length, 3);
  });

  it('tells why a deployment failed: task, event, last words, and where it went back to', async () => {
    const { texts, outcome } = await run(scripts.failing);
    assert.match(texts.join('\n'), /app 0\/2 healthy, 1 unhealthy · fails: Exceeded allowed attempts 1/);
    assert.match(texts.join('\n'), /going back: app/);
    assert.ok(outcome.result === 'failed');
    const [failure] = outcome.failures;
    assert.deepEqual([failure?.group, failure?.task], ['exit-code', 'fails']);
    assert.deepEqual(failure?.log, { stream: 'stderr', text: scripts.failing.stderr });
    assert.deepEqual(outcome.wentBack, { version: 0, healthy: true });
    const { level, message, details } = outcomeText(outcome, facts('web-deploy'));
    assert.equal(level, 'error');
    assert.equal(
      message,
      'Job "web-deploy" on lab failed due to unhealthy allocations. ' +
        'Group "exit-code", task "fails": Exit Code: 3. Its last words on stderr: "password=••••••". It is back at version 0, healthy.',
    );
    const log = details.join('\n');
    assert.match(log, /the end of stderr:\n {4}connecting to the database\n {4}password=••••••/);
    assert.doesNotMatch(log, /hunter2/);
  });

  it('tells what found no place, and that Nomad goes on trying', async () => {
    const { outcome } = await run(scripts.notPlaced);
    assert.ok(outcome.result === 'not-placed');
    const job = { ID: 'plan-two', TaskGroups: [{ Name: 'no-driver', Tasks: [{ Name: 'main', Driver: 'podman' }] }] };
    const { message, details } = outcomeText(outcome, { ...facts('plan-two'), job });
    assert.match(message, /1 allocation of group "no-driver" found no place: 1 lacks driver "podman"/);
    assert.match(message, /group "too-big" found no place: 1 has not enough free memory\. Nomad goes on trying/);
    assert.equal(details.length, 4);
  });

  it('stops at canaries that wait for a person', async () => {
    const { texts, outcome } = await run(scripts.canary);
    assert.match(texts.join('\n'), /app 0\/1 canaries healthy/);
    assert.equal(outcome.result, 'needs-promotion');
    assert.match(outcomeText(outcome, facts('canary')).message, /canaries .* are healthy and wait to be promoted/);
  });

  for (const [title, script, result, message] of [
    ['a batch job to its end', scripts.batch, 'complete', /is complete: 1 allocation ended well/],
    ['a job without deployment until it runs', scripts.running, 'running', /runs: 2 allocations/],
    ['a job that is as it was', scripts.unchanged, 'unchanged', /Nomad had nothing to change/],
    [
      'a batch job to its failure',
      scripts.failingBatch,
      'failed',
      /task "missing": failed to launch command .* could not be found/,
    ],
  ] as const) {
    it(`follows ${title}`, async () => {
      const { outcome } = await run(script);
      assert.equal(outcome.result, result);
      assert.match(outcomeText(outcome, facts('x')).message, message);
    });
  }

  for (const kind of ['Periodic', 'ParameterizedJob'] as const) {
    it(`gives no evaluation for a job that is ${kind}`, async () => {
      const built = await serve(scripts.healthy, { ID: 'nightly', [kind]: {} });
      assert.equal((await registerJob(client, await planJob(client, built))).EvalID, '');
    });
  }

  it('goes on after the connection was lost, and says so', async () => {
    const { job } = await serve(scripts.healthy);
    const { EvalID } = await registerJob(client, { job, submission });
    const told: string[] = [];
    const interrupted = {
      evalId: EvalID,
      jobId: job.ID,
      tick: 10,
      onInterruption: ({ message }: Error) => told.push(message),
    };
    let last: Progress | undefined;
    for await (const progress of followRun(client, interrupted)) {
      if (progress.kind === 'evaluation' && !last) nomad.cutNext(1);
      last = progress;
    }
    assert.ok(last?.kind === 'end' && last.outcome.result === 'healthy');
    assert.equal(told.length, 1);
    assert.match(told[0] ?? '', /the connection broke/);
  });

  it('stops watching when it is cancelled, and changes nothing', async () => {
    const { job } = await serve({ evaluation: pending.slice(0, 1) });
    const { EvalID } = await registerJob(client, { job, submission });
    const controller = new AbortController();
    const watching = async () => {
      for await (const _ of followRun(client, { evalId: EvalID, jobId: job.ID, tick: 10, signal: controller.signal })) {
        controller.abort();
      }
    };
    await assert.rejects(watching(), (error) => isNomadError(error, 'cancelled'));
    assert.ok(!nomad.received.some((request) => request.startsWith('DELETE')));
  });

  it('follows a stop until nothing runs any more', async () => {
    const { job } = await serve(scripts.running);
    await registerJob(client, { job, submission });
    const { EvalID } = await client.jobs.stop(job.ID);
    const { outcome } = await follow(EvalID, job.ID, followStop);
    assert.equal(outcome.result, 'stopped');
    assert.equal((await client.jobs.stop('never-was')).EvalID, '');
  });

  it('tells that the scheduler failed', async () => {
    const [first] = pending;
    const evaluation = { ...first, Status: 'failed', StatusDescription: 'maximum attempts reached (5)' } as const;
    const { outcome } = await run({ evaluation: [evaluation] as never });
    assert.equal(outcomeText(outcome, facts('x')).message, 'Job "x" on lab failed: maximum attempts reached (5).');
  });
});

describe('the stateful server of the tests', () => {
  it('refuses in the words of Nomad', () => {
    const recorded = exchangesOf('register').flatMap(({ response }) => response.bodyText ?? []);
    assert.ok(recorded.includes(indexConflict(0, 5)));
    assert.ok(recorded.some((text) => text === indexConflict(1, Number(text.split(' ').at(-1)))));
    assert.equal(indexConflict(5, 5), '');
  });
});
