/** All pages of problems that are no rules of their own: the groups, and what the parser finds. */
import { syntaxErrors } from '@hcl/parser';
import { type PageGroup, pageGroups } from './page-groups';

/** The parser's errors say by themselves what is wrong; `…` stands for what was found. */
const syntax: PageGroup = {
  group: 'syntax',
  intro: "HCL's own grammar: what Nomad's parser refuses before it looks at any name.",
  entries: {
    encoding: 'The file is not in UTF-8, and Nomad reads no other encoding. Save it in UTF-8.',
    ...Object.fromEntries(
      Object.entries(syntaxErrors).map(([id, message]) => [
        id,
        (message as (...found: readonly string[]) => string)(...Array.from({ length: message.length }, () => '…')),
      ]),
    ),
  },
};

export const pages: readonly PageGroup[] = [syntax, ...pageGroups];
