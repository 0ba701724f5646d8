/** Commands of the variables that Nomad keeps. */
import type { Command } from '../commands/command';
import { createVariable, editVariable } from './edit';
import { putVariable } from './put';
import { deleteVariable } from './remove';
import { showVariable } from './show';

export const variableCommands: readonly Command[] = [
  { id: 'nomad.variable.show', title: 'Show Variable', run: showVariable },
  { id: 'nomad.variable.create', title: 'Create Variable', run: createVariable },
  { id: 'nomad.variable.edit', title: 'Edit Variable', run: editVariable },
  { id: 'nomad.variable.put', title: 'Write Variable from Specification', run: putVariable },
  { id: 'nomad.variable.delete', title: 'Delete Variable', run: deleteVariable },
];
