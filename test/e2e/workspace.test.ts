/** Files that nobody has opened: VS Code shows their problems, and takes those away that are gone. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { diagnosticsWhen, ready } from './editor';

const job = (id: string, port: number): string =>
  `job "${id}" {\n  group "g" {\n    network {\n      port "p" {\n        static = ${port}\n      }\n    }\n    task "t" {\n      driver = "exec"\n      config {\n        command = "/bin/x"\n        args    = ["\${NOMAD_PORT_p}"]\n      }\n    }\n  }\n}\n`;

const clash = (found: readonly vscode.Diagnostic[]): readonly vscode.Diagnostic[] =>
  found.filter(({ code }) => (code as { value: string }).value === 'port/static-clash-workspace');

describe('files of the workspace that are not open', () => {
  const written: vscode.Uri[] = [];
  const write = async (name: string, text: string): Promise<vscode.Uri> => {
    const folder = vscode.workspace.workspaceFolders?.[0];
    assert.ok(folder);
    const uri = vscode.Uri.joinPath(folder.uri, name);
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    written.push(uri);
    return uri;
  };

  before(ready);
  after(() => Promise.allSettled(written.map((uri) => vscode.workspace.fs.delete(uri))));

  it('are judged, also beside each other, and again when they change', async () => {
    const one = await write('one (a@b).nomad.hcl', job('one', 9321));
    const other = await write('other.nomad.hcl', job('other', 9321));
    const [problem] = clash(await diagnosticsWhen(one, (found) => clash(found).length > 0));
    assert.equal(problem?.relatedInformation?.[0]?.location.uri.toString(), other.toString());
    await diagnosticsWhen(other, (found) => clash(found).length > 0);
    // Opening and closing a file changes nothing.
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(one));
    await diagnosticsWhen(one, (found) => clash(found).length > 0);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await vscode.workspace.fs.delete(other);
    await diagnosticsWhen(one, (found) => found.length > 0 && clash(found).length === 0);
    await diagnosticsWhen(other, (found) => found.length === 0);
  }).timeout(30_000);

  it('come, move and go with the folder that they lie in', async () => {
    const one = await write('alone.nomad.hcl', job('alone', 9322));
    const away = await write('folder/deep/with.nomad.hcl', job('with', 9322));
    await diagnosticsWhen(one, (found) => clash(found).length > 0);
    await diagnosticsWhen(away, (found) => clash(found).length > 0);
    const moved = vscode.Uri.joinPath(away, '../../../moved');
    await vscode.workspace.fs.rename(vscode.Uri.joinPath(away, '../..'), moved);
    const here = vscode.Uri.joinPath(moved, 'deep/with.nomad.hcl');
    await diagnosticsWhen(here, (found) => clash(found).length > 0);
    await diagnosticsWhen(away, (found) => found.length === 0);
    await vscode.workspace.fs.delete(moved, { recursive: true });
    await diagnosticsWhen(one, (found) => found.length > 0 && clash(found).length === 0);
    await diagnosticsWhen(here, (found) => found.length === 0);
  }).timeout(30_000);
});
