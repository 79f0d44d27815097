import type { TableShape } from "@spillway/capacity";
import type { PlainRecord } from "@spillway/item";
import type { Burst, RequestTimes, SpikeConditions } from "../../src/index.ts";

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

const NO_TIME = { travelMs: 0, requestMs: 0 };
export const NO_TIMES: RequestTimes = {
  write: NO_TIME,
  refuse: NO_TIME,
  describe: NO_TIME,
  send: NO_TIME,
  receive: NO_TIME,
  delete: NO_TIME,
  invoke: NO_TIME,
};

/** Services that take no time. */
export const AT_ONCE: SpikeConditions = {
  requests: NO_TIMES,
  spread: 0,
  coldStartMs: 0,
};
