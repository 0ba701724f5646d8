/** What stands above a job, and what is asked before storage is put in or a job for reference is run. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { ready, write } from './editor';

const JOB = 'job "wiki" {\n  group "web" {\n    task "wiki" {\n      driver = "exec"\n    }\n  }\n}\n';

describe('a job in the editor', () => {
  const { window } = vscode;
  const { showQuickPick, showWarningMessage, showInformationMessage } = window;
  before(ready);
  afterEach(() => Object.assign(window, { showQuickPick, showWarningMessage, showInformationMessage }));

  it('has Plan, Run and Compare above its first line', async () => {
    const document = await write(`# A wiki.\n${JOB}`);
    assert.deepEqual(await lensesOf(document), ['1 Plan', '1 Run', '1 Compare', '1 More']);
  });

  it('is not offered to be run when it is for reference only, and asks twice', async () => {
    const document = await write(`# Reference only\n${JOB}`);
    assert.deepEqual(await lensesOf(document), [
      '1 Reference only: to be read, not to be run',
      '1 Plan',
      '1 Compare',
      '1 More',
    ]);
    const asked: string[] = [];
    Object.assign(window, { showWarningMessage: async (message: string) => void asked.push(message) });
    await vscode.commands.executeCommand('nomad.job.run', document.uri);
    assert.equal(asked.length, 1);
    assert.match(asked[0] ?? '', /kept for reference only/);
  });

  it('gets the storage that three answers lead to, with the name selected', async () => {
    const document = await write(JOB);
    const answers = ['Yes, it has to be there', 'Yes, several nodes write', 'Make one on demand'];
    const questions: string[] = [];
    Object.assign(window, {
      async showQuickPick(items: PromiseLike<vscode.QuickPickItem[]>, options: vscode.QuickPickOptions) {
        questions.push(options.placeHolder ?? '');
        const label = answers.shift() ?? '';
        const all = await items;
        assert.ok(
          all.every(({ detail }) => detail),
          'each answer says what follows from it',
        );
        return all.find((item) => item.label.startsWith(label));
      },
      showInformationMessage: async () => undefined,
    });
    await vscode.commands.executeCommand('nomad.storage.choose');
    assert.deepEqual(questions, [
      'Must the data survive the task?',
      'Does more than one node write it at the same time?',
      'Is there a volume already, or should one be made?',
    ]);
    const text = document.getText();
    assert.match(text, /volume "data" \{\n {6}type {12}= "csi"\n {6}source {10}= "wiki-data"/);
    assert.match(text, /volume_mount \{\n {8}volume {6}= "data"/);
    const editor = window.activeTextEditor;
    assert.equal(editor?.document.getText(editor.selection), 'data');
  });
});

/** Line and title, without the icons. */
async function lensesOf({ uri }: vscode.TextDocument): Promise<string[]> {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri);
  return lenses.map(({ range, command }) => `${range.start.line} ${command?.title.replace(/^\$\([\w-]+\) /, '')}`);
}
