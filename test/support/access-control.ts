/** Policies and tokens of a real Nomad with access control on, made by its management token. */

export interface Grant {
  /** The policy, as HCL. */
  readonly rules: string;
  /** Seconds until the token expires; never when left out. */
  readonly seconds?: number;
}

/** Makes a policy and a token that has it. @returns the secret */
export async function grant(address: string, management: string, name: string, { rules, seconds }: Grant) {
  const send = async (path: string, body: object): Promise<string> => {
    const headers = { 'x-nomad-token': management };
    const answer = await fetch(`${address}${path}`, { method: 'PUT', headers, body: JSON.stringify(body) });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${path}: ${text}`);
    return text;
  };
  await send(`/v1/acl/policy/${name}`, { Name: name, Rules: rules });
  const token = { Name: name, Type: 'client', Policies: [name], ...(seconds && { ExpirationTTL: `${seconds}s` }) };
  return (JSON.parse(await send('/v1/acl/token', token)) as { SecretID: string }).SecretID;
}
