/** Names that say of their value that it is a secret. */

const secrets =
  /^(PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|KEY)$|.PASSWORD$|[^T]PASSWD$|.TOKEN$|^(API|ACCESS|PRIVATE|SECRET|ENCRYPTION)KEY$/;

/** Words behind which a name tells of a secret and is none. */
const about =
  /^(FILE|PATH|DIR|FOLDER|URL|URI|ENDPOINT|NAME|ID|USER|TYPE|FORMAT|TTL|EXPIR\w*|DURATION|LIFETIME|AGE|PERIOD|INTERVAL|TIMEOUT|LENGTH|LEN|SIZE|BITS|COUNT|MIN|MAX|LIMIT|PREFIX|SUFFIX|HEADER|FIELD|CLAIM|ISSUER|AUDIENCE|SCOPE|ALGORITHM|ALG|ENABLED?|DISABLED?|REQUIRED?|POLICY|MODE|VERSION|PROVIDER|STORE|BACKEND|ENGINE|MOUNT|ROTATION|COOKIE|SERVICE|HOST|PORT|NAMESPACE|CMD|COMMAND|SPEC|MAP|REALM)$/;

/** `DB_PASSWORD`, `apiToken`; not `TOKEN_TTL`, `KEYCLOAK_URL`, `SSH_PUBLIC_KEY`. */
export function isSecretName(name: string): boolean {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toUpperCase()
    .split(/[^A-Z0-9]+/)
    .filter(Boolean);
  const last = words.findLastIndex((word) => secrets.test(word));
  return (
    last >= 0 &&
    !words.includes('PUBLIC') &&
    !words.includes('PUB') &&
    !words.slice(last + 1).some((word) => about.test(word))
  );
}
