/** The pages of problems that are not rules of their own: what the schemas and the parser find. */
import { syntaxErrors } from '@hcl/parser';

export interface Page {
  /** The part of the id behind `schema/` or `syntax/`. */
  readonly id: string;
  readonly text: string;
}

export const schemaPages: readonly Page[] = [
  {
    id: 'unknown-attribute',
    text: 'The block has no attribute of this name. Nomad refuses the file. Inside the `config` of a task driver it is a warning: Nomad looks at those names only when the task starts, and the driver then refuses them.',
  },
  { id: 'unknown-block', text: 'The block has no inner block of this name. Nomad refuses the file.' },
  { id: 'missing-attribute', text: 'The block cannot work without this attribute, and Nomad refuses it.' },
  { id: 'missing-block', text: 'The block cannot work without this inner block, and Nomad refuses it.' },
  { id: 'too-many-blocks', text: 'This block may stand only once in its place. Nomad refuses the second one.' },
  {
    id: 'type',
    text: 'The value cannot be read as the type that is needed here. HCL converts between strings, numbers and bools where the text allows it (`"8080"` is a number, `"true"` a bool), never between a single value and a list.',
  },
  {
    id: 'duration',
    text: 'A duration is a number with a unit: `ns`, `us`, `ms`, `s`, `m` or `h`, also several (`1h30m`). There is no unit for days: write `24h`.',
  },
  { id: 'enum', text: 'Only a fixed set of values is understood here.' },
  { id: 'range', text: 'The value lies outside of what Nomad accepts.' },
  { id: 'length', text: 'The value is longer than Nomad accepts.' },
  { id: 'empty', text: 'An empty value is not accepted here.' },
  { id: 'pattern', text: 'The text has not the form that is needed here.' },
  { id: 'conflict', text: 'Two attributes or blocks exclude each other.' },
];

/** The parser's errors say by themselves what is wrong and how to repair it; `…` stands for what was found. */
export const syntaxPages: readonly Page[] = Object.entries(syntaxErrors).map(([id, message]) => ({
  id,
  text: (message as (...found: readonly string[]) => string)(...Array.from({ length: message.length }, () => '…')),
}));
