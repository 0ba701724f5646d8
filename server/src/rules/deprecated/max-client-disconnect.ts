/** `max_client_disconnect`, which became `disconnect.lost_after`. */
import { deprecatedAttribute } from './attribute-rule';
import { moveToDisconnect } from './move-to-disconnect';

export const deprecatedMaxClientDisconnect = deprecatedAttribute({
  id: 'deprecated/max-client-disconnect',
  level: 'warning',
  title: 'max_client_disconnect instead of disconnect.lost_after',
  docs: {
    why: "How long the servers wait for a client that is cut off stands in the group's `disconnect` block as `lost_after`. The old name has been overlooked since Nomad 1.10: the job is accepted, and behaves as if the line were not there.",
    wrong: 'group "web" {\n  max_client_disconnect = "1h"\n}',
    right: 'group "web" {\n  disconnect {\n    lost_after = "1h"\n  }\n}',
    sources: ['command/agent/job_endpoint.go ApiTgToStructsTG', 'nomad/structs/structs.go TaskGroup.Warnings'],
  },
  block: 'group',
  attribute: 'max_client_disconnect',
  message: 'Nomad has overlooked "max_client_disconnect" since 1.10. Use "lost_after" in a disconnect block.',
  isDead: true,
  fixes: moveToDisconnect('lost_after'),
});
