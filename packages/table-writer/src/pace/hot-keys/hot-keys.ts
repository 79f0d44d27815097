import type { TableShape } from "@spillway/capacity";
import { attributeOf, keyText } from "@spillway/item";
import type { WireRequest } from "../../transport/transport.ts";
import type { PacedAnswer } from "../write-pacer.ts";
import { KeyEvidence } from "./key-evidence.ts";
import { SlowKey } from "./slow-key.ts";

/** A key that has at least this part of what was sent back is what was throttled. */
const MAIN_PART = 0.8;
/** Where DynamoDB says that keys are hot, each of those that have this part of the batch is. */
const HOT_PART = 0.25;

/**
 * The hot partition keys of a table and its indexes: which they are, and the pace of each. A hot key
 * is one that DynamoDB names as the reason, or that comes back again and again while others of the
 * same batches do not.
 */
export class HotKeys {
  /** The partition key attribute of the table (empty name) and of each index. */
  readonly #attributes: ReadonlyMap<string, string>;
  /** By resource, then by the key's canonical text. */
  readonly #slow = new Map<string, Map<string, SlowKey>>();
  readonly #evidence = new Map<string, KeyEvidence>();

  constructor(table: TableShape) {
    this.#attributes = new Map([
      ["", table.keys.partitionKey.name],
      ...table.globalIndexes.map(({ name, keys }) => [name, keys.partitionKey.name] as const),
    ]);
  }

  /** The pace of the write's hot key; undefined if it has none. */
  slowKeyOf(request: WireRequest): SlowKey | undefined {
    // Asked for every write, and usually no key is hot.
    if (this.#slow.size === 0) return undefined;
    for (const [resource, keys] of this.#slow) {
      const slow = keys.get(this.#keyOf(request, resource));
      if (slow !== undefined) return slow;
    }
    return undefined;
  }

  /**
   * DynamoDB gave no reason: whether hot keys explain what it sent back.
   *
   * @param sentAtMs when the batch was let through
   */
  explain(nowMs: number, { writes, unprocessed }: PacedAnswer, sentAtMs: number): boolean {
    let explained = false;
    for (const resource of this.#attributes.keys()) {
      const answers = writes.flatMap(({ request }) => {
        const key = this.#keyOf(request, resource);
        return key === "" ? [] : [{ key, write: request.key, back: unprocessed.has(request) }];
      });
      const evidence = this.#evidence.get(resource) ?? new KeyEvidence(nowMs);
      this.#evidence.set(resource, evidence);
      for (const key of evidence.hotAfter(nowMs, answers)) this.#slowDown(resource, key, nowMs);
      const back = answers.filter((answer) => answer.back);
      const ofSlow = back.filter(({ key }) => this.#slow.get(resource)?.has(key));
      if (ofSlow.length < Math.max(1, unprocessed.size * MAIN_PART)) continue;
      explained = true;
      this.#throttledAgain(resource, new Set(ofSlow.map(({ key }) => key)), nowMs, sentAtMs);
    }
    this.#forget(nowMs);
    return explained;
  }

  /**
   * DynamoDB gave a hot key as the reason, and took none of the batch.
   *
   * @returns false if no key stands out: then it is not a key that is throttled
   */
  blame(nowMs: number, resource: string, { writes }: PacedAnswer, sentAtMs: number): boolean {
    const counts = new Map<string, number>();
    for (const { request } of writes) {
      const key = this.#keyOf(request, resource);
      if (key !== "") counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    const known = [...counts.keys()].filter((key) => this.#slow.get(resource)?.has(key));
    const standOut = [...counts].filter(([, count]) => count >= writes.length * HOT_PART);
    const hot = known.length > 0 ? known : standOut.map(([key]) => key);
    this.#throttledAgain(resource, new Set(known), nowMs, sentAtMs);
    for (const key of hot) this.#slowDown(resource, key, nowMs);
    return hot.length > 0;
  }

  #slowDown(resource: string, key: string, nowMs: number): void {
    const keys = this.#slow.get(resource) ?? new Map<string, SlowKey>();
    this.#slow.set(resource, keys);
    if (!keys.has(key)) keys.set(key, new SlowKey(resource, nowMs));
  }

  #throttledAgain(resource: string, keys: ReadonlySet<string>, nowMs: number, sentAtMs: number) {
    for (const key of keys) this.#slow.get(resource)?.get(key)?.throttled(nowMs, sentAtMs);
  }

  #forget(nowMs: number): void {
    for (const [resource, keys] of this.#slow) {
      for (const [key, slow] of keys) if (slow.isOver(nowMs)) keys.delete(key);
      if (keys.size === 0) this.#slow.delete(resource);
    }
  }

  #keyOf({ attributes }: WireRequest, resource: string): string {
    const value = attributeOf(attributes, this.#attributes.get(resource) ?? "");
    return (value && keyText(value)) ?? "";
  }
}
