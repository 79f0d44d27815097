import type { TableShape } from "@spillway/capacity";
import type { AttributeMap } from "@spillway/item";
import { encodeMessage } from "@spillway/write-buffer";

export function tableShape(shape: Partial<TableShape> = {}): TableShape {
  return {
    name: "spikes",
    keys: { partitionKey: { name: "pk", type: "S" }, sortKey: { name: "sk", type: "N" } },
    billing: { mode: "provisioned", writeUnits: 100, readUnits: 1 },
    globalIndexes: [],
    localIndexes: [],
    ...shape,
  };
}

/** The body of a message that puts an item with this partition key. */
export function putBody(pk: string, more: AttributeMap = {}): string {
  return encodeMessage({ json: JSON.stringify({ pk: { S: pk }, sk: { N: "1" }, ...more }) });
}
