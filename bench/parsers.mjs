// The parsers that are compared. Each is loaded only in the process that measures it, and gives a function from a text
// to whether it was parsed without an error.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** By the name that the table shows; `bundle` is where @hcl/parser was built to. */
export const parsers = {
  '@hcl/parser': async (bundle) => {
    const { parse } = require(bundle);
    return (text) => parse(text).errors.length === 0;
  },
  'hcl2-parser': async () => {
    const { parseToString } = require('hcl2-parser');
    return (text) => !parseToString(text)[1];
  },
  '@cdktf/hcl2json': async () => {
    const { parse } = require('@cdktf/hcl2json');
    return (text) =>
      parse('job.hcl', text).then(
        () => true,
        () => false,
      );
  },
  'tree-sitter-hcl': async () => {
    const { Language, Parser } = await import('web-tree-sitter');
    await Parser.init();
    const parser = new Parser();
    parser.setLanguage(
      await Language.load(require.resolve('@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-hcl.wasm')),
    );
    return (text) => {
      const tree = parser.parse(text);
      const accepted = !tree.rootNode.hasError;
      tree.delete();
      return accepted;
    };
  },
};
