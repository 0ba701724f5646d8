/** Tokens that may not, and certificates that do not fit, as a person meets them: with a real Nomad that asks for both. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient, type NomadClient } from '@nomad/api';
import * as vscode from 'vscode';
import { grant } from '../support/access-control';
import { makeAuthority, makeCertificate } from '../support/certificates';
import { startProxy } from '../support/proxy';
import { type Agent, findNomad, startAgent } from '../support/real-nomad';
import { ready, write } from './editor';
import { answerWith, type Person } from './person';

const program = findNomad();
const MANAGEMENT = 'a11ce0de-1111-4222-8333-0123456789ab';

const file = (count: number) => `job "guarded" {
  group "app" {
    count = ${count}
    update {
      min_healthy_time = "100ms"
    }
    task "main" {
      driver = "raw_exec"
      config {
        command = "/bin/sh"
        args    = ["-c", "echo here I am; sleep 600"]
      }
      kill_timeout = "1s"
      resources {
        cpu    = 20
        memory = 16
      }
    }
  }
}
`;

const run = (command: string, ...args: unknown[]) => vscode.commands.executeCommand(command, ...args);
const configure = (values: Readonly<Record<string, unknown>>) =>
  Promise.all(
    Object.entries(values).map(([name, value]) =>
      vscode.workspace.getConfiguration('nomad').update(name, value, vscode.ConfigurationTarget.Global),
    ),
  );

/** Request, stream of a log, WebSocket: all of them reach the job that runs there. */
async function everythingWorks(allocId: string): Promise<void> {
  await write(file(2));
  const text = await said(() => run('nomad.job.plan'));
  const plan = vscode.window.visibleTextEditors.find(({ document: { uri } }) => uri.scheme === 'nomad-plan');
  assert.match(plan?.document.getText() ?? text, /1 → 2/);
  const person = answerWith({});
  try {
    await run('nomad.alloc.logs', { allocId });
    await run('nomad.alloc.exec', { allocId, task: 'main', command: '/bin/echo safe and sound' });
    await person.terminals[0]?.until(/here I am/);
    await person.terminals[1]?.until(/safe and sound/);
    assert.equal(person.terminals.length, 2, person.questions.join());
  } finally {
    for (const one of person.terminals) one.close();
    person.restore();
    await run('workbench.action.closeAllEditors');
    await write(file(2));
  }
}

/** The setting of VS Code, while something is done. */
async function withProxy(address: string, act: () => Promise<void>): Promise<void> {
  const http = vscode.workspace.getConfiguration('http');
  await http.update('proxy', address, vscode.ConfigurationTarget.Global);
  try {
    await act();
  } finally {
    await http.update('proxy', undefined, vscode.ConfigurationTarget.Global);
  }
}

/** A job that runs there, and its allocation. */
async function start(client: NomadClient): Promise<string> {
  await client.jobs.register(await client.jobs.parse(file(1)));
  for (const end = Date.now() + 30_000; Date.now() < end; await sleep(200)) {
    const [one] = await client.jobs.allocations('guarded');
    if (one?.ClientStatus === 'running') return one.ID;
  }
  return assert.fail('the job does not run');
}

/** What a person does, and what is said about it: messages, and what stands on terminals. */
async function said(act: () => Thenable<unknown>, answers: Readonly<Record<string, string>> = {}): Promise<string> {
  const person: Person = answerWith(answers);
  try {
    await act();
    const told = () => [...person.questions, ...person.terminals.map((one) => one.text())].join('\n');
    // A terminal tells it by and by.
    for (let i = 0; i < 50 && person.terminals.length > 0 && person.questions.length === 0; i++) await sleep(100);
    for (const one of person.terminals) one.close();
    return told();
  } finally {
    person.restore();
  }
}

const skip = (context: Mocha.Context) => {
  console.log('      SKIPPED: no Nomad on this machine. Set NOMAD_BIN or put nomad on the PATH.');
  return context.skip();
};

