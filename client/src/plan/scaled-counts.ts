/** Counts that were scaled past the job file, by hand or by an autoscaler: running the file sets them back. Pure. */
import type { JobPlan, JobScale } from '@nomad/api';

export interface ScaledCount {
  readonly group: string;
  /** What it was scaled to, and is now. */
  readonly now: number;
  /** What the file says. */
  readonly file: number;
}

/** One sentence. */
export function scaledText({ group, now, file }: ScaledCount): string {
  return `Group "${group}" was scaled to ${now}; this file sets it back to ${file}.`;
}

/** A count was scaled when the last scaling of its group is what it has now. */
export function scaledAmong(changed: readonly ScaledCount[], { TaskGroups }: JobScale): readonly ScaledCount[] {
  return changed.filter(({ group, now }) => {
    const events = (TaskGroups[group]?.Events ?? []).filter(({ Error, Count }) => !Error && typeof Count === 'number');
    const [last] = [...events].sort((a, b) => Number(b.Time) - Number(a.Time));
    return last?.Count === now;
  });
}

/** Counts that the plan changes in groups that are there. */
export function countChanges({ Diff }: JobPlan): readonly ScaledCount[] {
  return (Diff?.TaskGroups ?? []).flatMap(({ Type, Name, Fields }) => {
    const count = Type === 'Edited' ? Fields?.find((field) => field.Name === 'Count') : undefined;
    return count?.Type === 'Edited' ? [{ group: Name, now: Number(count.Old), file: Number(count.New) }] : [];
  });
}
