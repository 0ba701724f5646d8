/**
 * Makes the analysis of one version of one file, each part when it is first asked for. Pure: the same text, settings and
 * files give the same answer.
 */
import { type Body, parse } from '@hcl/parser';
import type { Analysis } from './analysis';
import { findExpressions, forgiven, isMerged, isOutOfReach, readContextOf } from './dialect';
import { cursorAt } from './features/cursor';
import { leavesNoJob } from './job/leaves-no-job';
import { type Language, languageOf } from './languages';
import { levelOf, policyLevel } from './levels';
import { isArchived } from './policy-paths';
import { type Finding, type Level, type Problem, problemOf } from './problem';
import { rules } from './rules';
import type { Rule } from './rules/rule';
import { jsonJob } from './rules/structure/json-job';
import { withOtherFile } from './rules/structure/other-file';
import { withDeclaration } from './rules/variable/declare';
import { variableInLabelAt } from './rules/variable/in-label';
import { withCapacity } from './rules/volume/mount-size';
import { namesIn } from './schema/blocks';
import { buildInstance, type FormFinding } from './schema/instance';
import { bodySchema } from './schema/registry';
import { validate } from './schema/validate';
import type { Settings } from './settings';
import { settle } from './settle';
import type { SourceFile } from './source-file';
import { readSuppressions } from './suppressions';
import { collectSymbols } from './symbols';
import { syntaxFixes } from './syntax-fixes';
import { tellsOnce } from './told-once';
import { readVariables, type VariableInputs } from './values/variables';

/**
 * @param inputs values of variables from outside the file, and which files its functions may read
 * @param onFailure told of a rule that failed, whose problems are then missing; without it the failure is thrown
 */
export function analyze(
  file: SourceFile,
  settings: Settings,
  inputs: VariableInputs = {},
  onFailure: (rule: string, error: unknown) => void = rethrow,
): Analysis {
  const language = languageOf(file);
  const found: FormFinding[] = [];
  let judged: Verdict | undefined;
  const verdict = (): Verdict => {
    judged ??= collect(analysis, found, onFailure);
    return judged;
  };
  const analysis: Analysis = {
    file,
    text: file.text,
    language,
    settings,
    get syntax() {
      return settle(analysis, 'syntax', parse(file.text));
    },
    get variables() {
      const declares = language.dialect === 'job';
      return settle(analysis, 'variables', readVariables(declares ? analysis.syntax.root : noBody, file.text, inputs));
    },
    get suppressions() {
      return settle(analysis, 'suppressions', readSuppressions(file.text, analysis.syntax.comments));
    },
    get instance() {
      const report = (finding: FormFinding) => found.push(finding);
      const context = readContextOf(language, file.text, analysis.variables, report);
      return settle(
        analysis,
        'instance',
        buildInstance(analysis.syntax.root, bodySchema(language.schema), context, report),
      );
    },
    get symbols() {
      return settle(analysis, 'symbols', collectSymbols(analysis.instance));
    },
    get problems() {
      return settle(analysis, 'problems', verdict().problems);
    },
    get refusals() {
      return settle(analysis, 'refusals', verdict().refusals);
    },
  };
  return analysis;
}

/** Of a file that declares no variables. */
const noBody: Body = { type: 'Body', start: 0, end: 0, items: [] };

function rethrow(_rule: string, error: unknown): never {
  throw error;
}

/** The rules that may speak or be needed to know whether there is a job, found once for each settings. */
function rulesFor({ id }: Language, settings: Settings): readonly Rule[] {
  let byLanguage = chosen.get(settings);
  if (!byLanguage) {
    byLanguage = new Map();
    chosen.set(settings, byLanguage);
  }
  let found = byLanguage.get(id);
  if (!found) {
    found = rules.filter(
      (rule) =>
        rule.languages.includes(id) &&
        (rule.ofParser || levelOf(rule.id, policyLevel(rule, rule.level, settings), settings) !== 'off'),
    );
    byLanguage.set(id, found);
  }
  return found;
}

