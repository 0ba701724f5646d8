/** Hover in the actions of a template: functions, keywords, variables, fields, and the names in strings. */
import type { Analysis } from '../analysis';
import { templateFunctions, templateTypes } from '../template/functions';
import { type Origin, operandsOf, namesAt as originsAt } from '../template/origins';
import type { Operand, TemplateCall } from '../template/tree';
import type { Hover } from './answers';
import type { Cursor } from './cursor';
import { templateFunctionDocs } from './template-completion';
import { environmentDocs } from './template-names';
import { type TemplatePlace, templatePlace } from './template-place';

/** Undefined when the cursor stands in no text of a template; null where there is nothing to say. */
export function templateHover(analysis: Analysis, cursor: Cursor): Hover | null | undefined {
  const place = templatePlace(analysis, cursor);
  if (!place) return undefined;
  const { template, offset, mapped } = place;
  const at = ({ start, end }: { start: number; end: number }): boolean => start <= offset && offset <= end;
  const found = (span: { start: number; end: number }, markdown: string): Hover => ({
    ...mapped.toSource(span),
    markdown,
  });
  const action = template.actions.find(at);
  if (!action) return null;
  const call = template.calls.find(at);
  const entry = call && templateFunctions.get(call.name);
  if (call && entry) return found(call, templateFunctionDocs(entry));
  if (action.keywordSpan && at(action.keywordSpan)) return found(action.keywordSpan, keywordDocs(action.keyword ?? ''));
  for (const { name, operands } of template.calls) {
    const string = operands.find((operand) => operand.kind === 'string' && at(operand));
    const text = string && stringDocs(analysis, name, string.text, operands.indexOf(string));
    if (string && text) return found(string, text);
  }
  const use = operandsOf(template).find(({ operand }) => at(operand) && operand.kind !== 'parentheses');
  return use ? operandHover(place, use.operand, use.origin, found) : null;
}

type Found = (span: { readonly start: number; readonly end: number }, markdown: string) => Hover;

function operandHover(place: TemplatePlace, operand: Operand, origin: Origin | undefined, found: Found): Hover | null {
  if (!origin) return null;
  const field = operand.fields.find(({ start, end }) => start - 1 <= place.offset && place.offset <= end);
  const names = originsAt(place.template, place.offset);
  const base = operand.kind === 'variable' ? names.variables.get(operand.text) : names.dot;
  const where = `from \`${callText(origin)}\``;
  if (!field)
    return found(
      operand,
      `**${operand.kind === 'dot' ? '.' : operand.text}** ${where}${origin.type ? ` — ${origin.type}` : ''}`,
    );
  const first = operand.fields[0] === field;
  const text = first && base?.type ? templateTypes[base.type]?.[field.name] : undefined;
  return found(
    field,
    [`**.${origin.path.filter((step) => step !== '[]').join('.')}** ${where}`, text].filter(Boolean).join('\n\n'),
  );
}

const callText = ({ name, args }: Origin): string =>
  [name, ...args.map((argument) => (argument === undefined ? '…' : JSON.stringify(argument)))].join(' ');

function stringDocs(analysis: Analysis, name: TemplateCall['name'], text: string, index: number): string | undefined {
  if (index !== 0) return undefined;
  if (/^(env|mustEnv|envOrDefault)$/.test(name)) {
    const docs = environmentDocs(text);
    return docs && `**${text}**\n\n${docs}`;
  }
  if (/^nomadVar/.test(name))
    return `**${text}** — a Nomad variable\n\nA task may read \`nomad/jobs\` and below it the paths of its job, group and task; any other path needs a policy.`;
  if (name === 'secret') {
    const [mount] = text.replace(/^\//, '').split('/');
    return `**${text}** — a path of Vault\n\nMount \`${mount}\`${/\/data\//.test(text) ? ', version 2 of the KV engine: the values are in `.Data.data`' : ''}.`;
  }
  if (/^(service|nomadService|connect)$/.test(name)) {
    const line = declaredIn(analysis, text);
    return line === undefined ? undefined : `**${text}** — a service of this file, line ${line}`;
  }
  return undefined;
}

function declaredIn({ text }: Analysis, name: string): number | undefined {
  const match = new RegExp(`^\\s*name\\s*=\\s*"${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}"`, 'm').exec(text);
  return match ? text.slice(0, match.index + match[0].length).split('\n').length : undefined;
}

const keywordDocs = (keyword: string): string => `**${keyword}** — ${descriptions[keyword] ?? ''}`;

const descriptions: Readonly<Record<string, string>> = {
  if: 'what stands up to `end` (or `else`) is written when the value is not empty: not `false`, 0, `""`, and with elements.',
  with: 'as `if`, and `.` is the value up to `end`.',
  range:
    'what stands up to `end` is written once for each element, which is `.`; `range $i, $x := …` names index and element. `else` is for no elements.',
  else: 'otherwise.',
  end: 'closes `if`, `with`, `range`, `define` or `block`.',
  define: 'a template with a name, for `template` and `executeTemplate`.',
  block: 'a template with a name that is used at once.',
  template: 'writes a template that is defined by its name.',
  break: 'ends the `range`.',
  continue: 'goes on with the next element of the `range`.',
};
