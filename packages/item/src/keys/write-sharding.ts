import { crc32 } from "node:zlib";
import { itemError } from "../item-error.ts";

/** The most shards of one key: their numbers have three digits. */
export const MAX_SHARDS = 1_000;

const DIGITS = String(MAX_SHARDS - 1).length;

/**
 * The shard of an item under a hot key: CRC-32 of the text's UTF-8 bytes, modulo the number of
 * shards. It is the same in every run and in every language that has a CRC-32, so that writing an
 * item again replaces it, and a reader who knows the text finds it.
 *
 * @param text what tells the items of the hot key apart: their sort key or id, never the hot key
 * itself, which would put all of them into one shard
 * @param shards how many the key is spread over, 1–1,000. One takes 1,000 write units a second
 * @throws SHARDS_INVALID
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-sharding.html
 * @example
 * shardOf("order-1", 10); // → 9
 * shardedKey("2026-05-01", shardOf("order-1", 10)); // → "2026-05-01#009"
 */
export function shardOf(text: string, shards: number): number {
  checkShards(shards);
  return crc32(text) % shards;
}

/**
 * A key with its shard. Three digits, whatever the number of shards: the keys sort, and those that
 * exist keep their names when there are more shards later.
 *
 * @param shard 0–999
 * @throws SHARDS_INVALID
 * @example
 * shardedKey("2026-05-01", 3); // → "2026-05-01#003"
 */
export function shardedKey(key: string, shard: number): string {
  if (!Number.isInteger(shard) || shard < 0 || shard >= MAX_SHARDS) {
    throw invalid(`expected a shard from 0 to ${MAX_SHARDS - 1}; came ${shard}`, { shard });
  }
  return `${key}#${String(shard).padStart(DIGITS, "0")}`;
}

/**
 * All keys that a sharded key's items are under. Who reads all items queries each of them, at the
 * same time if they are few, and merges the answers by sort key.
 *
 * @param shards as they were written with, or more: the keys of fewer shards are among those of more
 * @throws SHARDS_INVALID
 * @example
 * shardKeys("2026-05-01", 3); // → ["2026-05-01#000", "2026-05-01#001", "2026-05-01#002"]
 */
export function shardKeys(key: string, shards: number): readonly string[] {
  checkShards(shards);
  return Array.from({ length: shards }, (_, shard) => shardedKey(key, shard));
}

function checkShards(shards: number): void {
  if (Number.isInteger(shards) && shards >= 1 && shards <= MAX_SHARDS) return;
  throw invalid(`expected 1 to ${MAX_SHARDS} shards; came ${shards}`, { shards });
}

function invalid(message: string, details: { shards: number } | { shard: number }) {
  return itemError("SHARDS_INVALID", message, {
    hint: "Take the writes a second that one key has to bear, in thousands, and some more.",
    details,
  });
}
