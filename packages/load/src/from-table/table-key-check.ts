import type { TableShape } from "@spillway/capacity";
import type { AttributeMap, KeyAttribute } from "@spillway/item";
import { loadError } from "../errors.ts";
import { neededAttributes, type ShapeRequest } from "../shape/shape-of-request.ts";
import { assertRecordsHaveKey } from "../source/key-check.ts";
import type { TableReading } from "./table-reading.ts";

/** Items that are looked at. */
export const LOOKED_AT = 100;

/**
 * Whether a table's items can have the key of the table that they go to. Of what is a key in both, the
 * types are known; of what is not, one of the first items has to have it.
 *
 * @throws SpillwayError `KEY_ATTRIBUTE_MISSING`
 */
export async function assertTableHasKey(
  from: { readonly shape: TableShape; readonly query: TableReading },
  first: readonly AttributeMap[],
  to: TableShape,
  request: ShapeRequest,
): Promise<void> {
  const { shape, query } = from;
  const index = [...shape.globalIndexes, ...shape.localIndexes].find(
    ({ name }) => name === query.index,
  );
  const known = new Map(
    [shape.keys, ...(index ? [index.keys] : [])]
      .flatMap(({ partitionKey, sortKey }) => [partitionKey, ...(sortKey ? [sortKey] : [])])
      .map(({ name, type }) => [name, type]),
  );
  const { partitionKey, sortKey } = to.keys;
  for (const key of sortKey ? [partitionKey, sortKey] : [partitionKey]) {
    const type = known.get(key.name);
    if (type !== undefined && type !== key.type) throw otherType(key, type, shape.name, to.name);
  }
  const needed = neededAttributes(to.keys, request);
  // A projection may leave a key out.
  const unsure =
    query.projection === undefined ? needed.filter((name) => !known.has(name)) : needed;
  const lines = first.map((item) => JSON.stringify(item)).join("\n");
  await assertRecordsHaveKey({ format: "dynamodb-json" }, Buffer.from(lines), unsure);
}

function otherType({ name, type }: KeyAttribute, came: string, from: string, to: string) {
  return loadError(
    "KEY_ATTRIBUTE_MISSING",
    `expected an attribute "${name}" of type ${type}, which the key of "${to}" needs; the table "${from}" has it of type ${came}`,
    { hint: "Is it the right table?" },
  );
}
