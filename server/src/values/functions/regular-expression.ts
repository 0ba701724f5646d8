/** Regular expressions in Go's syntax (RE2), which differs from JavaScript's: no look-around, `(?P<name>…)`, `\z`. */

import { FunctionError } from '@hcl/parser';
import { RE2JS } from 're2js';

/** Go's `Regexp.ReplaceAllString`. @throws FunctionError for a pattern that Go refuses */
export function replaceMatches(text: string, pattern: string, template: string): string {
  const expression = compile(pattern);
  const matcher = expression.matcher(text);
  const names = expression.namedGroups();
  let result = '';
  let end = 0;
  for (let from = 0; from <= text.length && matcher.find(from); ) {
    const [first, last] = [matcher.start(), matcher.end()];
    result += text.slice(end, first);
    // An empty match right behind another match is not replaced.
    if (last > end || first === 0) {
      result += expand(template, (name) => group(/^\d+$/.test(name) ? Number(name) : names[name]) ?? '');
    }
    end = last;
    from = Math.max(last, from + ((text.codePointAt(from) ?? 0) > 0xffff ? 2 : 1));
  }
  return result + text.slice(end);

  function group(index: number | undefined): string | null | undefined {
    return index === undefined || index > matcher.groupCount() ? undefined : matcher.group(index);
  }
}

const compiled = new Map<string, RE2JS>();

function compile(pattern: string): RE2JS {
  const known = compiled.get(pattern);
  if (known) return known;
  try {
    const expression = RE2JS.compile(pattern);
    if (compiled.size > 50) compiled.clear();
    compiled.set(pattern, expression);
    return expression;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new FunctionError(`the regular expression cannot be read (${reason})`);
  }
}

/** Go's `Regexp.Expand`: `$1`, `$name` (as long as possible), `${name}`, `$$`. */
function expand(template: string, value: (name: string) => string): string {
  return template.replace(/\$(?:(\$)|\{([\p{L}\p{Nd}_]+)\}|([\p{L}\p{Nd}_]+))/gu, (_, dollar, braced, bare) =>
    dollar ? '$' : value(braced ?? bare),
  );
}
