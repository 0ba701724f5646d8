/** What a reader sees as one character: grapheme clusters, as Go counts them. */

let segmenter: Intl.Segmenter | undefined;

/**
 * Letters that conjuncts of Indic scripts join since Unicode 15.1. Go's textseg counts by Unicode 15.0, each for itself.
 * The two vowels of Thai and Lao belong to the letter before them.
 */
const joinedLetters = /(?<=[\p{M}\u200d])(?![\u0e33\u0eb3])(?=\p{Lo})/u;

/** The clusters of a text. Source: github.com/apparentlymart/go-textseg, which hclwrite and cty use. */
export function graphemes(text: string): string[] {
  // Without combining characters, and without the one cluster of ASCII (\r\n), clusters are code units.
  if (/^[\n\x20-\x7e]*$/.test(text)) return text.split('');
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return Array.from(segmenter.segment(text), ({ segment }) => segment).flatMap((segment) =>
    segment.length > 1 && joinedLetters.test(segment) ? segment.split(joinedLetters) : [segment],
  );
}
