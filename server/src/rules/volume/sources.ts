/** The volumes that the workspace declares: host volumes of agent configurations, and volume specifications. */
import type { VolumeUse } from '../../workspace/job-facts';
import type { WorkspaceView } from '../../workspace/view';

/** Names that a volume of this type may have as source; empty when the workspace declares none of the type. */
export function declaredSources(type: VolumeUse['type'], workspace: WorkspaceView): readonly string[] {
  const specified = workspace.volumes.filter(({ volume }) => volume.type === type).map(({ volume }) => volume.source);
  return type === 'host' ? [...workspace.hostVolumes.map(({ volume }) => volume.name), ...specified] : specified;
}

/** Whether one of the names is what the volume asks for; with `per_alloc` an index follows (`data[0]`). */
export function isDeclared({ source, perAlloc }: VolumeUse, names: readonly string[]): boolean {
  return names.some(
    (name) =>
      name === source || (perAlloc !== false && /^\[\d+\]$/.test(name.slice(source.length)) && name.startsWith(source)),
  );
}
