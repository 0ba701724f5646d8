/** `prevent_reschedule_on_lost`, which became `disconnect.replace`. */
import { deprecatedAttribute } from './attribute-rule';
import { moveToDisconnect } from './move-to-disconnect';

export const deprecatedPreventReschedule = deprecatedAttribute({
  id: 'deprecated/prevent-reschedule',
  level: 'warning',
  title: 'prevent_reschedule_on_lost instead of disconnect.replace',
  docs: {
    why: "Whether an allocation on a lost client is replaced stands in the group's `disconnect` block as `replace`, which says the opposite. The old name has been overlooked since Nomad 1.10: the job is accepted, and behaves as if the line were not there.",
    wrong: 'group "web" {\n  prevent_reschedule_on_lost = true\n}',
    right: 'group "web" {\n  disconnect {\n    replace = false\n  }\n}',
    sources: ['command/agent/job_endpoint.go ApiTgToStructsTG', 'nomad/structs/structs.go TaskGroup.Warnings'],
  },
  block: 'group',
  attribute: 'prevent_reschedule_on_lost',
  message: 'Nomad has overlooked "prevent_reschedule_on_lost" since 1.10. Use replace = false in a disconnect block.',
  isDead: true,
  fixes: (file, block, attribute) =>
    typeof attribute.value === 'boolean'
      ? moveToDisconnect('replace', String(!attribute.value))(file, block, attribute)
      : [],
});
