/** Commands of the way over Ansible. */
import type { Command } from '../commands/command';
import { deployWithAnsible, provisionVolume } from './deploy';

export const deployCommands: readonly Command[] = [
  { id: 'nomad.deploy.ansible', title: 'Deploy with Ansible', run: deployWithAnsible },
  { id: 'nomad.deploy.provisionVolume', title: 'Provide Host Volume with Ansible', run: provisionVolume },
];
