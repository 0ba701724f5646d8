/** How a task is, in words. */
import type { TaskState } from '@nomad/api';
import { tellingEvent } from '../cluster/allocation-failures';
import type { Tone } from './tree-node';

export interface State {
  readonly text: string;
  readonly icon: string;
  readonly tone: Tone;
  /** Why it is not well, in Nomad's words, shortened. */
  readonly reason?: string;
}

export function taskState(state: TaskState): State {
  const event = tellingEvent(state.Events ?? []);
  const said = event ? shorten(event.DisplayMessage || event.Type) : undefined;
  const restarts = state.Restarts ? `${state.Restarts} ${state.Restarts === 1 ? 'restart' : 'restarts'}` : undefined;
  const words = (...parts: (string | undefined)[]) => parts.filter(Boolean).join(' · ');
  switch (state.State) {
    case 'running':
      return { text: words('running', restarts), icon: 'pass', tone: 'good' };
    case 'pending':
      return {
        text: words(state.Restarts ? 'restarting' : 'starting', restarts, said),
        icon: 'sync',
        tone: 'busy',
        reason: said,
      };
    default:
      return state.Failed
        ? { text: words('failed', restarts, said), icon: 'error', tone: 'bad', reason: said }
        : { text: words('complete', restarts), icon: 'pass', tone: 'quiet' };
  }
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 90 ? `${line.slice(0, 89)}…` : line;
}