describe('access control of a real Nomad, in the editor', function () {
  this.timeout(90_000);
  let agent: Agent | undefined;
  let client: NomadClient;
  let allocId = '';
  const secrets: Record<string, string> = {};

  const setToken = async (token: string | undefined) => {
    if (token === undefined) await said(() => run('nomad.cluster.clearToken'));
    else assert.match(await said(() => run('nomad.cluster.setToken'), { 'Token for': token }), /is kept/);
  };

  before(async function () {
    if (!program || process.platform === 'win32') return skip(this);
    await ready();
    agent = await startAgent(program, { managementToken: MANAGEMENT });
    const { address } = agent;
    client = createClient({ address, token: () => MANAGEMENT });
    secrets.reader = await grant(address, MANAGEMENT, 'reader', { rules: 'namespace "default" { policy = "read" }' });
    const writing = 'namespace "default" { policy = "write" }';
    secrets.expired = await grant(address, MANAGEMENT, 'expired', { rules: writing, seconds: 1 });
    secrets.writer = await grant(address, MANAGEMENT, 'writer', { rules: writing });
    secrets.unknown = 'bad0bad0-1111-4222-8333-0123456789ab';
    allocId = await start(client);
    await configure({ clusters: [{ name: 'guarded', address }] });
    await run('nomad.cluster.switch', 'guarded');
    await write(file(2));
  });
  after(async () => {
    if (!agent) return;
    await setToken(undefined);
    await run('nomad.cluster.switch', 'environment');
    await configure({ clusters: undefined });
    await run('workbench.action.revertAndCloseActiveEditor');
    await client.close();
    await agent.stop();
  });

  const changes: Readonly<Record<string, () => Thenable<unknown>>> = {
    plan: () => run('nomad.job.plan'),
    run: () => run('nomad.job.run'),
    stop: () => run('nomad.job.stop', { jobId: 'guarded' }),
    scale: () => run('nomad.job.scale', { jobId: 'guarded', group: 'app', count: 3 }),
    logs: () => run('nomad.alloc.logs', { jobId: 'guarded' }),
    exec: () => run('nomad.alloc.exec', { allocId, task: 'main' }),
    signal: () => run('nomad.alloc.signal', { allocId, task: 'main' }),
  };
  const yes = { 'Stop job': 'Stop', 'Keep the definition': 'Keep and Stop', 'Send a signal': 'SIGHUP', Scale: 'Scale' };
  const advice: Readonly<Record<string, RegExp>> = {
    none: /No token was sent.* Set one/,
    unknown: /The token is unknown there, has expired, or lacks/,
    expired: /(The token has expired\. Set a new one|The token is unknown there, has expired, or lacks)/,
    reader: /lacks what it needs: .*(submit-job|read-logs|alloc-exec|alloc-lifecycle|scale-job)/,
  };

  for (const token of ['none', 'unknown', 'expired', 'reader'] as const) {
    it(`${token}: every command names the cluster and what to do, and nothing is changed`, async () => {
      await setToken(token === 'none' ? undefined : secrets[token]);
      if (token === 'expired') await sleep(1_500);
      const before = await client.jobs.read('guarded');
      for (const [name, act] of Object.entries(changes)) {
        const text = await said(act, yes);
        assert.ok(text.includes(agent?.address ?? '-'), `${name}: ${text}`);
        assert.match(text, /does not allow this client to |Unknown allocation/, `${name}: ${text}`);
        assert.match(text, advice[token] as RegExp, `${name}: ${text}`);
        assert.ok(!Object.values(secrets).some((secret) => text.includes(secret)), name);
      }
      const after = await client.jobs.read('guarded');
      assert.deepEqual([after.JobModifyIndex, after.Stop], [before.JobModifyIndex, before.Stop]);
      assert.match(vscode.window.activeTextEditor?.document.getText() ?? '', /count = 2/, 'the file is as it was');
    });
  }

  it('the button sets a token, and what was asked is done then', async () => {
    await setToken(secrets.reader);
    const person = answerWith({ 'does not allow': 'Set Token…', 'Token for': secrets.writer ?? '' });
    await run('nomad.job.plan');
    person.restore();
    const plan = vscode.window.visibleTextEditors.find(({ document: { uri } }) => uri.scheme === 'nomad-plan');
    assert.match(plan?.document.getText() ?? person.questions.join('\n'), /1 → 2/);
  });
});

