/** `nomad.agent.startDev`: a small Nomad of one's own, in a terminal, for as long as the window is open. */
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient, isNomadError } from '@nomad/api';
import * as vscode from 'vscode';
import type { Cluster } from '../cluster';
import { ENVIRONMENT } from '../cluster/contexts';
import { devConfig } from './dev-config';
import { findProgram } from './find-program';
import { portsFor } from './free-ports';

const INSTALL = 'https://developer.hashicorp.com/nomad/install';
const USUAL_PORTS = [4646, 4647, 4648];
const PATIENCE = 60_000;

let running: vscode.Terminal | undefined;

export async function startDevAgent(cluster: Cluster): Promise<void> {
  if (running?.exitStatus === undefined && running) return running.show();
  if (!vscode.workspace.isTrusted) {
    vscode.window.showInformationMessage('Programs are started only in folders that you trust. Trust this one first.');
    return;
  }
  const named = vscode.workspace.getConfiguration('nomad').get<string>('binary')?.trim();
  const program = await findProgram(named);
  if (!program) return tellToInstall(named);
  const [http = 0, rpc = 0, serf = 0] = await portsFor(USUAL_PORTS);
  const config = await writeConfig({ http, rpc, serf });
  const terminal = start(cluster, program, config);
  terminal.show(true);
  const address = `http://127.0.0.1:${http}`;
  const title = `Starting a Nomad dev agent at ${address}`;
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  const ready = await vscode.window.withProgress(options, (_, token) => untilReady(address, terminal, token));
  if (ready) await offerToUse(cluster, address);
  else if (terminal.exitStatus) {
    vscode.window.showErrorMessage('The dev agent has ended. What it said last is in its terminal.');
  }
}

function start(cluster: Cluster, program: string, config: string): vscode.Terminal {
  const terminal = vscode.window.createTerminal({
    name: 'Nomad dev agent',
    iconPath: new vscode.ThemeIcon('server-process'),
    shellPath: program,
    shellArgs: ['agent', '-dev', '-config', config],
    // Null takes a name out. The bundle of another purpose keeps an agent from starting; the others are for clients.
    env: { AWS_CA_BUNDLE: null, NOMAD_ADDR: null, NOMAD_TOKEN: null },
    // A window that opens again must not show a terminal whose agent is gone.
    isTransient: true,
  });
  running = terminal;
  cluster.onDispose(terminal);
  return terminal;
}

async function writeConfig(ports: { http: number; rpc: number; serf: number }): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'nomad-dev-'));
  const volume = join(folder, 'data');
  await mkdir(volume);
  const file = join(folder, 'agent.hcl');
  await writeFile(file, devConfig({ ports, volume }));
  return file;
}

/** A node that takes work; false when the agent has ended, or nobody waits any more. */
async function untilReady(
  address: string,
  terminal: vscode.Terminal,
  token: vscode.CancellationToken,
): Promise<boolean> {
  const client = createClient({ address });
  try {
    for (const end = Date.now() + PATIENCE; Date.now() < end; await sleep(500)) {
      if (token.isCancellationRequested || terminal.exitStatus) return false;
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
