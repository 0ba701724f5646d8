/** The request by which the editor gets the job for the API. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JobForApiResult } from '../../server/src/protocol';
import { startLsp } from '../support/drivers';

const text = 'variable "n" {\n  type = number\n}\njob "j" {\n  priority = var.n\n  group "g" {\n  }\n}\n';

const files = (...texts: string[]) => texts.map((one, i) => ({ name: `file ${i + 1}`, text: one }));

describe('nomad/jobForApi', () => {
  let lsp: Awaited<ReturnType<typeof startLsp>>;
  const uri = 'file:///job.nomad.hcl';
  before(async () => {
    lsp = await startLsp();
    const textDocument = { uri, languageId: 'nomad', version: 1, text };
    await lsp.connection.sendNotification('textDocument/didOpen', { textDocument });
  });
  after(() => lsp.close());

  const ask = (variables?: object) =>
    lsp.connection.sendRequest<JobForApiResult>('nomad/jobForApi', { uri, variables });
  const messages = ({ problems }: JobForApiResult) => problems.map(({ message }) => message).join('\n');

  it('names the variables that need a value, at their declaration', async () => {
    const result = await ask();
    assert.equal(result.job, undefined);
    assert.deepEqual(result.unset, ['n']);
    assert.deepEqual(
      result.problems.filter(({ code }) => code === 'variable/missing').map(({ range }) => range.start.line),
      [0],
    );
  });

  it('takes values by name before those of a variable file', async () => {
    assert.equal((await ask({ files: files('n = 5\n') })).job?.Priority, 5);
    assert.equal((await ask({ files: files('n = 5\n'), values: { n: '6' } })).job?.Priority, 6);
  });

  it('takes several variable files, of which the last one wins', async () => {
    assert.equal((await ask({ files: files('n = 5\n', 'n = 7\n', '') })).job?.Priority, 7);
    assert.match(messages(await ask({ files: files('n = 5\n', 'm = 7\n') })), /^In file 2: .*"m" is not declared/m);
    assert.match(messages(await ask({ files: files('n = 5\n', '', 'n = ') })), /^In file 3: /m);
  });

  it('tells what is wrong with the values', async () => {
    const wrong = await ask({ files: files('n = "many"\nother = 1\n') });
    assert.equal(wrong.job, undefined);
    assert.match(messages(wrong), /"n"[\s\S]*"other" is not declared/);
    assert.match(messages(await ask({ files: files('n = ') })), /value/);
  });

  it('leaves out values of what is not declared, and the environment gives way to all others', async () => {
    const environment = { NOMAD_VAR_n: '7', NOMAD_VAR_other: 'x', PATH: '/bin' };
    const fromEnvironment = await ask({ environment });
    assert.deepEqual([fromEnvironment.job?.Priority, fromEnvironment.flags], [7, { n: '7' }]);
    const fromFile = await ask({ files: files('n = 5\n'), environment });
    assert.deepEqual([fromFile.job?.Priority, fromFile.flags], [5, {}]);
    const typed = await ask({ values: { n: '6', gone: 'x' }, environment });
    assert.deepEqual([typed.job?.Priority, typed.flags], [6, { n: '6' }]);
  });

  it('reads files from the first folder that has them, and says which one is missing', async () => {
    const place = mkdtempSync(join(tmpdir(), 'job-for-api-'));
    const folders = [join(place, 'jobs'), place];
    mkdirSync(join(place, 'jobs'));
    writeFileSync(join(place, 'jobs/here.txt'), 'here');
    writeFileSync(join(place, 'there.txt'), 'there');
    const give = async (path: string, among: readonly string[]) => {
      const job = `job "j" {\n  meta = { v = file("${path}") }\n  group "g" {\n  }\n}\n`;
      const textDocument = { uri: `file:///${encodeURIComponent(path)}.nomad.hcl`, languageId: 'nomad', version: 1 };
      await lsp.connection.sendNotification('textDocument/didOpen', { textDocument: { ...textDocument, text: job } });
      const params = { uri: textDocument.uri, folders: among };
      return lsp.connection.sendRequest<JobForApiResult>('nomad/jobForApi', params);
    };
    assert.deepEqual((await give('here.txt', folders)).job?.Meta, { v: 'here' });
    assert.deepEqual((await give('./there.txt', folders)).job?.Meta, { v: 'there' });
    assert.match(messages(await give('nowhere.txt', folders)), /no readable file at .*nowhere\.txt/);
    assert.match(messages(await give('here.txt', [])), /not known/);
    rmSync(place, { recursive: true });
  });

  it('says why there is no job, where a comment hides the reason', async () => {
    const hidden = 'job "j" {\n  # nomad-lint: allow schema/unknown-attribute\n  prioriti = 1\n  group "g" {\n  }\n}\n';
    const textDocument = { uri: 'file:///hidden.nomad.hcl', languageId: 'nomad', version: 1, text: hidden };
    await lsp.connection.sendNotification('textDocument/didOpen', { textDocument });
    const result = await lsp.connection.sendRequest<JobForApiResult>('nomad/jobForApi', { uri: textDocument.uri });
    assert.equal(result.job, undefined);
    assert.match(messages(result), /no attribute "prioriti"/);
  });

  it('gives the job and the errors of a file that only the validator refuses', async () => {
    const result = await ask({ values: { n: '500' } });
    assert.equal(result.job?.Priority, 500);
    assert.notEqual(result.problems.length, 0);
  });
});
