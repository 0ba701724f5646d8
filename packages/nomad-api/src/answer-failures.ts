/** Answers that say no, put into words: what happened, where, and what to do next. */
import type { Circumstances } from './circumstances';
import { NomadError, type NomadErrorKind } from './errors';
import { readableServerText } from './server-text';

/** An answer with a status other than 2xx. Nomad answers 500 to most of what is the caller's fault, so its text decides. */
export function failureOfAnswer(status: number, body: string, at: Circumstances): NomadError {
  // A conflict of variables brings the stored one, whose items are secrets.
  const text = status === 409 ? '' : body.trim();
  const facts = { address: at.address, status, serverText: text || undefined };
  const { purpose } = at.call;
  if (looksLikeHtml(text) || (status >= 502 && status <= 504)) {
    return new NomadError({
      ...facts,
      kind: 'protocol',
      serverText: undefined,
      summary: `Could not ${purpose}: something before Nomad at ${at.address} answered ${status} with a page of its own.`,
      advice: 'Check the address, and the proxy or load balancer in between.',
    });
  }
  if (/HTTP request to an HTTPS server/.test(text)) {
    return new NomadError({
      ...facts,
      kind: 'tls',
      summary: `${at.address} speaks HTTPS only.`,
      advice: 'Write https:// in the address.',
    });
  }
  if (status >= 300 && status < 400) {
    return new NomadError({
      ...facts,
      kind: 'protocol',
      summary: `Could not ${purpose}: ${at.address} sends elsewhere (status ${status}).`,
      advice: 'Use the address of a Nomad agent itself.',
    });
  }
  const kind = kindOfAnswer(status, text);
  return new NomadError({ ...facts, kind, ...wordsFor(kind, status, text, at) });
}

function kindOfAnswer(status: number, text: string): NomadErrorKind {
  if (status === 401 || status === 403 || /\bPermission denied$|ACL token (expired|not found)/.test(text)) {
    return 'forbidden';
  }
  if (/No cluster leader|Not ready to serve consistent reads/.test(text)) return 'no-leader';
  if (status === 409 || /^Enforcing job modify index|^Current job has version \d+; enforcing/.test(text)) {
    return 'conflict';
  }
  // The stream of a file says 400 where its other endpoints say 404; a WebSocket has no status of its own.
  if (status === 404 || /^Unknown allocation "|^stat .*: no such file or directory$|^task not found$/.test(text)) {
    return 'not-found';
  }
  return 'server';
}

function wordsFor(
  kind: NomadErrorKind,
  status: number,
  text: string,
  at: Circumstances,
): { summary: string; advice?: string } {
  const { purpose, needs } = at.call;
  const where = `Nomad at ${at.address}`;
  const namespace = at.namespace ?? 'default';
  switch (kind) {
    case 'forbidden':
      return {
        summary: `${where} does not allow this client to ${purpose}: ${quote(text || `status ${status}`)}.`,
        advice: !at.hasToken
          ? 'No token was sent. Set one for this cluster.'
          : /expired/.test(text)
            ? 'The token has expired. Set a new one.'
            : `The token is unknown there, has expired, or lacks what it needs${
                needs ? `: ${needs}${at.call.scope ? '' : ` in namespace "${namespace}"`}` : ''
              }.`,
      };
    case 'no-leader':
      return {
        summary: `Could not ${purpose}: the servers behind ${at.address} have no leader (${quote(text)}).`,
        advice: 'Wait for the election and try again; if it stays so, see "nomad server members".',
      };
    case 'conflict':
      return {
        summary: `${where} did not ${purpose}: it was changed by somebody else in the meantime${text === '' ? '' : ` (${quote(text)})`}.`,
        advice: 'Nothing was changed. Look at it again, then decide.',
      };
    case 'not-found':
      return text === ''
        ? {
            summary: `Could not ${purpose}: ${at.address} does not know ${at.call.path}.`,
            advice: 'It may be an older version of Nomad, or no Nomad at all: check the address.',
          }
        : {
            summary: `${where} could not ${purpose}: ${quote(text)}.`,
            advice: [
              at.call.scope
                ? 'It may be gone: list again.'
                : `Check the name, and that it is in namespace "${namespace}"${at.region ? ` of region "${at.region}"` : ''}.`,
              // That is also how an allocation is refused (nomad/alloc_endpoint.go `GetAlloc`).
              ...(/^Unknown allocation/.test(text) && !at.hasToken
                ? ['No token was sent, and Nomad says the same where one is needed. Set one for this cluster.']
                : []),
            ].join(' '),
          };
    default:
      return {
        summary: `${where} did not ${purpose}: ${readableServerText(text) || `status ${status}, without a word`}`,
        advice: adviceOnRefusal(text, at),
      };
  }
}

function adviceOnRefusal(text: string, at: Circumstances): string {
  if (/No path to region/.test(text)) {
    return at.region
      ? `Check the region "${at.region}": this cluster has none of that name, or it is not connected.`
      : 'Check the region that the job names.';
  }
  if (/nonexistent namespace/.test(text)) return 'Create the namespace, or choose one that exists.';
  if (/nonexistent node pool/.test(text)) return 'Create the node pool, or choose one that exists.';
  if (/No path to node/.test(text)) return 'The node is not connected to the servers now. Try again when it is.';
  if (/Nomad Enterprise only/.test(text)) return 'This cluster runs the community edition, which lacks this.';
  return at.call.ifRefused ?? "The log of the cluster's servers tells more.";
}

/** Something that came with a good status but is not what Nomad sends. */
export function failureOfContent(body: string, at: Circumstances): NomadError {
  const start = body.trim().slice(0, 60);
  const what = looksLikeHtml(start) ? 'a web page' : start === '' ? 'nothing' : quote(start);
  return new NomadError({
    kind: 'protocol',
    address: at.address,
    status: 200,
    summary: `Could not ${at.call.purpose}: what answers at ${at.address} is not Nomad's API; it sent ${what} instead of JSON.`,
    advice: 'Check the address, the port and the proxy in between.',
  });
}

function looksLikeHtml(text: string): boolean {
  return /^\s*<(!doctype|html|head|body)\b/i.test(text);
}

function quote(text: string): string {
  return `"${text}"`;
}
