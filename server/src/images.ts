/** Well-known images: where they keep their data, as whom they write, which ports they listen on (schemas/images.json). */
import data from '../../schemas/images.json';

export interface ImageMount {
  readonly path: string;
  /** What is kept there. */
  readonly for: string;
  /** First and last major version that it holds for. */
  readonly from?: number;
  readonly until?: number;
}

export interface KnownImage {
  /** The last parts of its name: `postgres`, `grafana/loki`. */
  readonly names: readonly string[];
  readonly title: string;
  readonly mounts?: readonly ImageMount[];
  /** `uid:gid` that its program writes as. */
  readonly owner?: string;
  /** The same for its Alpine variants, where that differs. */
  readonly alpineOwner?: string;
  /** Loses something that matters when its files are gone. */
  readonly stateful?: boolean;
  readonly database?: boolean;
  /** Port by its usual label. */
  readonly ports?: Readonly<Record<string, number>>;
  /** Commands that start the server; with another one the container is something else. */
  readonly commands?: readonly string[];
  /** Stateful only when the task holds one of these texts. */
  readonly when?: readonly string[];
  /** Not stateful when the task holds one of these texts. */
  readonly unless?: readonly string[];
  readonly note?: string;
}

export interface FoundImage {
  readonly image: KnownImage;
  /** The name without registry and tag: `library/postgres`. */
  readonly name: string;
  readonly tag: string | undefined;
}

/** The entry for an image as a job names it: `docker.io/library/postgres:17@sha256:…`. */
export function knownImage(reference: string): FoundImage | undefined {
  if (reference.includes('${')) return undefined;
  const [, path = '', tag] = /^(.*?)(?::([^/:@]+))?(?:@.*)?$/.exec(reference) ?? [];
  const parts = path.split('/');
  const name = (parts.length > 1 && /[.:]|^localhost$/.test(parts[0] ?? '') ? parts.slice(1) : parts).join('/');
  const image = byName.get(parts.slice(-2).join('/')) ?? byName.get(parts.at(-1) ?? '');
  return image && { image, name, tag };
}

/** The paths that hold for the version that the tag names; all when it names none. */
export function mountsOfImage({ image, tag }: FoundImage): readonly ImageMount[] {
  const major = /^v?(\d+)/.exec(tag ?? '')?.[1];
  const fits = ({ from = 0, until = Number.POSITIVE_INFINITY }: ImageMount): boolean =>
    major === undefined || (from <= Number(major) && Number(major) <= until);
  return (image.mounts ?? []).filter(fits);
}

export const ownerOfImage = ({ image, tag }: FoundImage): string | undefined =>
  tag?.includes('alpine') ? (image.alpineOwner ?? image.owner) : image.owner;

const byName: ReadonlyMap<string, KnownImage> = new Map(
  (data.images as unknown as readonly KnownImage[]).flatMap((image) =>
    image.names.map((name) => [name, image] as const),
  ),
);
