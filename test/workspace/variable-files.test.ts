/** Help in variable files: the variables of the jobs beside them. */
import assert from 'node:assert/strict';
import type { Analysis } from '../../server/src/analysis';
import { analyze } from '../../server/src/analyze';
import { completeVariables, hoverVariable } from '../../server/src/features/variable-files';
import { defaultSettings } from '../../server/src/settings';
import { factsOf } from '../../server/src/workspace/facts';
import { type Declaration, declarations } from '../../server/src/workspace/variable-files';
import { viewOf } from '../../server/src/workspace/view';
import { readCursor } from '../support/marker';

const job = `variable "image" {
  type        = string
  description = "What the web server is made of."
}
variable "replicas" {
  type    = number
  default = 2
}
variable "debug" {
  type    = bool
  default = false
}
variable "hosts" {
  type = list(string)
}
job "web" {
}
`;

function at(marked: string): { analysis: Analysis; offset: number; declared: readonly Declaration[] } {
  const { text, offset } = readCursor(marked);
  const analyses = [
    analyze({ uri: 'file:///w/web.nomad.hcl', languageId: 'nomad', text: job }, defaultSettings),
    analyze({ uri: 'file:///w/web.vars.hcl', languageId: 'nomad-vars', text }, defaultSettings),
  ] as const;
  const declared = declarations('file:///w/web.vars.hcl', viewOf(analyses.map(factsOf)));
  return { analysis: analyses[1], offset, declared };
}

const offered = (marked: string): readonly string[] => {
  const { analysis, offset, declared } = at(marked);
  return [...completeVariables(analysis, offset, declared)]
    .sort((a, b) => a.order - b.order || (a.label < b.label ? -1 : 1))
    .map(({ insert }) => insert);
};

describe('variable files: help', () => {
  it('offers the variables that have no value yet, those without a default first', () => {
    assert.deepEqual(offered('image = "x"\n<|>\n'), ['hosts = [$1]', 'debug = ${1:false}', 'replicas = ${1:2}']);
  });

  it('exchanges a name that is there', () => {
    assert.deepEqual(offered('rep<|> = 3\nimage = "x"\nhosts = []\n'), ['debug', 'replicas']);
  });

  it('offers values where the type or the default tells them, and nothing in comments and blocks', () => {
    assert.deepEqual(offered('debug = <|>\n'), ['false', 'true']);
    assert.deepEqual(offered('replicas = <|>\n'), ['2']);
    assert.deepEqual(offered('# <|>\n'), []);
    assert.deepEqual(offered('x {\n  <|>\n}\n'), []);
  });

  it('says what a variable is for', () => {
    const { analysis, offset, declared } = at('im<|>age = "x"\n');
    const found = hoverVariable(analysis, offset, declared);
    assert.match(
      found?.markdown ?? '',
      /What the web server is made of[\s\S]*`string`[\s\S]*no default[\s\S]*web\.nomad\.hcl/,
    );
  });

  it('knows nothing of names that nobody declares', () => {
    const { analysis, offset, declared } = at('oth<|>er = "x"\n');
    assert.equal(hoverVariable(analysis, offset, declared), undefined);
  });
});
