/** One command for each kind of trouble; each answers with a document. */
import type { Command } from '../commands/command';
import { diagnoseJob } from './command-diagnose';
import { showPlugin } from './command-plugin';
import { whoHasPort } from './command-port';
import { checkService } from './command-service';
import { checkVolumes } from './command-volume';
import { copyText } from './copy-text';

export const troubleshootCommands: readonly Command[] = [
  { id: 'nomad.job.diagnose', title: 'Diagnose Job', run: diagnoseJob },
  { id: 'nomad.port.who', title: 'Who Holds a Port?', run: whoHasPort },
  { id: 'nomad.volume.check', title: 'Check Volumes of Job', run: checkVolumes },
  { id: 'nomad.service.check', title: 'Check a Service', run: checkService },
  { id: 'nomad.plugin.status', title: 'Show Storage Plugin', run: showPlugin },
  { id: 'nomad.text.copy', title: 'Copy', run: copyText },
];
