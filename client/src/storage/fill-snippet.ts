/** Snippets of our own with values put in: what is known already need not be typed. Pure. */

/** As VS Code reads a `.code-snippets` file. */
export type SnippetFile = Readonly<
  Record<string, { readonly prefix: string; readonly body: readonly string[]; readonly description?: string }>
>;

/**
 * @param values by number of the tab stop; a stop that has one is a stop no more
 * @returns the snippet's body, still a snippet; undefined when there is none of that prefix
 */
export function fillSnippet(
  file: SnippetFile,
  prefix: string,
  values: Readonly<Record<number, string>>,
): string | undefined {
  const snippet = Object.values(file).find((one) => one.prefix === prefix);
  if (!snippet) return undefined;
  const stops = /\\[\\$}]|\$\{(\d+)(?::((?:\\.|[^\\}])*)|\|(?:\\.|[^\\|])*\|)?\}|\$(\d+)/g;
  return snippet.body
    .join('\n')
    .replace(stops, (whole, braced: string | undefined, _text: string | undefined, bare: string | undefined) => {
      const value = values[Number(braced ?? bare)];
      return value === undefined ? whole : value.replace(/[\\$}]/g, '\\$&');
    });
}