describe('ways to a real Nomad, in the editor', function () {
  this.timeout(90_000);
  let agent: Agent | undefined;
  let client: NomadClient;
  let allocId = '';
  before(async function () {
    if (!program || process.platform === 'win32') return skip(this);
    await ready();
    agent = await startAgent(program);
    client = createClient({ address: agent.address });
    allocId = await start(client);
  });
  after(async () => {
    await configure({ address: undefined });
    await run('workbench.action.closeAllEditors');
    await client?.close();
    await agent?.stop();
  });
  const port = () => new URL(agent?.address ?? '').port;

  it('lead through the proxy of the setting http.proxy', async () => {
    const proxy = await startProxy();
    await configure({ address: `http://nomad.far.invalid:${port()}` });
    await withProxy(proxy.address, () => everythingWorks(allocId));
    const asked = proxy.asked.join('\n');
    assert.match(asked, /^POST http:\/\/nomad\.far\.invalid:\d+\/v1\/job\/guarded\/plan/m);
    assert.match(asked, /\/v1\/client\/fs\/logs\//);
    // VS Code leads a WebSocket through its proxy in a way of its own.
    assert.match(asked, /^(CONNECT nomad\.far\.invalid:\d+|GET .*\/exec\?.*)$/m);
    await proxy.close();
    await withProxy(proxy.address, async () => {
      const text = await said(() => run('nomad.job.plan'));
      assert.match(text, /The proxy http:\/\/127.* which stands before nomad\.far\.invalid:\d+, cannot be reached/);
    });
  });

  it('lead through the proxy of the environment', async () => {
    const proxy = await startProxy();
    await configure({ address: `http://nomad.far.invalid:${port()}` });
    process.env.HTTP_PROXY = proxy.address;
    try {
      assert.equal(await said(() => run('nomad.job.plan')), '');
      assert.match(proxy.asked.join('\n'), /^POST http:\/\/nomad\.far\.invalid:\d+\/v1\/job\/guarded\/plan/m);
    } finally {
      delete process.env.HTTP_PROXY;
      await proxy.close();
    }
  });

  it('lead over a Unix socket', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'nomad-e2e-unix-'));
    const path = join(folder, 'api.sock');
    const open = new Set<Socket>();
    const socket = createServer((inner) => {
      const outer = connect(Number(port()), '127.0.0.1');
      for (const one of [inner, outer]) open.add(one.on('error', () => [inner.destroy(), outer.destroy()]));
      inner.pipe(outer).pipe(inner);
    });
    await new Promise<void>((resolve) => socket.listen(path, resolve));
    await configure({ address: `unix://${path}` });
    await everythingWorks(allocId);
    for (const one of open) one.destroy();
    await new Promise((resolve) => socket.close(resolve));
    const text = await said(() => run('nomad.job.plan'));
    assert.ok(text.includes(`there is no socket at unix://${path}`), text);
    rmSync(folder, { recursive: true });
  });
});

