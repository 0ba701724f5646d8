/** The path of an http check. */
import { checksOf } from '../facts/checks';
import { groupsOf } from '../facts/job-view';
import { placeOf, textOf } from '../facts/known';
import { setValue } from '../facts/repairs';
import type { Rule } from '../rule';

export const httpPath: Rule = {
  id: 'check/http-path',
  level: 'error',
  title: 'An http check whose path is no path',
  languages: ['nomad'],
  about: 'check',
  docs: {
    why: 'An http check asks the address of the service, so it is given a path alone: no `http://`, no host. Nomad refuses a whole URL, an empty path, and a path that cannot be read as one.',
    wrong: 'check {\n  type = "http"\n  path = "http://localhost/health"\n}',
    right: 'check {\n  type = "http"\n  path = "/health"\n}',
    sources: ['nomad/structs/services.go ServiceCheck.validateCommon'],
  },
  check(file, report) {
    for (const { check, type } of groupsOf(file.instance).flatMap(checksOf)) {
      const attribute = check.attributes.get('path');
      const path = textOf(check, 'path');
      if (type?.toLowerCase() !== 'http' || !path || !attribute) continue;
      const wrong = whatIsWrong(path);
      if (!wrong) continue;
      const proposal = /^[a-z][a-z0-9+.-]*:\/\/[^/]*(\/.*)$/i.exec(path)?.[1];
      report({
        ...placeOf(check, 'path'),
        message: `The path of an http check ${wrong}. Write the path alone, such as "/health".`,
        fixes: proposal ? [setValue(attribute, JSON.stringify(proposal))] : [],
      });
    }
  },
};

/** What Go's url.Parse finds wrong, and a scheme. */
function whatIsWrong(path: string): string | undefined {
  if (/[\0-\x1f\x7f]/.test(path)) return 'holds a control character';
  if (/^[a-z][a-z0-9+.-]*:/i.test(path)) return 'names a scheme, as a whole URL does';
  const host = /^\/\/(?!\/)([^/?#]*)/.exec(path)?.[1]?.replace(/^.*@/, '');
  if (host !== undefined && !host.includes('%') && !isHost(host))
    return `begins with "//", so "${host}" is read as a host, and is none`;
  const [beforeFragment = ''] = path.split('#');
  const [beforeQuery = ''] = beforeFragment.split('?');
  if (/^[^/]*:/.test(beforeQuery)) return 'has a ":" before the first "/"';
  const escaped = path.replace(/\?[^#]*/, '');
  return /%(?![0-9a-f]{2})/i.test(escaped) ? 'has a "%" that is not followed by two hexadecimal digits' : undefined;
}

/** A name or an address, with a number as port. Source: net/url parseHost. */
const isHost = (host: string): boolean =>
  !/[\s\\^`{|}]/.test(host) && /^(?:\[[^\]]*\](?::\d*)?|[^:[]*|[^[]*:\d*)$/.test(host);
