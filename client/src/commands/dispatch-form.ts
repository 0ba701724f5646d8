/** What a parameterized job wants to be dispatched with. Pure. */
import type { Job } from '@nomad/api';

export interface DispatchForm {
  /** Meta keys, in the order of their names. */
  readonly required: readonly string[];
  readonly optional: readonly string[];
  readonly payload: 'required' | 'optional' | 'forbidden';
}

/** Bytes (nomad/structs `DispatchPayloadSizeLimit`). */
export const LARGEST_PAYLOAD = 16 * 1024;

interface Parameterized {
  /** `optional` when it is empty. */
  readonly Payload?: string | null;
  readonly MetaRequired?: readonly string[] | null;
  readonly MetaOptional?: readonly string[] | null;
}

/** Undefined for a job that is not parameterized. */
export function formOf({ ParameterizedJob }: Pick<Job, 'ParameterizedJob'>): DispatchForm | undefined {
  if (!ParameterizedJob) return undefined;
  const { Payload, MetaRequired, MetaOptional } = ParameterizedJob as Parameterized;
  return {
    required: [...(MetaRequired ?? [])].sort(),
    optional: [...(MetaOptional ?? [])].sort(),
    payload: Payload === 'required' || Payload === 'forbidden' ? Payload : 'optional',
  };
}
