/** Which findings say one thing: a block that a `dynamic` writes ten times is wrong in one place. */
import type { Span } from '@hcl/parser';
import type { Finding } from './problem';
import { blocksIn } from './schema/blocks';
import type { BlockInstance } from './schema/instance';

/**
 * What is equal for findings that say the same. Two of one rule in one place are two where their messages differ; from a
 * `dynamic` block they differ by the names and values of each block that it writes, so there only `subject` tells them apart.
 */
export function tellsOnce(root: BlockInstance): (id: string, finding: Finding) => string {
  let repeated: readonly Span[] | undefined;
  const isRepeated = ({ start }: Span): boolean => {
    repeated ??= [...new Set(blocksIn(root).flatMap(({ dynamic }) => dynamic ?? []))];
    return repeated.some((block) => block.start <= start && start < block.end);
  };
  return (id, finding) =>
    `${id} ${finding.start} ${finding.end} ${isRepeated(finding) ? (finding.subject ?? '') : finding.message}`;
}
