/** Whether the program of a task certainly listens in the network of the node, where no port is mapped. */
import type { BlockInstance } from '../../schema/instance';
import { blockOf, textOf } from '../facts/known';

export function sharesHost(task: BlockInstance): boolean {
  const driver = textOf(task, 'driver');
  if (driver === 'exec' || driver === 'raw_exec' || driver === 'java') return true;
  const config = blockOf(task, 'config');
  return (driver === 'docker' || driver === 'podman') && config ? textOf(config, 'network_mode') === 'host' : false;
}
