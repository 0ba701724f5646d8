/** The request by which the editor gets the job for the API. */
import assert from 'node:assert/strict';
import type { JobForApiResult } from '../../server/src/protocol';
import { startLsp } from '../support/drivers';

const text = 'variable "n" {\n  type = number\n}\njob "j" {\n  priority = var.n\n  group "g" {\n  }\n}\n';

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
    assert.equal((await ask({ text: 'n = 5\n' })).job?.Priority, 5);
    assert.equal((await ask({ text: 'n = 5\n', values: { n: '6' } })).job?.Priority, 6);
  });

  it('tells what is wrong with the values', async () => {
    const wrong = await ask({ text: 'n = "many"\nother = 1\n' });
    assert.equal(wrong.job, undefined);
    assert.match(messages(wrong), /"n"[\s\S]*"other" is not declared/);
    assert.match(messages(await ask({ text: 'n = ' })), /value/);
  });

  it('gives the job and the errors of a file that only the validator refuses', async () => {
    const result = await ask({ values: { n: '500' } });
    assert.equal(result.job?.Priority, 500);
    assert.notEqual(result.problems.length, 0);
  });
});
