/** Starts a real Nomad agent in dev mode, when there is one on this machine: `NOMAD_BIN`, or `nomad` on the PATH. */
import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient, type NomadClient, type TlsConfig } from '@nomad/api';

export interface Agent {
  readonly address: string;
  /** Whatever else the agent says, when something is wrong. */
  log(): string;
  stop(): Promise<void>;
}

/** Path of the program, or undefined: then the tests that need it have to say so and be skipped. */
export function findNomad(): string | undefined {
  const onPath = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'nomad'));
  return [process.env.NOMAD_BIN ?? '', ...onPath].find((path) => {
    try {
      if (path !== '') accessSync(path, constants.X_OK);
      return path !== '';
    } catch {
      return false;
    }
  });
}

export interface AgentOptions {
  /** More of its configuration, as HCL. */
  readonly config?: string;
  /** How the waiting client reaches it where the configuration asks for TLS; without it plain HTTP is spoken. */
  readonly client?: TlsConfig;
  /** Access control on: this becomes the token that may do everything. */
  readonly managementToken?: string;
}

export async function startAgent(program: string, options: AgentOptions = {}): Promise<Agent> {
  const { config: more = '', client: tls, managementToken } = options;
  const folder = mkdtempSync(join(tmpdir(), 'nomad-agent-'));
  const [http, rpc, serf] = await freePorts(3);
  const config = join(folder, 'agent.hcl');
  writeFileSync(
    config,
    `ports {
  http = ${http}
  rpc  = ${rpc}
  serf = ${serf}
}
client {
  options = {
    "fingerprint.denylist" = "env_aws,env_gce,env_azure,env_digitalocean"
  }
}
plugin "raw_exec" {
  config {
    enabled = true
  }
}
${managementToken ? 'acl {\n  enabled                  = true\n  token_min_expiration_ttl = "1s"\n}\n' : ''}${more}`,
  );
  const { AWS_CA_BUNDLE: _, NOMAD_ADDR: __, NOMAD_TOKEN: ___, ...env } = process.env;
  const logFile = join(folder, 'agent.log');
  const log = openSync(logFile, 'w');
  // What the agent leaves in the temporary directory goes with the folder.
  const place = { env: { ...env, TMPDIR: folder }, cwd: folder };
  const child = spawn(program, ['agent', '-dev', '-config', config], { ...place, stdio: ['ignore', log, log] });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const agent: Agent = {
    address: `${tls ? 'https' : 'http'}://127.0.0.1:${http}`,
    log: () => readFileSync(logFile, 'utf8'),
    async stop() {
      child.kill('SIGINT');
      await Promise.race([exited, sleep(10_000).then(() => child.kill('SIGKILL'))]);
      await exited;
      unmountBelow(folder);
      rmSync(folder, { recursive: true, force: true });
    },
  };
  const client = createClient({ address: agent.address, tls, token: () => managementToken });
  const dead = () => child.exitCode !== null;
  try {
    if (managementToken) await bootstrap(agent.address, managementToken, dead);
    await untilReady(client, dead);
  } catch (error) {
    const said = agent.log();
    await agent.stop();
    throw new Error(`The Nomad agent does not get ready.\n${said.slice(-2000)}`, { cause: error });
  } finally {
    await client.close();
  }
  return agent;
}

async function untilReady(client: NomadClient, dead: () => boolean): Promise<void> {
  for (const until = Date.now() + 45_000; ; ) {
    try {
      const nodes = await client.cluster.nodes({ limit: 2_000 });
      if (nodes.data.some(({ Status, Drivers }) => Status === 'ready' && Drivers?.raw_exec?.Healthy)) return;
    } catch (error) {
      if (dead() || Date.now() > until) throw error;
    }
    if (dead() || Date.now() > until) throw new Error('no ready node');
    await sleep(200);
  }
}

/** Gives the new cluster its first token (`POST /v1/acl/bootstrap`). */
async function bootstrap(address: string, token: string, dead: () => boolean): Promise<void> {
  for (const until = Date.now() + 45_000; ; await sleep(200)) {
    const body = JSON.stringify({ BootstrapSecret: token });
    const answer = await fetch(`${address}/v1/acl/bootstrap`, { method: 'POST', body }).catch(() => undefined);
    if (answer?.ok) return;
    if (dead() || Date.now() > until) throw new Error(`no access control: ${await answer?.text()}`);
  }
}

async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

/** For root, tasks have small mounts in their directories, which outlive the agent. */
function unmountBelow(folder: string): void {
  if (!existsSync('/proc/self/mounts')) return;
  for (const line of readFileSync('/proc/self/mounts', 'utf8').split('\n')) {
    const at = line.split(' ')[1];
    if (at?.startsWith(`${folder}/`)) spawnSync('umount', [at]);
  }
}
