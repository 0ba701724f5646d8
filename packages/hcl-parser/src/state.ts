/**
 * What is known while a text is read: where the scanner stands, the current token, and what was found so far.
 *
 * One plain object serves scanner and parser, so that a token costs no allocation. It lives as long as one call of
 * `parse` or `scan`.
 */
import type { Comment, SyntaxProblem } from './ast';
import { Mode, Token } from './tokens';

export interface State {
  readonly text: string;

  // The scanner
  /** Offset behind the current token: where the next one is looked for. */
  pos: number;
  mode: Mode;
  /** Modes to return to, the innermost last. */
  readonly modes: Mode[];
  /** Braces open by the scanner's count; never negative in a correct text. */
  braces: number;
  /** The counts of braces at which a `}` ends an interpolation instead of closing a brace, the innermost last. */
  readonly returns: number[];
  /** Start and end of the marker words of the open heredocs, the innermost last. */
  readonly markers: number[];
  /** True at the start of a line in a heredoc: only there can its closing marker be. */
  lineBegins: boolean;
  /** True when quoted text or heredoc text with an escape was read; whoever cares resets it. */
  escaped: boolean;
  /** Whether newlines, comments and the parts of plain strings are tokens of their own. */
  readonly everything: boolean;
  /** Set when a comment without end was seen, so that no end is looked for again. */
  commentUnclosed: boolean;
  readonly comments: Comment[];

  // The current token
  /** Kind of the current token. `Newline` stands before the token that was read when newlines count. */
  type: Token;
  /** Kind of the token at `start`, newline or not. */
  raw: Token;
  start: number;
  end: number;
  /** Where the first line break before the token is (or the line comment before it); -1 when there is none. */
  newline: number;
  /** Offset at which the line of the token begins (in code; not kept up within strings). */
  lineStart: number;
  /** Whether a line break is a token: not within brackets and parentheses. */
  newlines: boolean;
  /** End of the token before. */
  previousEnd: number;

  // The parser
  readonly errors: SyntaxProblem[];
  /** Offset of the token that has an error already, so that it does not get a second one. */
  reported: number;
  /** True from the first error behind which the rest was guessed. Errors that point back are then left out. */
  recovering: boolean;
  depth: number;
  /** How far the line of the current body item is indented. */
  indent: number;
  /** Open parentheses, brackets and braces of the expression being read. */
  parentheses: number;
  brackets: number;
  objects: number;
  blocks: number;
  interpolations: number;
  /** Whether blocks end where the indentation says so: only once the braces are known to be wrong. */
  byIndent: boolean;
  /** Whether a brace has no partner. */
  unbalanced: boolean;
  /** With `byIndent`: the first brace without a partner as the indentation has it. */
  culprit: number;
  /** How many braces open blocks or objects, and at how many places the indentation was trusted more than they. */
  braced: number;
  repairs: number;
}

export function createState(text: string, everything: boolean, byIndent: boolean): State {
  return {
    text,
    pos: text.charCodeAt(0) === 0xfeff ? 1 : 0,
    mode: Mode.Code,
    modes: [],
    braces: 0,
    returns: [],
    markers: [],
    lineBegins: false,
    escaped: false,
    everything,
    commentUnclosed: false,
    comments: [],
    type: Token.EndOfFile,
    raw: Token.EndOfFile,
    start: 0,
    end: 0,
    newline: -1,
    lineStart: 0,
    newlines: true,
    previousEnd: 0,
    errors: [],
    reported: -1,
    recovering: false,
    depth: 0,
    indent: 0,
    parentheses: 0,
    brackets: 0,
    objects: 0,
    blocks: 0,
    interpolations: 0,
    byIndent,
    unbalanced: false,
    culprit: -1,
    braced: 0,
    repairs: 0,
  };
}
