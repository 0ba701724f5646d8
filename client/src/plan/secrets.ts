/** Keeps secrets out of what is shown: values whose name says so become dots. */

export const DOTS = '••••••';

const SECRET_WORDS =
  /^(passwords?|passwd|passphrase|pwd|secrets?|tokens?|apikey|credentials?|authorization|cookie|dsn)$|(password|secret|token|apikey)$/;
/** Secret only as the last word: `API_KEY`, not `KEY_FILE`. */
const SECRET_ENDINGS = new Set(['pass', 'key', 'keys', 'auth', 'salt']);

/** Whether a name that somebody chose (an environment variable, a meta key) is that of a secret: `DB_PASSWORD`, `apiKey`. */
export function isSecretName(name: string): boolean {
  if (/public_?key/i.test(name)) return false;
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .split(/[^A-Za-z]+/)
    .filter(Boolean)
    .map((word) => word.toLowerCase());
  return words.some((word) => SECRET_WORDS.test(word)) || SECRET_ENDINGS.has(words.at(-1) ?? '');
}

/** A value under a secret's name: dots, unless it is plainly none (empty, true, false) or says where the secret is. */
export function maskValue(value: string): string {
  return /^(true|false|)$/.test(value) || REFERENCE.test(value) ? value : DOTS;
}

/** `name = value`, `name: value`, `--name=value`, `--name value`: the name, what is between, the value. */
const ASSIGNMENT = /(?<![\w.-])(-{0,2}["']?)([A-Za-z_][\w.-]*)(["']?\s*(?:=|:(?!\/\/))\s*|(?<=-\S*)\s+)(\S.*)?/g;
const USER_INFO = /([a-z][a-z0-9+.-]*:\/\/[^/\s:@]*:)[^@/\s]+(?=@)/gi;
/** Not a secret itself but the place where it is taken from: a template, a runtime name, a variable of a shell. */
const REFERENCE = /^["']?(\{\{|\$\{|\$[A-Z_])/;
/** What follows a secret's value and is none: a closing quote, a comma, a further option. */
const AFTER_VALUE = /(\s+-{1,2}[A-Za-z].*|["']?[,;]?\s*)$/;

/** Lines of a text with its secrets as dots. As many lines as were given. */
export function maskLines(lines: readonly string[]): string[] {
  let inKey = false;
  return lines.map((text) => {
    if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)) inKey = true;
    if (inKey) {
      if (/-----END [A-Z ]*PRIVATE KEY-----/.test(text)) inKey = false;
      return text.includes('-----') ? text.replace(/(-----BEGIN [A-Z ]*-----).*?(-----END|$)/, `$1${DOTS}$2`) : DOTS;
    }
    return maskLine(text);
  });
}

export function maskText(text: string): string {
  return maskLines(text.split('\n')).join('\n');
}

function maskLine(text: string): string {
  return text
    .replace(USER_INFO, `$1${DOTS}`)
    .replace(ASSIGNMENT, (whole, open: string, name: string, between: string, value: string | undefined) => {
      if (value === undefined) return whole;
      if (!isSecretName(name)) return open + name + between + maskLine(value);
      if (maskValue(value) === value) return whole;
      const after = AFTER_VALUE.exec(value)?.[0] ?? '';
      const quote = /^["']/.exec(value)?.[0] ?? '';
      return `${open}${name}${between}${quote}${DOTS}${after.startsWith(' ') ? maskLine(after) : after}`;
    });
}
