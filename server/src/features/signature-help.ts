/** Signature help: the parameters of the function whose call is being written. */
import type { Analysis } from '../analysis';
import { cursorAt } from './cursor';
import { functions, signature } from './functions';

export interface SignatureHelp {
  readonly label: string;
  readonly documentation: string;
  /** Each parameter as it stands in the label, with what it is. */
  readonly parameters: readonly { readonly label: string; readonly documentation: string }[];
  readonly active: number;
}

export function signatureHelp(analysis: Analysis, offset: number): SignatureHelp | undefined {
  const { path } = cursorAt(analysis, offset);
  const call = path.findLast(
    (node) => node.type === 'FunctionCall' && offset > node.open && (node.close === undefined || offset <= node.close),
  );
  if (call?.type !== 'FunctionCall') return undefined;
  const entry = functions.get(call.name.name);
  if (!entry) return undefined;
  const parameters = [
    ...entry.parameters,
    ...(entry.variadic ? [{ ...entry.variadic, type: `${entry.variadic.type}…` }] : []),
  ];
  const before = call.args.filter(
    (arg) => arg.end < offset && analysis.text.slice(arg.end, offset).includes(','),
  ).length;
  return {
    label: signature(entry),
    documentation: entry.description,
    parameters: parameters.map((p) => ({ label: `${p.name} ${p.type}`, documentation: p.description ?? '' })),
    active: Math.min(before, Math.max(0, parameters.length - 1)),
  };
}
