/** Help in the files beside the job files: what is offered first, what is written, what each value means. */
import assert from 'node:assert/strict';
import { analyze } from '../../server/src/analyze';
import { complete } from '../../server/src/features/completion';
import { hover } from '../../server/src/features/hover';
import type { LanguageId } from '../../server/src/languages';
import { defaultSettings } from '../../server/src/settings';
import { readCursor } from '../support/marker';

function at(languageId: LanguageId, marked: string) {
  const { text, offset } = readCursor(marked);
  const analysis = analyze({ uri: 'file:///x.hcl', languageId, text }, defaultSettings);
  const items = () => [...complete(analysis, offset)].sort((a, b) => a.order - b.order || (a.label < b.label ? -1 : 1));
  return { items, hover: () => hover(analysis, offset)?.markdown ?? '' };
}

const first = (languageId: LanguageId, marked: string, count: number): readonly string[] =>
  at(languageId, marked)
    .items()
    .slice(0, count)
    .map(({ label }) => label);

describe('help in other files', () => {
  it('offers what an agent is made of before its rare settings', () => {
    assert.deepEqual(first('nomad-agent', '<|>', 4), ['name', 'region', 'datacenter', 'data_dir']);
    assert.deepEqual(first('nomad-agent', 'client {\n  <|>\n}\n', 2), ['enabled', 'servers']);
    assert.ok(first('nomad-agent', 'plugin "<|>" {\n}\n', 9).includes('raw_exec'));
  });

  it('writes blocks with what they mostly have', () => {
    const insert = (languageId: LanguageId, marked: string, label: string) =>
      at(languageId, marked)
        .items()
        .find((item) => item.label === label)?.insert;
    assert.equal(
      insert('nomad-agent', 'client {\n  <|>\n}\n', 'host_volume'),
      'host_volume "${1:name}" {\n\tpath      = "$2"\n\tread_only = ${3:true}\n\t$0\n}',
    );
    assert.match(
      insert('nomad-volume', 'type = "csi"\n<|>', 'capability') ?? '',
      /access_mode .*\n\tattachment_mode = /,
    );
  });

  it('says what a setting is for and what it is without it', () => {
    const text = at('nomad-agent', 'server {\n  node_gc_thres<|>hold = "48h"\n}\n').hover();
    for (const part of ['default "24h"', 'nodes that are down', '48h', '(2 days)'])
      assert.ok(text.includes(part), text);
  });

  it('says what a permission allows', () => {
    const text = at('nomad-acl-policy', 'namespace "x" {\n  capabilities = ["alloc-node-e<|>xec"]\n}\n').hover();
    assert.match(text, /`alloc-node-exec` — Run commands in tasks of `raw_exec`/);
  });

  it('says what a level of access means', () => {
    assert.match(at('nomad-acl-policy', 'node {\n  policy = "rea<|>d"\n}\n').hover(), /`read` — /);
  });
});
