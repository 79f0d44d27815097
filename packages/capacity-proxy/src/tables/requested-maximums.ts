import type { Billing, TableShape } from "@spillway/capacity";
import { isJsonObject, type JsonObject } from "../http/wire-json.ts";

interface Maximum {
  readonly maxWriteUnits?: number;
  readonly maxReadUnits?: number;
}

/** An owner's on-demand maximums as CreateTable and UpdateTable asked for them. */
export interface RequestedMaximums {
  readonly table?: Maximum;
  readonly indexes: Readonly<Record<string, Maximum>>;
}

/**
 * Reads the maximums out of a CreateTable or UpdateTable request. DynamoDB Local takes
 * `OnDemandThroughput` and forgets it, so what was asked for is remembered here.
 *
 * @param before what earlier requests asked for; a request changes only what it names
 */
export function requestedMaximums(
  body: JsonObject,
  before: RequestedMaximums = { indexes: {} },
): RequestedMaximums {
  const indexes = { ...before.indexes };
  for (const index of [
    ...objects(body.GlobalSecondaryIndexes),
    ...objects(body.GlobalSecondaryIndexUpdates).flatMap((update) =>
      [update.Create, update.Update].filter(isJsonObject),
    ),
  ]) {
    const maximum = maximumOf(index);
    if (maximum !== undefined && typeof index.IndexName === "string") {
      indexes[index.IndexName] = maximum;
    }
  }
  for (const { Delete: gone } of objects(body.GlobalSecondaryIndexUpdates)) {
    if (isJsonObject(gone)) delete indexes[String(gone.IndexName)];
  }
  const table = maximumOf(body) ?? before.table;
  return table === undefined ? { indexes } : { table, indexes };
}

/** A shape with the maximums that were asked for, wherever the engine's description has none. */
export function addRequestedMaximums(
  shape: TableShape,
  requested: RequestedMaximums | undefined,
): TableShape {
  if (requested === undefined) return shape;
  return {
    ...shape,
    billing: withMaximum(shape.billing, requested.table),
    globalIndexes: shape.globalIndexes.map((index) => ({
      ...index,
      billing: withMaximum(index.billing, requested.indexes[index.name]),
    })),
  };
}

function withMaximum(billing: Billing, maximum: Maximum | undefined): Billing {
  return billing.mode === "on-demand" ? { ...maximum, ...billing } : billing;
}

function maximumOf(of: JsonObject): Maximum | undefined {
  const given = of.OnDemandThroughput;
  if (!isJsonObject(given)) return undefined;
  const { MaxWriteRequestUnits: write, MaxReadRequestUnits: read } = given;
  return {
    // -1 takes a maximum away.
    ...(typeof write === "number" && write > 0 ? { maxWriteUnits: write } : {}),
    ...(typeof read === "number" && read > 0 ? { maxReadUnits: read } : {}),
  };
}

function objects(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}
