/** The kinds of tokens and the modes of the scanner: the vocabulary that scanner, parser and formatter share. */

export enum Token {
  EndOfFile,
  Newline,
  Comment,
  Identifier,
  Number,
  /** A quoted string without escapes or templates, quotes included, as one token (only while parsing). */
  PlainString,
  OpenQuote,
  CloseQuote,
  /** Text within quotes. */
  QuotedText,
  /** A line break within quotes: always an error. */
  QuotedNewline,
  /** `<<EOT` or `<<-EOT` with its newline. */
  OpenHeredoc,
  /** The line of the closing marker, without its newline. */
  CloseHeredoc,
  /** Text within a heredoc: a line, or a part of one. */
  HeredocText,
  /** `${` or `${~`. */
  OpenInterpolation,
  /** `%{` or `%{~`. */
  OpenDirective,
  /** `}` or `~}` that ends an interpolation or a directive. */
  CloseTemplate,
  OpenBrace,
  CloseBrace,
  OpenBracket,
  CloseBracket,
  OpenParenthesis,
  CloseParenthesis,
  Equals,
  Colon,
  Comma,
  Dot,
  Ellipsis,
  Arrow,
  DoubleColon,
  Question,
  Bang,
  // The binary operators stand together, from the weakest to the strongest; `precedence` relies on the order.
  Or,
  And,
  EqualTo,
  NotEqualTo,
  Greater,
  GreaterOrEqual,
  Less,
  LessOrEqual,
  Plus,
  Minus,
  Star,
  Slash,
  Percent,
  /** A character that HCL does not know, or knows only to refuse: `'`, `;`, `&`, `@`. */
  Invalid,
}

/** What the scanner reads: code, the inside of quotes, or the inside of a heredoc. */
export enum Mode {
  Code,
  Quoted,
  Heredoc,
}
