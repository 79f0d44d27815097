const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/**
 * In which lane of a shard the records of a partition go: always the same, so that they keep their order.
 *
 * @param count lanes, 1 or more
 * @returns 0 to `count - 1`
 */
export function laneOfKey(partition: string, count: number): number {
  let hash = FNV_OFFSET;
  for (let at = 0; at < partition.length; at += 1) {
    hash = Math.imul(hash ^ partition.charCodeAt(at), FNV_PRIME);
  }
  return (hash >>> 0) % count;
}
