import assert from 'node:assert/strict';
import { createClient, isNomadError, unsetVariables } from '@nomad/api';
import { jobFromDocument } from '../../client/src/commands/job-document';
import { parseProblemText } from '../../client/src/commands/parse-problem-text';
import {
  assignedNames,
  declaredVariables,
  NO_VARIABLES,
  valuesFromEnvironment,
  variablesText,
} from '../../client/src/commands/variables';
import { exchangesOf, recordedPlans } from '../support/replay-files';
import { startReplay } from '../support/replay-server';

const hcl = recordedPlans().find(({ name }) => name === 'with-variables')?.hcl ?? '';
const text = (body: string) => ({ getText: () => body });

describe('variables of a job file', () => {
  it('are found with type and default', () => {
    assert.deepEqual(declaredVariables(hcl), [
      { name: 'count', type: 'number', hasDefault: true },
      { name: 'message', type: 'string', hasDefault: false },
      { name: 'datacenters', type: 'list(string)', hasDefault: true },
    ]);
    const tricky = [
      'variable "a" { type = string }',
      'variable "b" {',
      '  description = "default = } \\" {"',
      '  validation {',
      '    condition = var.default == "x"',
      '    default   = 1',
      '  }',
      '}',
      'variable "c" {',
      '  default = {',
      '    type = "x"',
      '  }',
      '}',
    ].join('\n');
    assert.deepEqual(declaredVariables(tricky), [
      { name: 'a', type: 'string', hasDefault: false },
      { name: 'b', type: undefined, hasDefault: false },
      { name: 'c', type: undefined, hasDefault: true },
    ]);
  });

  it('become the text of a var file: strings quoted, the rest as HCL, the file before single values', () => {
    const declared = declaredVariables(hcl);
    const values = { message: 'say "${hi}" %{x}', count: '3', datacenters: '["a"]' };
    assert.equal(
      variablesText({ text: 'count = 1', values }, declared),
      'count = 1\nmessage = "say \\"$${hi}\\" %%{x}"\ndatacenters = ["a"]\n',
    );
    assert.equal(variablesText(NO_VARIABLES, declared), '');
    assert.deepEqual([...assignedNames('a = 1\n  "b" = 2\nc == 3\n# d = 4\n')], ['a', 'b', 'c']);
  });

  it('are quoted so that Nomad reads them back', () => {
    const values = { v: 'a\\b\b\f\n\t"${x}"' };
    assert.equal(variablesText({ text: '', values }, []), 'v = "a\\\\b\\u0008\\u000c\\n\\t\\"$${x}\\""\n');
  });

  it('come from the environment as for the nomad program, if they are declared and the file says nothing', () => {
    const env = { NOMAD_VAR_message: 'hello', NOMAD_VAR_count: '9', NOMAD_VAR_other: 'x', PATH: '/bin' };
    assert.deepEqual(valuesFromEnvironment(declaredVariables(hcl), 'count = 2\n', env), { message: 'hello' });
  });
});

describe('job of a document', () => {
  it('is what Nomad makes of it; the source goes along', async () => {
    const { request } =
      exchangesOf('jobs-parse').find(({ request, response }) => {
        const body = request.body as { Variables?: string } | undefined;
        return response.status === 200 && body?.Variables;
      }) ?? assert.fail();
    const { JobHCL, Variables = '' } = request.body as { JobHCL: string; Variables?: string };
    const replay = await startReplay(['jobs-parse']);
    const client = createClient({ address: replay.address });
    const { job, submission } = await jobFromDocument(client, text(JobHCL), { text: Variables, values: {} });
    assert.equal(job.Namespace, null, 'what the job leaves open stays open');
    assert.deepEqual(submission, {
      Source: JobHCL,
      Format: 'hcl2',
      Variables,
      VariableFlags: undefined,
    });
    replay.expectNothingUnknown();
    await client.close();
    await replay.close();
  });

  it('names the variables that have no value', async () => {
    const replay = await startReplay(['jobs-parse']);
    const client = createClient({ address: replay.address });
    const { request } =
      exchangesOf('jobs-parse').find(({ response }) => response.bodyText?.includes('Unset variable "message"')) ??
      assert.fail();
    const { JobHCL } = request.body as { JobHCL: string };
    await assert.rejects(jobFromDocument(client, text(JobHCL), NO_VARIABLES), (error) => {
      assert.ok(isNomadError(error, 'server'));
      assert.deepEqual(unsetVariables(error.serverText ?? ''), ['message']);
      return true;
    });
    await client.close();
    await replay.close();
  });

  it('that Nomad cannot read is told with its line', () => {
    const say = (part: string) => {
      const found = exchangesOf('jobs-parse').find(({ response }) => response.bodyText?.includes(part));
      return parseProblemText('web.nomad.hcl', found?.response.bodyText ?? assert.fail(part));
    };
    assert.equal(
      say('"cuont"'),
      'Nomad cannot read web.nomad.hcl at line 3: Unsupported argument. An argument named "cuont" is not expected here. Did you mean "count"?',
    );
    assert.match(say('nosuch'), /at line 8: .*\(and 5 more\)$/);
    assert.match(say('filesystem function disabled'), /at line 6: .*cannot read files of this machine/);
    assert.match(say('var content'), /in the values of its variables: Invalid expression/);
    assert.equal(parseProblemText('x.hcl', 'Job spec is empty'), 'Nomad cannot read x.hcl: Job spec is empty');
  });
});
