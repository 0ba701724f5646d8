/** Job files that begin with `{`: what Nomad refuses in them, and that nothing else in them is judged. */
import assert from 'node:assert/strict';
import { toApiJob } from '../../server/src/job/to-api';
import { defaultSettings } from '../../server/src/settings';
import { analysisOf } from '../support/drivers';

const web = '"web": {"type": "nonsense", "group": {}}';
const unchecked = '1:1 information: Nomad reads this job file as JSON';

/** Text → line, column and beginning of each message. */
const files: Readonly<Record<string, readonly string[]>> = {
  [`{"job": {${web}}}`]: [unchecked],
  [`  {\n"//": "ours", "//": "too", "variable": {"v": {}}, "variables": {}, "locals": {}, "job": [{${web}}]}`]: [
    unchecked.replace('1:1', '1:3'),
  ],
  [`{"job": {${web}},}`]: [
    '1:52 error: Nomad takes this file for JSON, because it begins with "{". A text in double quotes',
  ],
  [`{\n"job": {${web}}`]: ['1:1 error: Nomad takes this file for JSON, because it begins with "{". This is not closed'],
  [`{"job": {${web}}} x`]: [
    '1:53 error: Nomad takes this file for JSON, because it begins with "{". There is more text',
  ],
  '{\n  job "web" {\n  }\n}': [
    '2:3 error: Nomad takes this file for JSON, because it begins with "{". A text in double quotes',
  ],
  '{}': ['1:1 error: This file has no job'],
  '{"jobs": {}}': ['1:2 error: A job file in JSON has no "jobs" at the top. Did you mean "job"?'],
  [`{"vault": {}, "job": {${web}}}`]: [unchecked, '1:2 error: A job file in JSON has no "vault" at the top'],
  '{"job": {}}': ['1:9 error: A job has its name as a key'],
  '{"job": []}': ['1:9 error: A job has its name as a key'],
  '{"job": "web"}': ['1:9 error: A job has its name as a key'],
  '{"job": {"a": {}, "b": {}}}': [unchecked, '1:19 error: A file holds one job'],
  '{"job": {"a": {}}, "job": {"a": {}}}': [unchecked, '1:28 error: A file holds one job'],
  '{"Job": {"ID": "web", "TaskGroups": []}}': ["1:1 error: This is a job as Nomad's API has it"],
  '{"ID": "web", "TaskGroups": []}': ["1:1 error: This is a job as Nomad's API has it"],
};

function told(text: string): readonly string[] {
  return analysisOf(text).problems.map(({ start, severity, message }) => {
    const before = text.slice(0, start).split('\n');
    return `${before.length}:${(before.at(-1)?.length ?? 0) + 1} ${severity}: ${message}`;
  });
}

describe('job files in JSON', () => {
  for (const [text, expected] of Object.entries(files)) {
    it(text.replaceAll('\n', ' '), () => {
      const found = told(text);
      assert.deepEqual(
        found.map((one, i) => one.slice(0, expected[i]?.length)),
        expected,
      );
    });
  }

  it('are no job for the API, whatever is set', () => {
    for (const text of Object.keys(files)) {
      const { job, missing } = toApiJob(
        analysisOf(text, { ...defaultSettings, rules: { 'structure/json-job': 'off' } }),
      );
      assert.equal(job, undefined);
      assert.match(missing.map(({ message }) => message).join(), /in JSON is not read here/);
    }
  });

  it('are not those that begin with a tag of a template', () =>
    assert.doesNotMatch(told('{{ x }}\njob "a" {\n}\n').join(), /JSON/));
});
