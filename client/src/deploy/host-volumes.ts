/** The host volumes that a job file asks for, by the outer form of its text. Pure. */

/** Names as nodes have them (`source`), each once. One that is computed is left out. */
export function hostVolumesIn(text: string): readonly string[] {
  const blocks = text.matchAll(/^([ \t]*)volume[ \t]+"([^"]+)"[ \t]*\{[ \t]*\r?\n([\s\S]*?)^\1\}/gm);
  const sources = [...blocks].flatMap(([, , label = '', body = '']) => {
    const attribute = (name: string) => new RegExp(`^[ \\t]*${name}[ \\t]*=[ \\t]*"([^"]*)"`, 'm').exec(body)?.[1];
    const source = attribute('source') ?? label;
    return attribute('type') === 'host' && !/[$%]\{/.test(source) ? [source] : [];
  });
  return [...new Set(sources)];
}
