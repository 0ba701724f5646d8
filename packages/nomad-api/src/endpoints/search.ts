/** Search over everything that the token may see. */
import { type CallOptions, calling, type Send } from '../call';
import type { FuzzyAnswer, SearchAnswer, SearchContext } from '../types';

export interface SearchApi {
  /** IDs that start with a text; the way from a short ID to the full one. */
  prefix(prefix: string, context: SearchContext, options?: CallOptions): Promise<SearchAnswer>;
  /** Names that hold a text, of two characters at least. */
  fuzzy(text: string, context: SearchContext, options?: CallOptions): Promise<FuzzyAnswer>;
}

export function searchApi(send: Send): SearchApi {
  const search = async (path: string, text: string, options: CallOptions | undefined, body: object) => {
    const purpose = `search for "${text}"`;
    const call = { ...calling(options), method: 'POST', path, purpose, readOnly: true, body } as const;
    return (await send({ ...call, needs: 'what allows to list the things that are looked for' })).data;
  };
  return {
    prefix: async (prefix, context, options) =>
      (await search('/v1/search', prefix, options, { Prefix: prefix, Context: context })) as SearchAnswer,
    fuzzy: async (text, context, options) =>
      (await search('/v1/search/fuzzy', text, options, { Text: text, Context: context })) as FuzzyAnswer,
  };
}
