/** `nomad.agent.startDev`: a small Nomad of one's own, in a terminal, for as long as the window is open. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient, isNomadError } from '@nomad/api';
import * as vscode from 'vscode';
import type { Cluster } from '../cluster';
import { ENVIRONMENT } from '../cluster/contexts';
import { homeOf } from '../extension-home';
import { devConfig } from './dev-config';
import { type DevTerminal, openDevTerminal } from './dev-terminal';
import { findProgram } from './find-program';
import { portsFor } from './free-ports';

const INSTALL = 'https://developer.hashicorp.com/nomad/install';
const USUAL_PORTS = [4646, 4647, 4648];
const PATIENCE = 60_000;

let running: DevTerminal | undefined;

export async function startDevAgent(cluster: Cluster): Promise<void> {
  if (running && !running.hasEnded()) return running.terminal.show();
  if (!vscode.workspace.isTrusted) {
    vscode.window.showInformationMessage('Programs are started only in folders that you trust. Trust this one first.');
    return;
  }
  const named = vscode.workspace.getConfiguration('nomad').get<string>('binary')?.trim();
  const program = await findProgram(named);
  if (!program) return tellToInstall(named);
  const [http = 0, rpc = 0, serf = 0] = await portsFor(USUAL_PORTS);
  const config = await writeConfig(cluster, { http, rpc, serf });
  const agent = start(cluster, program, config);
  agent.terminal.show(true);
  const address = `http://127.0.0.1:${http}`;
  const title = `Starting a Nomad dev agent at ${address}`;
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  const ready = await vscode.window.withProgress(options, (_, token) => untilReady(address, agent, token));
  if (ready) await offerToUse(cluster, address);
  else if (agent.hasEnded()) {
    vscode.window.showErrorMessage('The dev agent has ended. What it said last is in its terminal.');
  }
}

function start(cluster: Cluster, program: string, config: string): DevTerminal {
  // A bundle for another purpose keeps an agent from starting; addresses and tokens are for clients of another cluster.
  const { AWS_CA_BUNDLE: _, NOMAD_ADDR: __, NOMAD_TOKEN: ___, ...env } = process.env;
  running?.dispose();
  running = openDevTerminal('Nomad dev agent', program, ['agent', '-dev', '-config', config], env);
  cluster.onDispose({ dispose: () => running?.dispose() });
  return running;
}

/** The folder of the host volume stays from one agent to the next. */
async function writeConfig(cluster: Cluster, ports: { http: number; rpc: number; serf: number }): Promise<string> {
  const folder = join(homeOf(cluster).storage.fsPath, 'dev-agent');
  const volume = join(folder, 'data');
  await mkdir(volume, { recursive: true });
  // Two windows, two agents.
  const file = join(folder, `agent-${ports.http}.hcl`);
  await writeFile(file, devConfig({ ports, volume }));
  return file;
}

/** A node that takes work; false when the agent has ended, or nobody waits any more. */
async function untilReady(address: string, agent: DevTerminal, token: vscode.CancellationToken): Promise<boolean> {
  const client = createClient({ address });
  try {
    for (const end = Date.now() + PATIENCE; Date.now() < end; await sleep(500)) {
      if (token.isCancellationRequested || agent.hasEnded()) return false;
      try {
        const { data } = await client.cluster.nodes({ limit: 2_000 });
        if (data.some(({ Status }) => Status === 'ready')) return true;
      } catch (error) {
        if (!isNomadError(error)) throw error;
      }
    }
    return false;
  } finally {
    await client.close();
  }
}

/** Commands talk to it already where it has the usual address and nothing else is set. */
async function offerToUse(cluster: Cluster, address: string): Promise<void> {
  if (cluster.address() === address) {
    await vscode.commands.executeCommand('nomad.explorer.refresh');
    vscode.window.showInformationMessage(`The dev agent at ${address} is ready. It ends with this window.`);
    return;
  }
  const message = `The dev agent at ${address} is ready, and ends with this window. Commands talk to ${cluster.describe()}.`;
  if (!(await vscode.window.showInformationMessage(message, 'Use the Dev Agent'))) return;
  await vscode.workspace.getConfiguration('nomad').update('address', address, vscode.ConfigurationTarget.Global);
  await cluster.use(ENVIRONMENT);
}

async function tellToInstall(named: string | undefined): Promise<void> {
  const message = named
    ? `The setting nomad.binary names ${named}, which is no program.`
    : 'There is no nomad program on the PATH. Install it, or name it in the setting nomad.binary.';
  const chosen = await vscode.window.showErrorMessage(message, 'Open Settings', 'How to Install');
  if (chosen === 'Open Settings') await vscode.commands.executeCommand('workbench.action.openSettings', 'nomad.binary');
  if (chosen === 'How to Install') await vscode.env.openExternal(vscode.Uri.parse(INSTALL));
}
