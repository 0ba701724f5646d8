/** Tokens lie in VS Code's secret storage, each under the address that it is for; never in settings or logs. */
import type * as vscode from 'vscode';

export interface Tokens {
  /** @param address as `describeAddress` writes it */
  get(address: string): Thenable<string | undefined>;
  set(address: string, token: string): Thenable<void>;
  clear(address: string): Thenable<void>;
  readonly onDidChange: vscode.Event<void>;
}

const PREFIX = 'nomad.token:';

export function createTokens(secrets: vscode.SecretStorage): Tokens {
  const changed: vscode.Event<void> = (listener, self, disposables) =>
    secrets.onDidChange(({ key }) => key.startsWith(PREFIX) && listener.call(self), undefined, disposables);
  return {
    get: (address) => secrets.get(PREFIX + address),
    set: (address, token) => secrets.store(PREFIX + address, token),
    clear: (address) => secrets.delete(PREFIX + address),
    onDidChange: changed,
  };
}
