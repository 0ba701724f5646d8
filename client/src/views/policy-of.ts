/** The house's policy for a file, as the language server finds it: settings, then the nearest `.nomad-lint.json`. */
import type { Uri } from 'vscode';
import { workspace } from 'vscode';
import { readText } from '../../../server/src/folder-files';
import { type Policy, readPolicySettings } from '../../../server/src/policy';
import { type FoundPolicy, nearestPolicy } from '../../../server/src/policy-file';

/** Policies that were found, by folder; pass the same one for many files at once. */
export type KnownPolicies = Map<string, FoundPolicy | undefined>;

export function policyOf(uri: Uri, known: KnownPolicies = new Map()): Policy {
  const settings = readPolicySettings(workspace.getConfiguration('nomad', uri).get('policy'));
  return { ...settings, ...nearestPolicy(uri.toString(), readText, known)?.file.policy };
}
