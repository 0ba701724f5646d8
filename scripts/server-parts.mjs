// The language server in three files, so that it answers `initialize` at once: server.js starts, serve.js speaks the
// protocol, language.js knows job files and is loaded behind the first answer. Plugins for esbuild.
import { readFileSync } from 'node:fs';

/** Leaves the knowledge of job files, where it is required and not imported, in the file beside the bundle. */
export const languageApart = {
  name: 'language-apart',
  setup(build) {
    build.onResolve({ filter: /\/language$/ }, ({ kind }) =>
      kind === 'require-call' ? { path: './language.js', external: true } : undefined,
    );
  },
};

/** Refuses what would bring the knowledge of job files into the part that speaks the protocol. */
export const protocolOnly = {
  name: 'protocol-only',
  setup(build) {
    build.onResolve(
      { filter: /^@hcl\/parser$|\/(analysis|features|job|schema|values)(\/|$)/ },
      ({ path, importer }) => ({
        errors: [
          {
            text: `${importer} imports values from "${path}". Add them to server/src/language.ts and take them from language().`,
          },
        ],
      }),
    );
  },
};

const headerAndBody = `            await this.writable.write(headers.join(''), 'ascii');
            return this.writable.write(data);`;

/** A write less for every answer, and the client wakes once for it: a fifteenth of the time of a keystroke. */
function inOneWrite(source, path) {
  if (!/messageWriter\.js$/.test(path)) return source;
  if (!source.includes(headerAndBody)) throw new Error(`${path} writes messages in another way now: see inOneWrite`);
  return source.replace(
    headerAndBody,
    "            return await this.writable.write(Buffer.concat([Buffer.from(headers.join(''), 'ascii'), data]));",
  );
}

/**
 * vscode-languageserver without what a server never calls and every start would pay for: its search for npm modules
 * (child_process), names for the client's pipes (crypto, fs), and re-exports as getters instead of plain copies.
 */
export const leanProtocol = {
  name: 'lean-protocol',
  setup(build) {
    const unused = { path: 'unused', namespace: 'unused' };
    const from =
      (part) =>
      ({ importer }) =>
        importer.replaceAll('\\', '/').includes(part) ? unused : undefined;
    build.onResolve({ filter: /^\.\/files$/ }, from('vscode-languageserver/lib/node/'));
    build.onResolve({ filter: /^(crypto|fs)$/ }, from('vscode-jsonrpc/lib/node/'));
    build.onLoad({ filter: /.*/, namespace: 'unused' }, () => ({ contents: 'module.exports = {};' }));
    build.onLoad({ filter: /vscode-(languageserver|jsonrpc)[\w-]*[\\/]lib[\\/].*\.js$/ }, ({ path }) => ({
      contents: inOneWrite(readFileSync(path, 'utf8'), path).replaceAll(
        '(Object.create ? (function(o, m, k, k2)',
        '(false ? (function(o, m, k, k2)',
      ),
    }));
  },
};
