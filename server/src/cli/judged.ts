/** Files judged one by one and then beside each other, for `nomad-jobs check`. */
import { pathToFileURL } from 'node:url';
import type { Analysis } from '../analysis';
import { analyze } from '../analyze';
import { fixAll } from '../fix-all';
import { readText } from '../folder-files';
import { languageOfPath } from '../languages';
import { type FoundPolicy, nearestPolicy } from '../policy-file';
import type { Problem } from '../problem';
import { defaultSettings, type Settings, withPolicy } from '../settings';
import type { VariableInputs } from '../values/variables';
import { unanswered } from '../workspace/answered';
import { type FileFacts, factsOf } from '../workspace/facts';
import { workspaceProblems } from '../workspace/problems';
import { viewOf } from '../workspace/view';
import { makeRoomFor } from '../young-generation';
import { checkVariableFiles, toChecked } from './checked';
import type { Checked } from './formats';
import { readFileText } from './read-text';
import { replaceFile } from './replace-file';

export interface Judging {
  readonly inputs: VariableInputs;
  /** What was found before, by folder; filled. */
  readonly policies: Map<string, FoundPolicy | undefined>;
  /** Writes the repairs that need nobody to choose. */
  readonly fix: boolean;
}

interface Judged {
  readonly path: string;
  readonly text: string;
  readonly settings: Settings;
  readonly problems: readonly Problem[];
  readonly facts: FileFacts;
  readonly ofVariableFiles: readonly Checked[];
}

export function judge(paths: readonly string[], judging: Judging): readonly Checked[] {
  const judged = paths.map((path) => judgeFile(path, judging));
  const view = viewOf(judged.map(({ facts }) => facts));
  return judged.flatMap(({ path, text, settings, problems, facts, ofVariableFiles }) => {
    const beside = workspaceProblems(facts, view, settings);
    const all = [...unanswered(problems, facts, view), ...beside].sort((a, b) => a.start - b.start || a.end - b.end);
    return [toChecked(path, text, all), ...ofVariableFiles];
  });
}

function judgeFile(path: string, { inputs, policies, fix }: Judging): Judged {
  const uri = pathToFileURL(path).href;
  const languageId = languageOfPath(path)?.id ?? 'nomad';
  const policy = nearestPolicy(uri, readText, policies);
  const settings = policy ? withPolicy(defaultSettings, policy) : defaultSettings;
  const analysisOf = (text: string): Analysis => {
    makeRoomFor(text.length);
    return analyze({ uri, languageId, text }, settings, inputs);
  };
  let { text, wrong } = readFileText(path);
  if (fix && !wrong) {
    const fixed = fixAll(text, (given) => analysisOf(given).problems);
    if (fixed.text !== text) replaceFile(path, fixed.text);
    text = fixed.text;
  }
  const analysis = analysisOf(text);
  return {
    path,
    text,
    settings,
    problems: wrong ? [wrong, ...analysis.problems] : analysis.problems,
    facts: factsOf(analysis),
    ofVariableFiles: checkVariableFiles(analysis, inputs),
  };
}
