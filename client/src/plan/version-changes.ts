/** What is different between two versions of a job, as text: what going forward, or back, would change. */
import type { DiffType, FieldDiff, JobDiff, ObjectDiff, TaskDiff, TaskGroupDiff } from '@nomad/api';
import { changeLines, taskLines, wholeGroupLines } from './diff';
import { type Line, layOut, line } from './lines';

const SIGNS: Readonly<Record<DiffType, string>> = { Added: '+ ', Deleted: '- ', Edited: '', None: '' };

/** One change a line, in the words of a job file, without secrets; empty when nothing is different. */
export function versionChanges(diff: JobDiff): string {
  const groups = [...(diff.TaskGroups ?? [])]
    .filter(({ Type }) => Type !== 'None')
    .sort((a, b) => (a.Name < b.Name ? -1 : 1));
  return layOut([...changeLines(diff, 0), ...groups.flatMap(groupLines)]).text.trimEnd();
}

function groupLines(group: TaskGroupDiff): Line[] {
  const below = group.Type === 'Edited' ? changeLines(group, 1) : wholeGroupLines(group, 1);
  return [
    line(0, `${SIGNS[group.Type]}group ${group.Name}`),
    ...below,
    ...(group.Tasks ?? []).flatMap((task) => taskLines(task, 1)),
  ];
}

const BACK: Readonly<Record<DiffType, DiffType>> = {
  Added: 'Deleted',
  Deleted: 'Added',
  Edited: 'Edited',
  None: 'None',
};

/** The way back: what was added goes, what was deleted comes, old is new. */
export function backwards(diff: JobDiff): JobDiff {
  return {
    ...turned(diff),
    ID: diff.ID,
    TaskGroups: diff.TaskGroups?.map((group) => ({
      ...turned(group),
      Name: group.Name,
      Tasks: group.Tasks?.map((task) => ({ ...turned(task), Name: task.Name })),
    })),
  };
}

function turned({ Type, Fields, Objects }: Pick<ObjectDiff | TaskDiff | JobDiff, 'Type' | 'Fields' | 'Objects'>) {
  return {
    Type: BACK[Type],
    Fields: Fields?.map((field): FieldDiff => ({ ...field, Type: BACK[field.Type], Old: field.New, New: field.Old })),
    Objects: Objects?.map((object): ObjectDiff => ({ ...turned(object), Name: object.Name })),
  };
}
