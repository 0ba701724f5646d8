/** A new job file: in its folder, with what its kind needs, and never over another. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { diagnosticsWhen, ready } from './editor';
import { answerWith, type Person } from './person';

describe('a new job file', () => {
  let person: Person;
  const folder = () => vscode.workspace.workspaceFolders?.[0]?.uri ?? assert.fail();
  const uri = () => vscode.Uri.joinPath(folder(), 'applications/shop.nomad.hcl');

  before(ready);
  afterEach(() => person.restore());
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(folder(), 'applications'), { recursive: true });
  });
  const make = async () => {
    person = answerWith({ 'its name': 'shop', 'New job': ['Application', 'applications'] });
    await vscode.commands.executeCommand('nomad.job.new');
  };

  it('lies in the folder of its kind, with its name in it, and nothing wrong', async () => {
    await make();
    const editor = vscode.window.activeTextEditor ?? assert.fail(person.questions.join('\n'));
    assert.equal(editor.document.uri.toString(), uri().toString());
    assert.match(editor.document.getText(), /^job "shop" \{\n {2}datacenters = /);
    await diagnosticsWhen(
      uri(),
      (found) => !found.some(({ severity }) => severity === vscode.DiagnosticSeverity.Error),
    );
    await editor.document.save();
  });

  it('takes the place of no other', async () => {
    const before = (await vscode.workspace.openTextDocument(uri())).getText();
    await make();
    assert.match(person.questions.at(-1) ?? '', /^applications\/shop\.nomad\.hcl is there already/);
    assert.equal((await vscode.workspace.openTextDocument(uri())).getText(), before);
  });
});
