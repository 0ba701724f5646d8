/**
 * Makes the analysis of one version of one file, each part when it is first asked for. Pure: the same text, settings and
 * files give the same answer.
 */
import { type Body, type ParseResult, parse } from '@hcl/parser';
import type { Analysis } from './analysis';
import { findExpressions, forgiven, isMerged, isOutOfReach, readContextOf } from './dialect';
import { cursorAt } from './features/cursor';
import { leavesNoJob } from './job/leaves-no-job';
import { type Language, languageOf } from './languages';
import { levelOf, policyLevel } from './levels';
import { isArchived } from './policy-paths';
import { type Finding, type Level, type Problem, problemOf } from './problem';
import { rules } from './rules';
import { isAbout, type Rule } from './rules/rule';
import { jsonJob } from './rules/structure/json-job';
import { withOtherFile } from './rules/structure/other-file';
import { withDeclaration } from './rules/variable/declare';
import { variableInLabelAt } from './rules/variable/in-label';
import { withCapacity } from './rules/volume/mount-size';
import { namesIn } from './schema/blocks';
import { type BlockInstance, buildInstance, type FormFinding } from './schema/instance';
import { bodySchema } from './schema/registry';
import { validate } from './schema/validate';
import type { Settings } from './settings';
import type { SourceFile } from './source-file';
import { readSuppressions, type Suppressions } from './suppressions';
import { collectSymbols, type Symbols } from './symbols';
import { syntaxFixes } from './syntax-fixes';
import { tellsOnce } from './told-once';
import { readVariables, type VariableInputs, type Variables } from './values/variables';

/**
 * @param inputs values of variables from outside the file, and which files its functions may read
 * @param onFailure told of a rule that failed, whose problems are then missing; without it the failure is thrown
 */
export function analyze(
  file: SourceFile,
  settings: Settings,
  inputs: VariableInputs = {},
  onFailure: OnFailure = rethrow,
): Analysis {
  return new FileAnalysis(file, settings, inputs, onFailure);
}

class FileAnalysis implements Analysis {
  readonly text: string;
  readonly language: Language;
  answers?: Map<unknown, unknown>;
  readonly #inputs: VariableInputs;
  readonly #onFailure: OnFailure;
  readonly #found: FormFinding[] = [];
  #syntax: ParseResult | undefined;
  #variables: Variables | undefined;
  #suppressions: Suppressions | undefined;
  #instance: BlockInstance | undefined;
  #symbols: Symbols | undefined;
  #verdict: Verdict | undefined;

  constructor(
    readonly file: SourceFile,
    readonly settings: Settings,
    inputs: VariableInputs,
    onFailure: OnFailure,
  ) {
    this.text = file.text;
    this.language = languageOf(file);
    this.#inputs = inputs;
    this.#onFailure = onFailure;
  }

  get syntax(): ParseResult {
    this.#syntax ??= parse(this.text);
    return this.#syntax;
  }

  get variables(): Variables {
    const declares = this.language.dialect === 'job';
    this.#variables ??= readVariables(declares ? this.syntax.root : noBody, this.text, this.#inputs);
    return this.#variables;
  }

  get suppressions(): Suppressions {
    this.#suppressions ??= readSuppressions(this.text, this.syntax.comments);
    return this.#suppressions;
  }

  get instance(): BlockInstance {
    this.#instance ??= this.#bind();
    return this.#instance;
  }

  get symbols(): Symbols {
    this.#symbols ??= collectSymbols(this.instance);
    return this.#symbols;
  }

  get problems(): readonly Problem[] {
    return this.#judged().problems;
  }

  get refusals(): readonly Problem[] {
    return this.#judged().refusals;
  }

  #bind(): BlockInstance {
    const report = (finding: FormFinding) => this.#found.push(finding);
    const context = readContextOf(this.language, this.text, this.variables, report);
    return buildInstance(this.syntax.root, bodySchema(this.language.schema), context, report);
  }

  #judged(): Verdict {
    this.#verdict ??= collect(this, this.#found, this.#onFailure);
    return this.#verdict;
  }
}

/** Of a file that declares no variables. */
const noBody: Body = { type: 'Body', start: 0, end: 0, items: [] };

type OnFailure = (rule: string, error: unknown) => void;

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

function collect(analysis: Analysis, fromInstance: readonly FormFinding[], onFailure: OnFailure): Verdict {
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
    if (isAbout(rule, present)) ask(rule);
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
