/** Access control: who the token is. */
import { type CallOptions, calling, type Send } from '../call';
import type { TokenSelf } from '../types';

export interface AclApi {
  /** `GET /v1/acl/token/self`; `forbidden` for a token that is unknown or has expired. */
  self(options?: CallOptions): Promise<TokenSelf>;
}

export function aclApi(send: Send): AclApi {
  return {
    async self(options) {
      const call = { ...calling(options), method: 'GET', path: '/v1/acl/token/self', scope: 'region' } as const;
      const { data } = await send({ ...call, purpose: 'ask who the token is' });
      // The secret comes along; nobody needs it twice.
      const { SecretID: _, ...self } = data as TokenSelf & { SecretID?: string };
      return self;
    },
  };
}
