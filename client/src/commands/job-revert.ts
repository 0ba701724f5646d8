/** `nomad.job.revert`: back to an older version, after seeing what that changes. */
import { isNomadError, type JobDiff, type JobVersions } from '@nomad/api';
import * as vscode from 'vscode';
import type { Cluster } from '../cluster';
import { confirmInProduction, mayChange, type Permit } from '../cluster/guard';
import { backwards, versionChanges } from '../plan';
import { follow } from './follow';
import { type ChosenJob, pickJob } from './pick-job';
import { readOnlyText } from './read-only-text';
import { versionText } from './version-text';

/** @param argument may name the `version` */
export async function revert(cluster: Cluster, argument?: unknown): Promise<void> {
  if (!(await mayChange(cluster))) return;
  const job = await pickJob(cluster, argument, {
    title: 'Revert a job',
    none: 'There is no job',
    which: 'is there',
  });
  if (!job) return;
  const { id, namespace } = job;
  const read = await cluster.attempt(`Reading the versions of job "${id}"`, (client, signal) =>
    client.jobs.versions(id, { namespace, diffs: true, signal }),
  );
  const current = read?.Versions[0]?.Version;
  if (!read || current === undefined || current === null) return;
  if (read.Versions.length < 2) {
    vscode.window.showInformationMessage(
      `Job "${id}" on ${cluster.label()} has one version only: there is no way back.`,
    );
    return;
  }
  const given = (argument as { version?: unknown } | undefined)?.version;
  const version = typeof given === 'number' ? given : await pickVersion(cluster, job, read);
  if (version === undefined) return;
  const changes = await changesBack(cluster, job, version);
  const permit = changes !== undefined && (await confirm(cluster, job, current, version, changes));
  if (!permit) return;
  const since = Date.now();
  const title = `Reverting job "${id}" to version ${version} on ${cluster.label()}`;
  const change = await cluster.attempt(
    title,
    (client) => client.jobs.revert(id, version, { namespace, enforceVersion: current }),
    permit,
  );
  if (change?.EvalID) await follow(cluster, { evalId: change.EvalID, jobId: id, namespace, since });
}

/** What going back from the current version to that one changes, as text. */
async function changesBack(
  cluster: Cluster,
  { id, namespace }: ChosenJob,
  version: number,
): Promise<string | undefined> {
  const read = await cluster.attempt(`Comparing with version ${version}`, (client, signal) =>
    client.jobs.versions(id, { namespace, diffs: true, diffVersion: version, signal }),
  );
  return read && versionChanges(backwards((read.Diffs?.[0] ?? { Type: 'None', ID: id }) as JobDiff));
}

async function pickVersion(cluster: Cluster, job: ChosenJob, read: JobVersions): Promise<number | undefined> {
  const [current, ...older] = read.Versions;
  const compare: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon('diff'),
    tooltip: 'Show what going back to this version changes',
  };
  const items = older.map((version, i) => {
    const { label, description } = versionText(version);
    // What this version itself had changed; the last one has none before it.
    const changed = read.Diffs?.[i + 1];
    const detail = changed ? `It changed: ${versionChanges(changed).replace(/\s*\n\s*/g, ' · ')}` : undefined;
    return { label, description, detail, version: version.Version ?? 0, buttons: [compare] };
  });
  const pick = vscode.window.createQuickPick<(typeof items)[number]>();
  pick.title = `Back to which version of job "${job.id}"? Now: ${current ? versionText(current).label : ''}`;
  pick.placeholder = 'The button on the right shows what would change';
  pick.items = items;
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  return new Promise((resolve) => {
    pick.onDidTriggerItemButton(({ item }) => void showChanges(cluster, job, Number(current?.Version), item.version));
    pick.onDidAccept(() => {
      resolve(pick.selectedItems[0]?.version);
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}

/** The sources side by side where Nomad has both, otherwise the changes as text. */
async function showChanges(cluster: Cluster, job: ChosenJob, from: number, to: number): Promise<void> {
  const { id, namespace } = job;
  const sources = await cluster.attempt(`Reading the sources of job "${id}"`, (client, signal) =>
    Promise.all(
      [from, to].map(async (version) => {
        try {
          return (await client.jobs.submission(id, version, { namespace, signal })).Source;
        } catch (error) {
          if (isNomadError(error, 'not-found')) return undefined;
          throw error;
        }
      }),
    ),
  );
  const name = id.replaceAll('/', ' ');
  const [now, then] = sources ?? [];
  if (now !== undefined && then !== undefined) {
    const [left, right] = [now, then].map((source, i) =>
      readOnlyText(cluster, `${name} version ${i === 0 ? from : to}.nomad.hcl`, source),
    );
    await vscode.commands.executeCommand('vscode.diff', left, right, `${id}: version ${from} → version ${to}`);
    return;
  }
  const changes = await changesBack(cluster, job, to);
  if (changes === undefined) return;
  const uri = readOnlyText(cluster, `${name} from version ${from} to ${to}.txt`, `${changes}\n`);
  await vscode.window.showTextDocument(uri, { preview: true });
}

/** A question has room for so many lines. */
const MOST = 15;

async function confirm(
  cluster: Cluster,
  { id }: ChosenJob,
  from: number,
  to: number,
  changes: string,
): Promise<Permit | undefined> {
  const lines = changes.split('\n');
  const shown = lines.length > MOST ? [...lines.slice(0, MOST), `… and ${lines.length - MOST} lines more`] : lines;
  const detail =
    changes === ''
      ? 'Nothing is different: a new version that is as the current one.'
      : `It changes:\n${shown.join('\n')}`;
  const what = `Revert job "${id}" from version ${from} to ${to}`;
  const sure = await vscode.window.showWarningMessage(
    `${what} on ${cluster.describe()}?`,
    { modal: true, detail },
    'Revert',
  );
  return sure === 'Revert' ? confirmInProduction(cluster, what, id) : undefined;
}
