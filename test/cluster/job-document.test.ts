import assert from 'node:assert/strict';
import { createClient, isNomadError } from '@nomad/api';
import { readingOf, readOnCluster } from '../../client/src/commands/job-document';
import { jobProblemsText } from '../../client/src/commands/job-problems-text';
import { mergeVarFiles } from '../../client/src/commands/merge-var-files';
import { environmentFor, NO_VARIABLES, variablesOf, variablesText } from '../../client/src/commands/variables';
import type { JobForApiParams, JobForApiResult } from '../../server/src/protocol';
import { startLsp } from '../support/drivers';
import { httpServer } from '../support/hand-made-servers';
import { type Exchange, exchangesOf } from '../support/replay-files';
import { startReplay } from '../support/replay-server';

const recordedParse = (fits: (exchange: Exchange) => unknown): { source: string; variables: string; said: string } => {
  const { request, response } = exchangesOf('jobs-parse').find(fits) ?? assert.fail();
  const { JobHCL, Variables = '' } = request.body as { JobHCL: string; Variables?: string };
  return { source: JobHCL, variables: Variables, said: response.bodyText ?? '' };
};

describe('job of a document', () => {
  let lsp: Awaited<ReturnType<typeof startLsp>>;
  let opened = 0;
  before(async () => {
    lsp = await startLsp();
  });
  after(() => lsp.close());
  const read = async (source: string, variables = NO_VARIABLES, environment: Record<string, string> = {}) => {
    const uri = `file:///read-${opened++}.nomad.hcl`;
    const textDocument = { uri, languageId: 'nomad', version: 1, text: source };
    await lsp.connection.sendNotification('textDocument/didOpen', { textDocument });
    const params: JobForApiParams = { uri, variables: { ...variables, environment } };
    return readingOf(await lsp.connection.sendRequest<JobForApiResult>('nomad/jobForApi', params), source, variables);
  };

  it('is the same, whether the language server reads it or the cluster', async () => {
    const replay = await startReplay(['jobs-parse']);
    const client = createClient({ address: replay.address });
    const { source, variables } = recordedParse(
      ({ request, response }) => response.status === 200 && (request.body as { Variables?: string })?.Variables,
    );
    const given = { files: [{ name: 'lab.vars', text: variables }], values: {} };
    const onCluster = await readOnCluster(client, source, given, {});
    const here = await read(source, given);
    assert.deepEqual(JSON.parse(JSON.stringify(here.built?.job)), JSON.parse(JSON.stringify(onCluster.built?.job)));
    assert.equal(onCluster.built?.job.Namespace, null, 'what the job leaves open stays open');
    const submission = { Source: source, Format: 'hcl2', Variables: variables, VariableFlags: undefined };
    assert.deepEqual([here.built?.submission, onCluster.built?.submission], [submission, submission]);
    replay.expectNothingUnknown();
    await client.close();
    await replay.close();
  });

  it('keeps all digits of whole numbers', async () => {
    const { built } = await read(
      'job "x" {\n  group "g" {\n    count = 9007199254740993\n    task "t" {\n      driver = "raw_exec"\n    }\n  }\n}\n',
    );
    assert.equal(built?.job.TaskGroups?.[0]?.Count, 9007199254740993n);
  });

  it('names the variables that have no value, and nothing else, when nothing else is wrong', async () => {
    const replay = await startReplay(['jobs-parse']);
    const client = createClient({ address: replay.address });
    const { source } = recordedParse(({ response }) => response.bodyText?.includes('Unset variable "message"'));
    const onCluster = await readOnCluster(client, source, NO_VARIABLES, {});
    for (const reading of [onCluster, await read(source)]) {
      assert.deepEqual([reading.built, reading.problems, reading.unset], [undefined, [], ['message']]);
    }
    await client.close();
    await replay.close();
  });

  it('goes with the values that were taken, those of the environment too', async () => {
    const { source } = recordedParse(({ response }) => response.bodyText?.includes('Unset variable "message"'));
    const values = { count: '3', forgotten: 'x' };
    const { built } = await read(source, { files: [], values }, { NOMAD_VAR_message: 'hi', NOMAD_VAR_other: 'x' });
    assert.deepEqual(built?.submission.VariableFlags, { count: '3', message: 'hi' });
    assert.equal(built?.job.TaskGroups?.[0]?.Count, 3);
  });

  it('goes with the values of all its var files, as one text', async () => {
    const { source } = recordedParse(({ response }) => response.bodyText?.includes('Unset variable "message"'));
    const files = ['message = "hi"\ncount = 2\n', 'count = 3\n'].map((text) => ({ name: 'x', text }));
    const { built } = await read(source, { files, values: {} });
    assert.equal(built?.submission.Variables, 'message = "hi"\ncount = 3\n');
    assert.equal(built?.job.TaskGroups?.[0]?.Count, 3);
  });

  it('that cannot be read is told with its line', async () => {
    const say = async (part: string) => {
      const { source, said } = recordedParse(({ response }) => response.bodyText?.includes(part));
      const server = await httpServer((_request, response) => response.writeHead(400).end(said));
      const client = createClient({ address: server.address });
      const { problems } = await readOnCluster(client, source, NO_VARIABLES, {});
      await client.close();
      await server.close();
      return jobProblemsText('web.nomad.hcl', problems, false);
    };
    assert.equal(
      await say('"cuont"'),
      'Nomad cannot read web.nomad.hcl at line 3: Unsupported argument. An argument named "cuont" is not expected here. Did you mean "count"?',
    );
    assert.match(await say('nosuch'), /at line 8: .*\(and 5 more\)$/);
    assert.match(await say('filesystem function disabled'), /at line 6: The language server does not run/);
    assert.match(await say('var content'), /hcl: In the values of its variables: Invalid expression/);
    const { source } = recordedParse(({ response }) => response.bodyText?.includes('"cuont"'));
    const here = await read(source);
    assert.match(jobProblemsText('web.nomad.hcl', here.problems, false), /at line 3: .*"cuont".*"count"/);
  });

  it('that Nomad would refuse is there, with its problems', async () => {
    const { built, problems } = await read('job "j" {\n  priority = 500\n  group "g" {\n  }\n}\n');
    assert.equal(built?.job.Priority, 500);
    assert.match(jobProblemsText('j.nomad.hcl', problems, true), /^Nomad will refuse j\.nomad\.hcl at line \d/);
  });

  it('says that a value is wrong without naming a line of the job', async () => {
    const task = 'task "t" {\n      driver = "docker"\n      config {\n        image = "x:1"\n      }\n    }';
    const job = `variable "n" {\n  type = number\n}\njob "j" {\n  group "g" {\n    ${task}\n  }\n}\n`;
    const { problems } = await read(job, {
      files: [{ name: 'lab.vars', text: 'n = "x"' }],
      values: {},
    });
    assert.equal(problems[0]?.line, undefined);
    assert.match(
      jobProblemsText('j.nomad.hcl', problems, false),
      /^Nomad cannot read j\.nomad\.hcl: In lab\.vars: .*"n"/,
    );
  });

  it('is not read at all when the cluster fails', async () => {
    const server = await httpServer((_request, response) => response.writeHead(403).end('Permission denied'));
    const client = createClient({ address: server.address });
    await assert.rejects(readOnCluster(client, '', NO_VARIABLES, {}), (error) => isNomadError(error, 'forbidden'));
    await client.close();
    await server.close();
  });
});

