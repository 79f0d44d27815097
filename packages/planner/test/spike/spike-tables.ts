import type { TableShape } from "@spillway/capacity";
import type { PlainRecord } from "@spillway/item";
import type { Burst, SpikeConditions } from "../../src/index.ts";

/** A table with one global index, each with so many write units a second. */
export function provisionedTable(writeUnits: number, indexUnits?: number): TableShape {
  const billing = (units: number) => ({
    mode: "provisioned" as const,
    writeUnits: units,
    readUnits: 5,
  });
  return {
    name: "Orders",
    keys: { partitionKey: { name: "id", type: "S" } },
    billing: billing(writeUnits),
    localIndexes: [],
    globalIndexes:
      indexUnits === undefined
        ? []
        : [
            {
              name: "byCity",
              keys: { partitionKey: { name: "city", type: "S" } },
              projection: { type: "KEYS_ONLY" },
              billing: billing(indexUnits),
            },
          ],
  };
}

/** Records of about so many bytes, each with a key of its own. */
export function burst(count: number, { atSeconds = 0, bytes = 200 } = {}): Burst {
  function* records(): Generator<PlainRecord> {
    for (let index = 0; index < count; index += 1) {
      const id = `${atSeconds}-${index}`;
      yield { id, city: `city ${index % 50}`, text: "x".repeat(bytes) };
    }
  }
  return { atSeconds, records: records(), count };
}

/** Services that take no time. */
export const AT_ONCE: SpikeConditions = {
  requests: {
    write: { travelMs: 0, requestMs: 0 },
    refuse: { travelMs: 0, requestMs: 0 },
    describe: { travelMs: 0, requestMs: 0 },
    send: { travelMs: 0, requestMs: 0 },
    receive: { travelMs: 0, requestMs: 0 },
    delete: { travelMs: 0, requestMs: 0 },
  },
  spread: 0,
  coldStartMs: 0,
  invokeMs: 0,
};
