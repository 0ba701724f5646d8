/** Commands that change what a node takes. */
import type { Command } from '../commands/command';
import { drainNode, stopDrain } from './drain';
import { toggleEligibility } from './eligibility';

export const nodeCommands: readonly Command[] = [
  { id: 'nomad.node.drain', title: 'Drain Node', run: drainNode },
  { id: 'nomad.node.stopDrain', title: 'End Drain of Node', run: stopDrain },
  { id: 'nomad.node.eligibility', title: 'Change Eligibility of Node', run: toggleEligibility },
];
