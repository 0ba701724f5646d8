/** Tokens lie in VS Code's secret storage, each under the context that it is for; never in settings or logs. */
import type * as vscode from 'vscode';

export interface Tokens {
  /** @param key of the context: its address, and its name where it has one */
  get(key: string): Thenable<string | undefined>;
  set(key: string, token: string): Thenable<void>;
  clear(key: string): Thenable<void>;
  readonly onDidChange: vscode.Event<void>;
}

const PREFIX = 'nomad.token:';

export function createTokens(secrets: vscode.SecretStorage): Tokens {
  const changed: vscode.Event<void> = (listener, self, disposables) =>
    secrets.onDidChange(({ key }) => key.startsWith(PREFIX) && listener.call(self), undefined, disposables);
  return {
    get: (key) => secrets.get(PREFIX + key),
    set: (key, token) => secrets.store(PREFIX + key, token),
    clear: (key) => secrets.delete(PREFIX + key),
    onDidChange: changed,
  };
}
