import {
  type Billing,
  type CapacityUnits,
  TABLE_RESOURCE,
  type TableDescriptionJson,
  tableShapeFrom,
} from "@spillway/capacity";
import { isSpillwayError } from "@spillway/errors";
import { isJsonObject, type JsonObject } from "../http/wire-json.ts";

/** What an UpdateTable names of a table's or index's provisioned capacity, the same as now perhaps. */
export interface AskedChange {
  /** The index's name; the table's is `TABLE_RESOURCE`. */
  readonly resource: string;
  readonly from: CapacityUnits;
  readonly to: CapacityUnits;
}

/** Whether it takes read or write units away: both of one resource are one decrease. */
export function isDecrease({ from, to }: AskedChange): boolean {
  return to.readUnits < from.readUnits || to.writeUnits < from.writeUnits;
}

/** Whether it adds read or write units. */
export function isIncrease({ from, to }: AskedChange): boolean {
  return to.readUnits > from.readUnits || to.writeUnits > from.writeUnits;
}

/** Whether it asks for what is there. */
export function isSame(change: AskedChange): boolean {
  return !isDecrease(change) && !isIncrease(change);
}

/**
 * What a request asks of the capacity of a table and its indexes, the table's first. Empty where it is
 * about something else: a table that is on demand or becomes so, or what the engine has to refuse.
 *
 * @param body of an UpdateTable
 * @param description what DescribeTable says of the table before it
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTable.html
 */
export function askedChanges(body: JsonObject, description: JsonObject): readonly AskedChange[] {
  const current = currentUnits(description);
  if (body.BillingMode === "PAY_PER_REQUEST" || !current.has(TABLE_RESOURCE)) return [];
  const asked = [
    { resource: TABLE_RESOURCE, throughput: body.ProvisionedThroughput },
    ...updatesOf(body).map((update) => ({
      resource: String(update.IndexName),
      throughput: update.ProvisionedThroughput,
    })),
  ].filter(({ throughput }) => throughput !== undefined && throughput !== null);
  const changes = asked.flatMap(({ resource, throughput }) => {
    const [from, to] = [current.get(resource), unitsOf(throughput)];
    return from === undefined || to === undefined ? [] : [{ resource, from, to }];
  });
  return changes.length === asked.length ? changes : [];
}

/** The indexes that a request deletes. */
export function deletedIndexes(body: JsonObject): readonly string[] {
  return entriesOf(body, "Delete").map(({ IndexName }) => String(IndexName));
}

function updatesOf(body: JsonObject): readonly JsonObject[] {
  return entriesOf(body, "Update");
}

function entriesOf(body: JsonObject, kind: "Update" | "Delete"): readonly JsonObject[] {
  const updates = body.GlobalSecondaryIndexUpdates;
  if (!Array.isArray(updates)) return [];
  return updates.map((update) => isJsonObject(update) && update[kind]).filter(isJsonObject);
}

/** By resource; without those that are on demand. */
function currentUnits(description: JsonObject): ReadonlyMap<string, CapacityUnits> {
  const units = new Map<string, CapacityUnits>();
  const add = (resource: string, billing: Billing) => {
    if (billing.mode !== "provisioned") return;
    const { readUnits, writeUnits } = billing;
    units.set(resource, { readUnits, writeUnits });
  };
  try {
    const shape = tableShapeFrom(description as TableDescriptionJson);
    add(TABLE_RESOURCE, shape.billing);
    for (const index of shape.globalIndexes) add(index.name, index.billing);
  } catch (error) {
    if (!isSpillwayError(error)) throw error;
  }
  return units;
}

function unitsOf(throughput: unknown): CapacityUnits | undefined {
  if (!isJsonObject(throughput)) return undefined;
  const { ReadCapacityUnits: readUnits, WriteCapacityUnits: writeUnits } = throughput;
  return isUnits(readUnits) && isUnits(writeUnits) ? { readUnits, writeUnits } : undefined;
}

function isUnits(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 1;
}
