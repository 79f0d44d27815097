import type { TableShape } from "@spillway/capacity";
import { expiresAt, type KeySchema, keyTemplate } from "@spillway/item";
import { loadError } from "../errors.ts";
import type { LoadRequest } from "../run/load-request.ts";
import type { Source } from "../source/source.ts";
import type { RecordShape } from "./shape-record.ts";

/** What of a request says how records become items. */
export type ShapeRequest = Pick<LoadRequest, "pk" | "sk" | "shard" | "ttl" | "deletes">;

/**
 * Names of the attributes that a record has to have for its key: the key attributes, or what a
 * template makes them of.
 *
 * @throws SpillwayError `TEMPLATE_INVALID`
 */
export function neededAttributes(keys: KeySchema, { pk, sk }: ShapeRequest): string[] {
  const ofKey = (name: string | undefined, template: string | undefined) =>
    template === undefined ? (name ?? []) : keyTemplate(template).attributes;
  return [ofKey(keys.partitionKey.name, pk), ofKey(keys.sortKey?.name, sk)].flat();
}

/**
 * How the records of a load become items.
 *
 * @param startedAtMs when the load first began: an item that is written again expires at the same moment
 * @param expiryAttribute finds the table's TTL attribute, where the request does not name it
 * @throws SpillwayError `SORT_KEY_UNKNOWN`, `SHARD_IMPOSSIBLE`, `TEMPLATE_INVALID`, and what
 * `expiryAttribute` throws
 */
export async function shapeOfRequest(
  request: ShapeRequest,
  { name, keys }: TableShape,
  startedAtMs: number,
  expiryAttribute: () => Promise<string>,
): Promise<RecordShape> {
  const { pk, sk, shard, ttl, deletes } = request;
  if (sk !== undefined && keys.sortKey === undefined) {
    throw loadError(
      "SORT_KEY_UNKNOWN",
      `expected no --sk for the table "${name}", which has no sort key; came ${JSON.stringify(sk)}`,
      { hint: "Leave --sk out, or name another table." },
    );
  }
  if (shard !== undefined) assertCanShard(name, keys);
  const attribute = ttl && (ttl.attribute ?? (await expiryAttribute()));
  return {
    keys,
    ...(pk === undefined ? {} : { partitionKey: keyTemplate(pk) }),
    ...(sk === undefined ? {} : { sortKey: keyTemplate(sk) }),
    ...(shard === undefined ? {} : { shards: shard }),
    ...(ttl && attribute
      ? { expiry: { attribute, second: expiresAt(startedAtMs, ttl.seconds) } }
      : {}),
    deletes,
  };
}

/** Formats whose items are complete. */
const WHOLE_ITEMS: Readonly<Partial<Record<Source["format"], string>>> = {
  "dynamodb-json": "DynamoDB JSON",
  "batch-write": "a request of batch-write-item",
  ion: "Ion",
  export: "an export",
  table: "a table",
};

/**
 * Templates and shards are for records; an item that is complete has its keys.
 *
 * @throws SpillwayError `ITEMS_HAVE_KEYS`
 */
export function assertShapesItems(format: Source["format"], request: ShapeRequest): void {
  const name = WHOLE_ITEMS[format];
  if (name === undefined) return;
  const given = (["pk", "sk", "shard"] as const).find((name) => request[name] !== undefined);
  if (given === undefined) return;
  throw loadError(
    "ITEMS_HAVE_KEYS",
    `expected CSV, JSON or JSON Lines for --${given}; ${name} has whole items, keys and all`,
    { hint: `Leave --${given} out.` },
  );
}

function assertCanShard(table: string, { partitionKey, sortKey }: KeySchema): void {
  if (sortKey !== undefined && partitionKey.type === "S") return;
  const came =
    sortKey === undefined ? "has no sort key" : `has a partition key of type ${partitionKey.type}`;
  throw loadError(
    "SHARD_IMPOSSIBLE",
    `expected a table with a sort key and a partition key of type S for --shard; "${table}" ${came}`,
    {
      hint: "The items of one partition key are spread by their sort keys; without one there is nothing to spread.",
    },
  );
}
