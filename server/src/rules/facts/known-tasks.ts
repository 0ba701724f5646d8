/** Tasks that run a well-known image, and what they keep. */
import type { Analysis } from '../../analysis';
import { type FoundImage, knownImage, mountsOfImage } from '../../images';
import { jobTypeOf } from '../../job/canonical';
import { remembered } from '../../remembered';
import type { BlockInstance } from '../../schema/instance';
import { type Configured, configsOf, containers } from './driver-config';
import { childrenOf, labelOf } from './job-view';
import { flagOf, textOf, textsOf } from './known';
import { lastOfLabel } from './volumes';

export interface KnownTask extends Configured {
  readonly found: FoundImage;
}

export const knownTasks = remembered((root: BlockInstance): readonly KnownTask[] =>
  configsOf(root, containers).flatMap((configured) => {
    const found = knownImage(textOf(configured.config, 'image') ?? '');
    return found ? [{ ...configured, found }] : [];
  }),
);

/** Whether the task certainly runs the server of the image for as long as the job runs: no dump, no client, no shell. */
export function runsServer({ task, config, found }: KnownTask): boolean {
  const type = jobTypeOf(task);
  const [lifecycle] = childrenOf(task, 'lifecycle');
  if ((type !== 'service' && type !== 'system') || task.open || config.open || task.openTypes.has('lifecycle'))
    return false;
  if (lifecycle && flagOf(lifecycle, 'sidecar') !== true) return false;
  if (config.attributes.has('entrypoint')) return false;
  const commands = found.image.commands ?? [];
  const starts = (word: string): boolean => commands.includes(word) || commands.includes(word.split('/').at(-1) ?? '');
  const command = textOf(config, 'command');
  if (command === undefined) return false;
  if (command !== '') return starts(command);
  const [first] = textsOf(config, 'args');
  return !first || first.text.startsWith('-') || starts(first.text);
}

/** Whether the server keeps something that matters, by its image and the way it is started. */
export function isStateful(file: Analysis, known: KnownTask): boolean {
  const { image } = known.found;
  if (!image.stateful || !runsServer(known)) return false;
  const text = withoutComments(file, known.task);
  const holds = (part: string): boolean => text.includes(part);
  return !(image.unless ?? []).some(holds) && (image.when === undefined || image.when.some(holds));
}

/** The volumes of the group that the task mounts, with the mount; only what is certain. */
export function mountedVolumes({
  group,
  task,
}: KnownTask): readonly { readonly volume: BlockInstance; readonly mount: BlockInstance }[] {
  const volumes = lastOfLabel(childrenOf(group, 'volume'));
  return childrenOf(task, 'volume_mount').flatMap((mount) => {
    const label = textOf(mount, 'volume');
    const volume = label ? volumes.find((one) => labelOf(one) === label) : undefined;
    return volume ? [{ volume, mount }] : [];
  });
}

/** The place where the image keeps what a mount holds; undefined when the mount is somewhere else. */
export function placeOfMount({ found }: KnownTask, mount: BlockInstance) {
  const destination = textOf(mount, 'destination')?.replace(/(?<=.)\/+$/, '');
  return mountsOfImage(found).find(({ path }) => path === destination);
}

function withoutComments({ text, syntax }: Analysis, { span }: BlockInstance): string {
  let result = '';
  let from = span.start;
  for (const comment of syntax.comments) {
    if (comment.start >= span.end) break;
    if (comment.start < from || comment.end > span.end) continue;
    result += text.slice(from, comment.start);
    from = comment.end;
  }
  return result + text.slice(from, span.end);
}
