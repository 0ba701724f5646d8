/** Deploying over Ansible from the editor: shown before it runs, run as a task, its errors at their lines. */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { open, ready } from './editor';
import { answerWith, type Person } from './person';

describe('Ansible', () => {
  let folder: string;
  let person: Person;
  const settings = () => vscode.workspace.getConfiguration('nomad.ansible');
  const configure = (name: string, value: unknown) => settings().update(name, value, vscode.ConfigurationTarget.Global);
  const given = () => JSON.parse(readFileSync(join(folder, 'ansible/given.json'), 'utf8'));

  before(async () => {
    await ready();
    folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? assert.fail();
    mkdirSync(join(folder, 'ansible/inventory'), { recursive: true });
    for (const name of ['deploy.yml', 'volumes.yml']) writeFileSync(join(folder, 'ansible', name), '- hosts: all\n');
    writeFileSync(join(folder, 'ansible/inventory/lab.yml'), 'all: {}\n');
    // Stands for ansible-playbook: writes down what it is given, and complains as Ansible does.
    const broken = join(folder, 'ansible/deploy.yml');
    writeFileSync(
      join(folder, 'ansible/play.cjs'),
      `require('node:fs').writeFileSync('given.json', JSON.stringify({ args: process.argv.slice(2), cwd: process.cwd() }));
       console.log(${JSON.stringify(`The error appears to be in '${broken}': line 1, column 3, but may`)});
       process.exit(2);\n`,
    );
    await configure('program', [process.execPath, join(folder, 'ansible/play.cjs')]);
    await configure('folder', 'ansible');
    await configure('playbook', 'deploy.yml');
    await configure('volumePlaybook', 'volumes.yml');
    await configure('inventory', 'inventory/lab.yml');
    await configure('variables', { team: 'blue green' });
  });
  afterEach(() => person?.restore());
  after(async () => {
    for (const name of ['program', 'folder', 'playbook', 'volumePlaybook', 'inventory', 'variables']) {
      await configure(name, undefined);
    }
    rmSync(join(folder, 'ansible'), { recursive: true });
  });

  const ended = () =>
    new Promise<number | undefined>((resolve) => {
      const subscription = vscode.tasks.onDidEndTaskProcess(({ exitCode, execution }) => {
        if (execution.task.definition.type !== 'nomad-ansible') return;
        subscription.dispose();
        resolve(exitCode);
      });
    });

  it('runs nothing that was not agreed to', async () => {
    const document = await open('web.nomad.hcl');
    person = answerWith({});
    await vscode.commands.executeCommand('nomad.deploy.ansible', document.uri);
    assert.match(person.questions.join('\n'), /Deploy .*web\.nomad\.hcl with Ansible\?/);
    assert.throws(given);
  });

  it('deploys the job of the file as a task, and marks the line that Ansible complains about', async () => {
    const document = await open('web.nomad.hcl');
    person = answerWith({ 'with Ansible?': 'Run' });
    const end = ended();
    await vscode.commands.executeCommand('nomad.deploy.ansible', document.uri);
    assert.equal(await end, 2);
    const { args, cwd } = given();
    assert.equal(cwd, join(folder, 'ansible'));
    assert.deepEqual(args.slice(0, 3), ['deploy.yml', '-i', 'inventory/lab.yml']);
    assert.equal(args[4], `job=${document.uri.fsPath}`);
    assert.deepEqual(JSON.parse(args[6]), { team: 'blue green' });
    const playbook = vscode.Uri.file(join(folder, 'ansible/deploy.yml'));
    const marks = () =>
      vscode.languages.getDiagnostics().flatMap(([uri, found]) => (uri.path === playbook.path ? found : []));
    for (let i = 0; i < 50 && marks().length === 0; i++) await sleep(100);
    const [mark] = marks();
    assert.deepEqual([mark?.source, mark?.range.start.line, mark?.severity], ['ansible', 0, 0]);
  });

  it('asks for the name of the job in production, and refuses where nothing may be changed', async () => {
    const document = await open('web.nomad.hcl');
    const task = async () =>
      (await vscode.tasks.fetchTasks({ type: 'nomad-ansible' })).filter(({ definition }) => definition.job);
    assert.equal((await task()).length, 1);
    const clusters = [{ name: 'prod', address: 'http://127.0.0.1:9', production: true }];
    const nomad = vscode.workspace.getConfiguration('nomad');
    await nomad.update('clusters', clusters, vscode.ConfigurationTarget.Global);
    await vscode.commands.executeCommand('nomad.cluster.switch', 'prod');
    rmSync(join(folder, 'ansible/given.json'), { force: true });
    person = answerWith({ 'with Ansible?': 'Run', 'which is production?': ['wbe', 'web'] });
    await vscode.commands.executeCommand('nomad.deploy.ansible', document.uri);
    assert.match(person.questions.join('\n'), /Deploy job "web" with Ansible on prod \(http.*which is production\?/);
    assert.throws(given);
    assert.deepEqual(await task(), [], 'a task would start without that question');
    const end = ended();
    await vscode.commands.executeCommand('nomad.deploy.ansible', document.uri);
    await end;
    assert.equal(given().args[0], 'deploy.yml');
    person.restore();
    const glass = [{ name: 'prod', address: 'http://127.0.0.1:9', readOnly: true }];
    await nomad.update('clusters', glass, vscode.ConfigurationTarget.Global);
    person = answerWith({});
    await vscode.commands.executeCommand('nomad.deploy.ansible', document.uri);
    await vscode.commands.executeCommand('nomad.deploy.provisionVolume', document.uri);
    assert.equal(person.questions.length, 2);
    for (const said of person.questions) assert.match(said, /prod .* is marked as read only/);
    await nomad.update('clusters', undefined, vscode.ConfigurationTarget.Global);
    await vscode.commands.executeCommand('nomad.cluster.switch', 'environment');
  });

  it('asks before it deploys what lies in a testing folder', async () => {
    const document = await open('web.nomad.hcl');
    const copy = vscode.Uri.joinPath(document.uri, '../.testing/deployed.nomad.hcl');
    const text = document.getText().replace('job "web"', 'job "deployed"');
    await vscode.workspace.fs.writeFile(copy, Buffer.from(text));
    person = answerWith({ 'with Ansible?': 'Run' });
    await vscode.commands.executeCommand('nomad.deploy.ansible', copy);
    assert.deepEqual(person.questions, [
      '.testing/deployed.nomad.hcl lies in the testing folder ".testing" and is not run without asking.',
    ]);
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(copy, '..'), { recursive: true });
  });

  it('provides a host volume that the job asks for', async () => {
    const document = await open('web.nomad.hcl');
    person = answerWith({ 'Name of the host volume': 'web-data', 'Provide host volume "web-data"': 'Run' });
    const end = ended();
    await vscode.commands.executeCommand('nomad.deploy.provisionVolume', document.uri);
    await end;
    const { args } = given();
    assert.equal(args[0], 'volumes.yml');
    assert.match(args[4], /=web-data$/);
  });
});
