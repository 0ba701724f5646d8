/** `stop_after_client_disconnect`, which became `disconnect.stop_on_client_after`. */
import { deprecatedAttribute } from './attribute-rule';
import { moveToDisconnect } from './move-to-disconnect';

export const deprecatedStopAfterClientDisconnect = deprecatedAttribute({
  id: 'deprecated/stop-after-client-disconnect',
  level: 'warning',
  title: 'stop_after_client_disconnect instead of disconnect.stop_on_client_after',
  docs: {
    why: "How long a client that is cut off lets its tasks run stands in the group's `disconnect` block as `stop_on_client_after`. The old name has been overlooked since Nomad 1.10: the job is accepted, and behaves as if the line were not there.",
    wrong: 'group "web" {\n  stop_after_client_disconnect = "1h"\n}',
    right: 'group "web" {\n  disconnect {\n    stop_on_client_after = "1h"\n  }\n}',
    sources: ['command/agent/job_endpoint.go ApiTgToStructsTG', 'nomad/structs/structs.go TaskGroup.Warnings'],
  },
  block: 'group',
  attribute: 'stop_after_client_disconnect',
  message:
    'Nomad has overlooked "stop_after_client_disconnect" since 1.10. Use "stop_on_client_after" in a disconnect block.',
  isDead: true,
  fixes: moveToDisconnect('stop_on_client_after'),
});
