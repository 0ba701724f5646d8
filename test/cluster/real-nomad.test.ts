import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient, isNomadError, type NomadClient, type NomadError, type TlsConfig } from '@nomad/api';
import { followRun, followStop, type Outcome } from '../../client/src/cluster/follow-run';
import { outcomeText } from '../../client/src/cluster/progress-text';
import { planJob, registerJob } from '../../client/src/cluster/submit';
import { createLocator, planDocument } from '../../client/src/plan';
import { makeAuthority, makeCertificate } from '../support/certificates';
import { type Agent, findNomad, startAgent } from '../support/real-nomad';

const program = findNomad();
const skipped = () => console.log('      SKIPPED: no Nomad on this machine. Set NOMAD_BIN or put nomad on the PATH.');

/** A job of one raw_exec task; quick to be healthy and quick to fail. */
function jobFile(id: string, script: string, { type = 'service', driver = 'raw_exec', more = '' } = {}): string {
  const deploying = `
    update {
      min_healthy_time  = "200ms"
      healthy_deadline  = "5s"
      progress_deadline = "6s"
    }
    reschedule {
      attempts  = 0
      unlimited = false
    }`;
  return `job "${id}" {
  type = "${type}"
  group "app" {
    count = 1
    restart {
      attempts = 0
      mode     = "fail"
    }${type === 'service' ? deploying : ''}
    task "main" {
      driver = "${driver}"
      config {
        command = "/bin/sh"
        args    = ["-c", "${script}"]
      }
      ${more}
      kill_timeout = "1s"
      resources {
        cpu    = 20
        memory = 16
      }
    }
  }
}
`;
}

describe('a real Nomad', function () {
  this.timeout(90_000);
  let agent: Agent | undefined;
  let client: NomadClient;
  before(async function () {
    if (!program || process.platform === 'win32') {
      skipped();
      return this.skip();
    }
    agent = await startAgent(program);
    client = createClient({ address: agent.address });
  });
  after(async () => {
    await client?.close();
    await agent?.stop();
  });

  const build = async (source: string) => ({
    job: await client.jobs.parse(source),
    submission: { Source: source, Format: 'hcl2' } as const,
  });
  const outcomeOf = async (evalId: string, jobId: string, how = followRun): Promise<Outcome> => {
    for await (const progress of how(client, { evalId, jobId, tick: 500 })) {
      if (progress.kind === 'end') return progress.outcome;
    }
    return assert.fail('no end');
  };
  const run = async (source: string) => {
    const planned = await planJob(client, await build(source));
    const { EvalID } = await registerJob(client, planned);
    return outcomeOf(EvalID, planned.job.ID);
  };

  it('plans, runs, plans nothing, keeps the source, refuses an old plan, stops', async () => {
    const source = jobFile('real-web', 'echo hello; echo careful >&2; sleep 600');
    const stale = await planJob(client, await build(source));
    assert.equal(stale.checkIndex, 0);
    const outcome = await run(source);
    assert.ok(outcome.result === 'healthy', JSON.stringify(outcome));
    assert.match((await client.jobs.submission('real-web', 0)).Source, /^job "real-web"/);

    await assert.rejects(registerJob(client, stale), (error) => isNomadError(error, 'conflict'));

    const same = await planJob(client, await build(source));
    const facts = { jobId: 'real-web', cluster: 'lab', namespace: 'default', locate: createLocator(source) };
    assert.equal(planDocument(same.plan, { ...facts, version: same.version }).nothingToDo, true);
    assert.equal(same.version, 0);
    const more = await planJob(client, await build(source.replace('count = 1', 'count = 3')));
    assert.match(planDocument(more.plan, facts).text, /^app {3}1 → 3 {3}create 2 · in place 1 \(line 3\)$/m);

    const [allocation] = await client.jobs.allocations('real-web');
    assert.equal(await client.logs.tail(allocation?.ID ?? '', { task: 'main', type: 'stderr' }), 'careful\n');
    const { EvalID } = await client.jobs.stop('real-web', { purge: true });
    assert.equal((await outcomeOf(EvalID, 'real-web', followStop)).result, 'stopped');
    await assert.rejects(client.jobs.read('real-web'), (error) => isNomadError(error, 'not-found'));
  });

  it('tells why a deployment fails', async () => {
    const outcome = await run(jobFile('real-bad', 'echo cannot open the database >&2; exit 3'));
    assert.ok(outcome.result === 'failed', JSON.stringify(outcome));
    const { message, details } = outcomeText(outcome, { jobId: 'real-bad', cluster: 'lab', took: 1 });
    assert.match(message, /Group "app", task "main": Exit Code: 3/);
    assert.match(details.join('\n'), /the end of stderr:\n {4}cannot open the database/);
    await client.jobs.stop('real-bad', { purge: true });
  });

  it('follows a batch job to its end, and tells what finds no place', async () => {
    const done = await run(jobFile('real-batch', 'true', { type: 'batch' }));
    assert.ok(done.result === 'complete' || done.result === 'running', JSON.stringify(done));
    await client.jobs.stop('real-batch', { purge: true });
    const source = jobFile('real-nowhere', 'true', { driver: 'nosuch' });
    const planned = await planJob(client, await build(source));
    const facts = { jobId: 'x', cluster: 'lab', namespace: 'default', job: planned.job, locate: createLocator(source) };
    const line = source.split('\n').findIndex((text) => text.includes('driver =')) + 1;
    const { text } = planDocument(planned.plan, facts);
    assert.ok(text.includes(`1 lacks driver "nosuch", or it is not healthy there (line ${line})`), text);
    const outcome = await run(source);
    assert.equal(outcome.result, 'not-placed');
    await client.jobs.stop('real-nowhere', { purge: true });
  });

  it('takes integers back as it gave them', async () => {
    const source = jobFile('real-numbers', 'true', { type: 'batch', more: 'meta { n = 12345678901234567890 }' });
    await client.jobs.register(await client.jobs.parse(source));
    const read = await client.jobs.read('real-numbers');
    assert.equal(typeof read.SubmitTime, 'bigint');
    const plan = await client.jobs.plan(read);
    assert.equal(plan.Diff?.Type, 'None');
    await client.jobs.stop('real-numbers', { purge: true });
  });
});

