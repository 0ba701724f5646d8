/** What a message about a failure needs to know besides the failure itself. */
import type { Call } from './call';

export interface Circumstances {
  readonly call: Call;
  readonly address: string;
  readonly secure: boolean;
  /** The namespace that was sent; Nomad takes `default` without one. */
  readonly namespace?: string;
  readonly region?: string;
  readonly hasToken: boolean;
  readonly hasClientCertificate: boolean;
  readonly limit: number;
}