describe('values of variables, where the cluster reads the job', () => {
  it('become the text of a var file: strings quoted, lists and objects as HCL, the file before single values', () => {
    const values = { count: '3', message: 'say "${hi}" %{x}', datacenters: '["a"]' };
    assert.equal(
      variablesText('count = 1', values),
      'count = 1\nmessage = "say \\"$${hi}\\" %%{x}"\ndatacenters = ["a"]\n',
    );
    assert.equal(variablesText('', {}), '');
    assert.equal(variablesText('', { v: 'a\\b\b\f\n\t"${x}"' }), 'v = "a\\\\b\\u0008\\u000c\\n\\t\\"$${x}\\""\n');
  });

  it('of several var files become one, in which the last one that sets a name wins', () => {
    const common =
      '# for all\nzone = "eu" # of the house\nports = [\n  80,\n]\nimage = <<-EOT\n  x\n  EOT\nteam = "blue"';
    const lab = 'ports = [8080]\nimage = "y"\n';
    const merged = '# for all\nzone = "eu" # of the house\nteam = "blue"\nports = [8080]\nimage = "y"\n';
    assert.equal(mergeVarFiles([common, lab]), merged);
    assert.equal(
      mergeVarFiles([common, lab, 'zone = "us"\n']),
      '# for all\nteam = "blue"\nports = [8080]\nimage = "y"\nzone = "us"\n',
    );
    assert.equal(mergeVarFiles([]), '');
    assert.equal(mergeVarFiles(['a = 1']), 'a = 1\n');
    assert.equal(mergeVarFiles(['a = 1', '{"a": 2}']), 'a = 1\n{"a": 2}\n', 'JSON stands as it is');
  });

  it('come from the environment only under their name', () => {
    const env = { NOMAD_VAR_message: 'hello', NOMAD_VAR_other: 'x', NOMAD_TOKEN: 'secret', PATH: '/bin' };
    assert.deepEqual(variablesOf(env), { NOMAD_VAR_message: 'hello', NOMAD_VAR_other: 'x' });
    assert.deepEqual(environmentFor('variable "message" {', env), { message: 'hello' });
  });
});
