/** The extension on a desktop or a remote machine: the language server is a process of its own. */

import type { ExtensionContext } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { activateCommon, deactivateCommon } from './activate';
import { activateCluster } from './activate-cluster';
import type { CreateClient } from './client';

/**
 * What of a shell may hold a secret, addresses with a password included. It is for the client's requests to a cluster, and
 * the server makes none.
 */
const SECRETS = /^(NOMAD_.*|VAULT_TOKEN|CONSUL_HTTP_(TOKEN|AUTH)|https?_proxy)$/i;

export function activate(context: ExtensionContext) {
  const module = context.asAbsolutePath('dist/server.js');
  // An undefined value takes the name out of the environment that the process would inherit.
  const secrets = Object.keys(process.env).filter((name) => SECRETS.test(name));
  const env = Object.fromEntries(secrets.map((name) => [name, undefined]));
  // As server/src/young-generation.ts does where it may: in Electron only the command line sets V8's flags.
  const execArgv = ['--max-semi-space-size=4'];
  const run = { module, transport: TransportKind.ipc, options: { env, execArgv } };
  const debug = { ...run, options: { env, execArgv: ['--nolazy', '--inspect=6009'] } };
  const create: CreateClient = (options) => new LanguageClient('nomad', 'Nomad', { run, debug }, options);
  const { api, status } = activateCommon(context, create);
  activateCluster(context, status, api.client);
  return api;
}

export const deactivate = deactivateCommon;
