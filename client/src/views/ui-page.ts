/** Addresses in Nomad's web interface (ui/app/router.js). Pure. */

export interface Subject {
  readonly jobId?: string;
  readonly namespace?: string;
  readonly allocId?: string;
  readonly nodeId?: string;
  readonly task?: string;
  readonly volume?: { readonly type: 'host' | 'csi'; readonly id?: string };
}

/** @returns the path below `/ui/` */
export function pageOf(subject: Subject, own = 'default'): string {
  const { jobId, namespace = own, allocId, nodeId, task, volume } = subject;
  const part = encodeURIComponent;
  if (volume?.id) {
    return volume.type === 'csi'
      ? `storage/volumes/csi/${part(volume.id)}@${part(namespace)}`
      : `storage/volumes/dynamic/${part(volume.id)}`;
  }
  if (allocId) return task ? `allocations/${allocId}/${part(task)}` : `allocations/${allocId}`;
  if (jobId) return `jobs/${part(jobId)}@${part(namespace)}`;
  return nodeId ? `clients/${nodeId}` : 'jobs';
}