describe('mutual TLS of a real Nomad, in the editor', function () {
  this.timeout(90_000);
  let agent: Agent | undefined;
  let client: NomadClient;
  let allocId = '';
  const folder = mkdtempSync(join(tmpdir(), 'nomad-e2e-tls-'));
  const pem = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const [ours, foreign] = [makeAuthority('Ours'), makeAuthority('Foreign')];
  const pair = makeCertificate('client', ours, ['client.global.nomad']);
  const good = {
    'tls.caCert': pem('ca.pem', ours.cert),
    'tls.clientCert': pem('client.pem', pair.cert),
    'tls.clientKey': pem('client-key.pem', pair.key),
    'tls.serverName': 'server.global.nomad',
  };
  const none = Object.fromEntries(Object.keys(good).map((name) => [name, undefined]));

  before(async function () {
    if (!program || process.platform === 'win32') return skip(this);
    await ready();
    const own = makeCertificate('server', ours, ['server.global.nomad', '127.0.0.1']);
    const config = `tls {
  http                = true
  verify_https_client = true
  ca_file             = "${good['tls.caCert']}"
  cert_file           = "${pem('server.pem', own.cert)}"
  key_file            = "${pem('server-key.pem', own.key)}"
}
`;
    const tls = { caCert: good['tls.caCert'], clientCert: good['tls.clientCert'], clientKey: good['tls.clientKey'] };
    agent = await startAgent(program, { config, client: tls });
    client = createClient({ address: agent.address, tls });
    allocId = await start(client);
    await configure({ address: agent.address });
    await write(file(2));
  });
  after(async () => {
    await configure({ ...none, address: undefined });
    await run('workbench.action.revertAndCloseActiveEditor');
    await client?.close();
    await agent?.stop();
    rmSync(folder, { recursive: true });
  });

  it('works with the certificates of the settings: requests, logs, programs', async () => {
    await configure(good);
    await everythingWorks(allocId);
  });

  it('works with those of NOMAD_*', async () => {
    await configure(none);
    const env: Record<string, string> = {
      NOMAD_CACERT: good['tls.caCert'],
      NOMAD_CLIENT_CERT: good['tls.clientCert'],
      NOMAD_CLIENT_KEY: good['tls.clientKey'],
    };
    Object.assign(process.env, env);
    await everythingWorks(allocId);
    for (const name of Object.keys(env)) delete process.env[name];
  });

  it('works through a proxy, by a tunnel', async () => {
    const proxy = await startProxy();
    await configure({ ...good, address: agent?.address.replace('127.0.0.1', 'nomad.far.invalid') });
    await withProxy(proxy.address, () => everythingWorks(allocId));
    assert.match(proxy.asked.join('\n'), /^CONNECT nomad\.far\.invalid:\d+$/m);
    assert.doesNotMatch(proxy.asked.join('\n'), /^(GET|POST)/m);
    await proxy.close();
    await configure({ address: agent?.address });
  });

  const cases: [title: string, settings: () => object, message: RegExp][] = [
    [
      'another authority',
      () => ({ 'tls.caCert': pem('foreign-ca.pem', foreign.cert) }),
      /not trusted here.*CA certificate/,
    ],
    [
      'no client certificate',
      () => ({ 'tls.clientCert': undefined, 'tls.clientKey': undefined }),
      /(asks|may ask) for a client certificate.*NOMAD_CLIENT_CERT/,
    ],
    [
      'half of the pair',
      () => ({ 'tls.clientKey': undefined }),
      /a client certificate is configured but no client key/,
    ],
    [
      'another server name',
      () => ({ 'tls.serverName': 'nomad.invalid' }),
      /is for other names .*server\.global\.nomad/,
    ],
    [
      'a file that is not there',
      () => ({ 'tls.caCert': join(folder, 'gone.pem') }),
      /gone\.pem .* cannot be read \(ENOENT\)/,
    ],
  ];
  for (const [title, settings, message] of cases) {
    it(`says what is wrong: ${title}`, async () => {
      await configure({ ...good, ...settings() });
      for (const act of [
        () => run('nomad.job.plan'),
        () => run('nomad.alloc.logs', { jobId: 'guarded' }),
        () => run('nomad.alloc.exec', { allocId, task: 'main' }),
      ]) {
        const text = await said(act);
        assert.match(text, message);
        assert.ok(text.includes(agent?.address ?? '-'), text);
      }
    });
  }

  it('says that the address lacks its s', async () => {
    await configure({ ...good, address: agent?.address.replace('https:', 'http:') });
    assert.match(await said(() => run('nomad.job.plan')), /speaks HTTPS only\. Write https:\/\//);
  });
});
