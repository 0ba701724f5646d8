/** A text to be judged: where it is, and what its editor calls its language. */
export interface SourceFile {
  readonly uri: string;
  readonly languageId: string;
  readonly text: string;
}
