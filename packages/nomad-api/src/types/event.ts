/** What the event stream sends (api/event_stream.go). */

export type EventTopic =
  | 'ACLToken'
  | 'ACLPolicy'
  | 'ACLRole'
  | 'Allocation'
  | 'CSIPlugin'
  | 'CSIVolume'
  | 'Deployment'
  | 'Evaluation'
  | 'HostVolume'
  | 'Job'
  | 'Node'
  | 'NodeDrain'
  | 'NodePool'
  | 'Operator'
  | 'Service';

export interface NomadEvent {
  readonly Topic: EventTopic | string;
  /** Such as `JobRegistered`, `AllocationUpdated`. */
  readonly Type: string;
  /** The ID of the thing. */
  readonly Key: string;
  readonly Namespace?: string;
  /** Other IDs that a topic filter finds it by: the job of an evaluation, allocation or deployment. */
  readonly FilterKeys?: readonly string[] | null;
  readonly Index: number;
  /** The thing itself under the name of its topic; an allocation comes without its job. */
  readonly Payload?: Readonly<Record<string, unknown>> | null;
}
