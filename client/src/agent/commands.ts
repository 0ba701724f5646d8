/** Commands about a Nomad on this machine. */
import type { Command } from '../commands/command';
import { startDevAgent } from './start-dev';

export const agentCommands: readonly Command[] = [
  { id: 'nomad.agent.startDev', title: 'Start a Dev Agent', run: startDevAgent },
];
