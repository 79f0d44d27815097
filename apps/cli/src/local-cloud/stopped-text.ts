import type { StoppedLocalCloud } from "@spillway/local-cloud";

/** Says of a local cloud that does not run why it ended and what it left, if either is known. */
export function stoppedText({ why, left = [] }: StoppedLocalCloud): string {
  const ended = why === undefined ? "" : `; the last one ended: ${why}`;
  const rest =
    left.length === 0
      ? ""
      : `; it left ${left.join(", ")}: spillway local-cloud stop ends what is left`;
  return `no local cloud is running${ended}${rest}`;
}
