/** Each part of the language server once, as VS Code asks for it. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { jobForApi } from '../../server/src/protocol';
import { diagnosticsWhen, open, rangeOf, ready, replace, write } from './editor';

describe('editing a job', () => {
  let document: vscode.TextDocument;

  before(async () => {
    document = await open('web.nomad.hcl');
    await ready();
  });

  after(() => vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor'));

  it('knows a job by its file name', () => assert.equal(document.languageId, 'nomad'));

  it('finds nothing wrong with a job that is right', async () => {
    // Silence proves something only when a mark has been there before.
    await replace(document, 'count = 2', 'count = "many"');
    await diagnosticsWhen(document.uri, (found) => found.length > 0);
    await replace(document, 'count = "many"', 'count = 2');
    await diagnosticsWhen(document.uri, (found) => found.length === 0);
  });

  it('marks a mistake where it is, while it is typed', async () => {
    await replace(document, 'port     = "http"', 'port     = "htp"');
    const [problem] = await diagnosticsWhen(document.uri, (found) => found.length > 0);
    assert.ok(problem);
    assert.match(document.getText(problem.range), /^"?htp"?$/);
    assert.equal(problem.source, 'nomad');
    assert.equal((problem.code as { value: string }).value, 'port/label-undefined');
  });

  it('repairs it', async () => {
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      rangeOf(document, 'htp'),
      vscode.CodeActionKind.QuickFix.value,
    );
    const fix = actions.find(({ edit }) => edit);
    assert.ok(fix?.edit, `no fix among ${JSON.stringify(actions.map(({ title }) => title))}`);
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    assert.match(document.getText(), /port {5}= "http"/);
    await diagnosticsWhen(document.uri, (found) => found.length === 0);
  });

  it('holds back the mark on a word while it is typed, and tells of everything else', async () => {
    const editor = await vscode.window.showTextDocument(document);
    const place = rangeOf(document, 'driver').start;
    await editor.edit((edit) => edit.insert(place, 'kill_tim\n      '));
    editor.selection = new vscode.Selection(place.translate(0, 8), place.translate(0, 8));
    await replace(document, 'count = 2', 'count = "many"');
    const ids = (found: readonly vscode.Diagnostic[]) => found.map(({ code }) => (code as { value: string }).value);
    const typing = await diagnosticsWhen(document.uri, (found) => ids(found).includes('schema/type'));
    assert.deepEqual(ids(typing), ['schema/type']);
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    await diagnosticsWhen(document.uri, (found) => ids(found).includes('syntax/incomplete-item'));
    await replace(document, 'kill_tim\n      ', '');
    await replace(document, 'count = "many"', 'count = 2');
    await diagnosticsWhen(document.uri, (found) => found.length === 0);
  });

  it('completes what may stand there', async () => {
    const place = rangeOf(document, 'driver').start;
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      place,
    );
    const labels = list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    assert.ok(labels.includes('kill_timeout'), labels.join());
    assert.ok(!labels.includes('datacenters'), 'an attribute of the job in a task');
  });

  it('explains what stands there', async () => {
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      rangeOf(document, 'count').start,
    );
    const text = hovers
      .flatMap(({ contents }) => contents.map((part) => (part as vscode.MarkdownString).value))
      .join('\n');
    assert.match(text, /count/);
    assert.match(text, /number/);
  });

  it('formats', async () => {
    await replace(document, 'cpu    = 100', 'cpu=100');
    const edits = await vscode.commands.executeCommand<vscode.TextEdit[]>(
      'vscode.executeFormatDocumentProvider',
      document.uri,
      { tabSize: 2, insertSpaces: true },
    );
    const edit = new vscode.WorkspaceEdit();
    edit.set(document.uri, edits);
    await vscode.workspace.applyEdit(edit);
    assert.match(document.getText(), /cpu {4}= 100\n/);
  });

  it('gives the outline', async () => {
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      document.uri,
    );
    assert.equal(symbols.length, 1);
    assert.match(symbols[0]?.name ?? '', /web/);
  });
});

describe('taking an item from the list', () => {
  after(() => vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor'));

  it('writes a whole job, with its tab stops', async () => {
    const document = await write('jo');
    await ready();
    const editor = vscode.window.activeTextEditor as vscode.TextEditor;
    editor.selection = new vscode.Selection(0, 2, 0, 2);
    await vscode.commands.executeCommand('editor.action.triggerSuggest');
    const written = new Promise<void>((resolve) => {
      const watch = vscode.workspace.onDidChangeTextDocument(({ document: changed }) => {
        if (changed !== document) return;
        watch.dispose();
        resolve();
      });
    });
    // The list comes when it comes; until then there is nothing to accept.
    const again = setInterval(() => void vscode.commands.executeCommand('acceptSelectedSuggestion'), 200);
    await written;
    clearInterval(again);
    assert.match(
      document.getText(),
      /^job "name" \{\s+group "name" \{\s+task "name" \{\s+driver = "docker"\s+config \{\s+\}\s+\}\s+\}\s+\}$/,
    );
    assert.equal(document.getText(editor.selection), 'name');
    assert.equal(editor.selection.start.line, 0);
  });
});

describe('the traffic with the language server', () => {
  const trace = (value: string | undefined) =>
    vscode.workspace.getConfiguration('nomad').update('trace.server', value, vscode.ConfigurationTarget.Global);
  const hover = async (uri: vscode.Uri) =>
    vscode.commands.executeCommand('vscode.executeHoverProvider', uri, new vscode.Position(0, 1));

  after(() => trace(undefined));

  it('is in the output as soon as the setting asks for it, and no longer than that', async () => {
    const { client } = await ready();
    const { uri } = await open('web.nomad.hcl');
    await vscode.commands.executeCommand('nomad.output.show');
    const text = () =>
      vscode.workspace.textDocuments
        .filter((one) => one.uri.scheme === 'output')
        .map((one) => one.getText())
        .join();
    const asked = () => text().split("Sending request 'textDocument/hover").length - 1;
    const until = async (fits: () => boolean) => {
      for (let i = 0; i < 40 && !fits(); i++) await new Promise((resolve) => setTimeout(resolve, 50));
      assert.ok(fits(), text().slice(-2_000));
    };
    await hover(uri);
    client.outputChannel.info('nothing so far');
    await until(() => text().includes('nothing so far'));
    assert.equal(asked(), 0);
    await trace('messages');
    await hover(uri);
    await until(() => asked() === 1);
    assert.doesNotMatch(text(), /Params: /);
    await trace('verbose');
    await hover(uri);
    await until(() => asked() === 2 && /Params: [\s\S]*web\.nomad\.hcl/.test(text()));
    const variables = { values: { password: 'hunter2' } };
    await client.sendRequest(jobForApi, { uri: uri.toString(), variables });
    await until(() => /Received response 'nomad\/jobForApi/.test(text()));
    assert.doesNotMatch(text(), /hunter2|TaskGroups/, 'what a job gets may be a secret');
    await trace('off');
    await hover(uri);
    client.outputChannel.info('over');
    await until(() => text().includes('over'));
    assert.equal(asked(), 2);
  });
});
