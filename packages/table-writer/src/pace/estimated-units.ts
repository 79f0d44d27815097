import {
  indexEntry,
  type TableShape,
  unitsOfWrite,
  type WriteUnits,
  writeUnitsOfBytes,
} from "@spillway/capacity";
import { itemSize } from "@spillway/item";
import type { WireRequest } from "../transport/transport.ts";

const NO_INDEXES: WriteUnits["indexes"] = {};

/**
 * The units that a write will likely take, where nobody knows the item before it: those of a new
 * item, and of a delete one on the table and on each index. The same as `unitsOfWrite` of a put
 * gives, without measuring the item a second time.
 */
export function estimatedUnits(table: TableShape, request: WireRequest): WriteUnits {
  if (request.op === "delete") {
    const { globalIndexes } = table;
    return { table: 1, indexes: Object.fromEntries(globalIndexes.map(({ name }) => [name, 1])) };
  }
  if (table.localIndexes.length > 0) return unitsOfWrite(table, undefined, request.attributes);
  const tableUnits = writeUnitsOfBytes(request.bytes);
  if (table.globalIndexes.length === 0) return { table: tableUnits, indexes: NO_INDEXES };
  const indexes: Record<string, number> = {};
  for (const index of table.globalIndexes) {
    const entry = indexEntry(table, index, request.attributes);
    if (entry === undefined) continue;
    indexes[index.name] =
      entry === request.attributes ? tableUnits : writeUnitsOfBytes(itemSize(entry));
  }
  return { table: tableUnits, indexes };
}

/** The units of several writes together. */
export function unitsTogether(
  writes: readonly { readonly request: WireRequest; readonly units?: WriteUnits | undefined }[],
): WriteUnits {
  let table = 0;
  const indexes: Record<string, number> = {};
  for (const { request, units } of writes) {
    table += units?.table ?? writeUnitsOfBytes(request.bytes);
    const onIndexes = units?.indexes;
    for (const name in onIndexes) indexes[name] = (indexes[name] ?? 0) + (onIndexes[name] ?? 0);
  }
  return { table, indexes };
}