describe('a real Nomad with mutual TLS', function () {
  this.timeout(90_000);
  let agent: Agent | undefined;
  const folder = mkdtempSync(join(tmpdir(), 'nomad-certificates-'));
  const ours = makeAuthority('Ours');
  const files = (name: string, issuer = ours) => {
    const { cert, key } = makeCertificate(name, issuer, ['server.global.nomad', 'localhost', '127.0.0.1']);
    const paths = { cert: join(folder, `${name}.pem`), key: join(folder, `${name}-key.pem`) };
    writeFileSync(paths.cert, cert);
    writeFileSync(paths.key, key);
    return paths;
  };
  const caCert = join(folder, 'ca.pem');
  writeFileSync(caCert, ours.cert);
  const client = files('client');
  const good: TlsConfig = { caCert, clientCert: client.cert, clientKey: client.key };

  before(async function () {
    if (!program || process.platform === 'win32') {
      skipped();
      return this.skip();
    }
    const server = files('server');
    const config = `tls {
  http                = true
  verify_https_client = true
  ca_file             = "${caCert}"
  cert_file           = "${server.cert}"
  key_file            = "${server.key}"
}
`;
    agent = await startAgent(program, { config, client: good });
  });
  after(async () => {
    await agent?.stop();
    rmSync(folder, { recursive: true });
  });
  const leader = async (tls: TlsConfig, address = agent?.address ?? '') => {
    const one = createClient({ address, tls });
    return one.cluster.leader().finally(() => one.close());
  };

  it('is content with a certificate of its authority', async () => {
    assert.match(await leader(good), /^127\.0\.0\.1:/);
    assert.match(await leader({ ...good, serverName: 'server.global.nomad' }), /^127\.0\.0\.1:/);
  });
  it('carries events, logs and programs as well', async () => {
    const one = createClient({ address: agent?.address ?? '', tls: good });
    const stop = new AbortController();
    try {
      const topics: string[] = [];
      const events = (async () => {
        for await (const { Topic } of one.events.stream({ topics: ['Job'], signal: stop.signal })) topics.push(Topic);
      })();
      events.catch(() => {});
      await one.jobs.register(await one.jobs.parse(jobFile('real-safe', 'echo safe; sleep 600')));
      let id = '';
      for (const end = Date.now() + 20_000; id === '' && Date.now() < end; await sleep(100)) {
        id = (await one.jobs.allocations('real-safe')).find(({ ClientStatus }) => ClientStatus === 'running')?.ID ?? '';
      }
      for await (const frame of one.logs.follow(id, { task: 'main', type: 'stdout', origin: 'start', offset: 0 })) {
        if (frame !== 'heartbeat') assert.equal(Buffer.from(frame.data).toString(), 'safe\n');
        if (frame !== 'heartbeat') break;
      }
      let said = '';
      const onOutput = (data: Uint8Array) => {
        said += Buffer.from(data).toString();
      };
      const session = await one.exec.start(id, ['/bin/echo', 'sound'], { task: 'main', onOutput });
      session.closeInput();
      assert.equal(await session.exit, 0);
      assert.equal(said, 'sound\n');
      for (let i = 0; i < 50 && topics.length === 0; i++) await sleep(100);
      assert.ok(topics.includes('Job'));
    } finally {
      stop.abort();
      await one.jobs.stop('real-safe', { purge: true });
      await one.close();
    }
  });
  it('tells what is wrong otherwise', async () => {
    const foreign = files('foreign', makeAuthority('Foreign'));
    const cases: [TlsConfig, RegExp, string?][] = [
      [{ caCert }, /asks for a client certificate|may ask for a client certificate/],
      [{ caCert, clientCert: foreign.cert, clientKey: foreign.key }, /(does|may) not accept the client certificate/],
      [{ clientCert: client.cert, clientKey: client.key }, /authority that is not trusted here/],
      [{ ...good, serverName: 'nomad.invalid' }, /is for other names/],
      [{}, /speaks HTTPS only/, agent?.address.replace('https', 'http')],
    ];
    for (const [tls, message, address] of cases) {
      await assert.rejects(leader(tls, address), (error: NomadError) => {
        assert.ok(isNomadError(error, 'tls', 'unreachable'), `${error}`);
        assert.match(error.message, message);
        return true;
      });
    }
  });
});
