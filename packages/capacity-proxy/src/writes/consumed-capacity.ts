import type { JsonObject } from "../http/wire-json.ts";
import type { MeteredWrite } from "./admission.ts";
import type { WriteOperation } from "./write-request.ts";

/**
 * `ConsumedCapacity` of what was written, by table in the order of the request. The units of local
 * indexes are in their table's number.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ConsumedCapacity.html
 *
 * @param asked the request's `ReturnConsumedCapacity`
 * @returns one object for a single write, a list for many; undefined when nothing was asked for
 */
export function consumedCapacity(
  operation: WriteOperation,
  asked: unknown,
  written: readonly MeteredWrite[],
): JsonObject | readonly JsonObject[] | undefined {
  if (asked !== "TOTAL" && asked !== "INDEXES") return undefined;
  const transactional = operation === "TransactWriteItems";
  const byTable = Map.groupBy(written, (write) => write.request.table);
  const all = [...byTable].map(([table, writes]) =>
    consumedOfTable(table, writes, asked === "INDEXES", transactional),
  );
  return operation === "BatchWriteItem" || transactional ? all : all[0];
}

function consumedOfTable(
  name: string,
  writes: readonly MeteredWrite[],
  withIndexes: boolean,
  transactional: boolean,
): JsonObject {
  const indexes: Record<string, number> = {};
  let ofTable = 0;
  for (const { units } of writes) {
    ofTable += units.table;
    for (const [index, count] of Object.entries(units.indexes)) {
      indexes[index] = (indexes[index] ?? 0) + count;
    }
  }
  const capacity = (units: number) => ({
    CapacityUnits: units,
    ...(transactional ? { WriteCapacityUnits: units } : {}),
  });
  const sum = Object.values(indexes).reduce((total, units) => total + units, ofTable);
  const total = { TableName: name, ...capacity(sum) };
  if (!withIndexes) return total;
  const ofIndexes = Object.entries(indexes).map(([index, units]) => [index, capacity(units)]);
  return {
    ...total,
    Table: capacity(ofTable),
    ...(ofIndexes.length > 0 ? { GlobalSecondaryIndexes: Object.fromEntries(ofIndexes) } : {}),
  };
}