const chosen = new WeakMap<Settings, Map<string, readonly Rule[]>>();

/** A file shows at most this many problems: the first ones. Editors stop sooner. */
const problemLimit = 1000;

type Verdict = Pick<Analysis, 'problems' | 'refusals'>;

function collect(
  analysis: Analysis,
  fromInstance: readonly FormFinding[],
  onFailure: (rule: string, error: unknown) => void,
): Verdict {
  const { syntax, settings, language, instance } = analysis;
  const { suppressions } = analysis;
  const shown = new Map<string, Problem>();
  const refusals = new Map<string, Problem>();
  const keyOf = tellsOnce(instance);
  const archived = isArchived(analysis.file.uri, settings.policy);
  const add = (id: string, given: Level, finding: Finding): void => {
    const own = given === 'error' && (language.lenient || isMerged(language, id)) ? 'warning' : given;
    const level = levelOf(id, own, settings);
    const isShown = level !== 'off' && (level === 'error' || !archived) && !suppressions.allows(id, finding.start);
    const isRefusal = own === 'error' && leavesNoJob(id, finding);
    if (!isShown && !isRefusal) return;
    const key = keyOf(id, finding);
    const problem = problemOf(id, isShown ? level : 'error', finding);
    if (isShown) keepWorst(shown, key, problem);
    if (isRefusal) keepWorst(refusals, key, problem.severity === 'error' ? problem : problemOf(id, 'error', finding));
  };
  /** What needs no rule: Nomad refuses it unless the finding says otherwise. */
  const addOwn = (id: string, finding: Finding): void => add(id, finding.severity ?? 'error', finding);
  const ask = (rule: Rule): void => {
    try {
      rule.check(analysis, (finding) =>
        add(rule.id, policyLevel(rule, finding.severity ?? rule.level, settings), finding),
      );
    } catch (error) {
      onFailure(rule.id, error);
    }
  };
  if (isOutOfReach(language, syntax.root, analysis.text)) {
    if (language.dialect === 'job') ask(jsonJob);
    return { problems: inOrder(shown), refusals: inOrder(refusals) };
  }
  for (const error of syntax.errors) {
    const related = error.related && [error.related];
    const accepted = forgiven(language, error, syntax.root, analysis.text);
    if (accepted === true || (language.id === 'nomad' && variableInLabelAt(error, analysis.text))) continue;
    add(`syntax/${error.id}`, accepted || 'error', {
      start: error.start,
      end: error.end,
      message: error.message,
      related,
      fixes: () =>
        syntaxFixes(error, syntax, (offset, name) => cursorAt(analysis, offset).inner.schema.attributes.has(name)),
    });
  }
  for (const problem of analysis.variables.problems)
    if (problem.uri === undefined) addOwn(problem.id, withDeclaration(problem.id, problem, analysis));
  findExpressions(language, syntax.root, (finding) => addOwn(finding.id, finding));
  for (const finding of fromInstance) addOwn(finding.id, withDeclaration(finding.id, finding, analysis));
  validate(instance, analysis.text, (finding) =>
    addOwn(finding.id, withCapacity(finding.id, withOtherFile(finding.id, finding, analysis), analysis)),
  );
  const present = namesIn(instance);
  for (const rule of rulesFor(language, settings)) {
    if (rule.about === undefined || present.has(rule.about)) ask(rule);
  }
  return { problems: inOrder(shown), refusals: inOrder(refusals) };
}

/** Of the blocks that one `dynamic` writes the worst counts. */
function keepWorst(problems: Map<string, Problem>, key: string, problem: Problem): void {
  const before = problems.get(key);
  if (!before || (problem.severity === 'error' && before.severity !== 'error')) problems.set(key, problem);
}

const inOrder = (problems: ReadonlyMap<string, Problem>): readonly Problem[] =>
  [...problems.values()].sort((a, b) => a.start - b.start || a.end - b.end).slice(0, problemLimit);
