/** A group that is stopped on a lost client and waited for by the servers at once. */
import { childrenOf, groupsOf, numberOf, valueOf } from '../facts/job-view';
import { durationOf } from '../facts/marks';
import { removeAttribute } from '../facts/repairs';
import type { Rule } from '../rule';

export const stopAndLost: Rule = {
  id: 'disconnect/stop-and-lost',
  level: 'error',
  title: 'stop_on_client_after beside lost_after',
  languages: ['nomad'],
  about: 'disconnect',
  docs: {
    why: '`stop_on_client_after` has a client that lost its servers stop the tasks; `lost_after` has the servers wait for it and keep the tasks. A group can do one of the two. Nomad refuses the job, unless `lost_after` is zero.',
    wrong: 'disconnect {\n  lost_after           = "6h"\n  stop_on_client_after = "5m"\n}',
    right: 'disconnect {\n  lost_after = "6h"\n}',
    sources: ['nomad/structs/group.go DisconnectStrategy.Validate'],
  },
  check(file, report) {
    for (const disconnect of groupsOf(file.instance).flatMap((group) => childrenOf(group, 'disconnect'))) {
      const stop = disconnect.attributes.get('stop_on_client_after');
      const lost = disconnect.attributes.get('lost_after');
      const lostAfter = numberOf(disconnect, 'lost_after');
      if (!stop || !lost || !lostAfter || typeof valueOf(disconnect, 'stop_on_client_after') !== 'number') continue;
      report({
        start: stop.nameSpan.start,
        end: stop.nameSpan.end,
        message: `"stop_on_client_after" has the client stop the tasks, "lost_after" has the servers wait ${durationOf(lostAfter)} for them. Keep one.`,
        related: [{ start: lost.span.start, end: lost.span.end, message: '"lost_after" is here' }],
        fixes: [
          ...removeAttribute(file.text, disconnect, 'stop_on_client_after'),
          ...removeAttribute(file.text, disconnect, 'lost_after'),
        ],
      });
    }
  },
};
