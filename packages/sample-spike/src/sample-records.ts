import { createReadStream } from "node:fs";
import type { PlainRecord } from "@spillway/item";
import { csvRecords, placeOf } from "@spillway/records";
import { sampleSpikeError } from "./sample-spike-error.ts";

/** The sample's columns that hold numbers; all others hold text. */
const SAMPLE_TYPES = { quantity: "number", unit_price: "number" } as const;

/**
 * The sample: 1,000 orders of a shop, each different and each about 200 bytes, the spike that the
 * strategies are compared by. They carry no key of a table; the writer adds it.
 *
 * @throws SpillwayError `SAMPLE_MALFORMED` when `sample.csv`, which stands beside the code, was changed
 * and does not read
 * @example
 * for await (const order of sampleRecords()) {
 *   order.order_number; // "SO-2026-100000"
 * }
 */
export async function* sampleRecords(): AsyncGenerator<PlainRecord, void, undefined> {
  const file = createReadStream(new URL("./sample.csv", import.meta.url));
  for await (const source of csvRecords(file, { types: SAMPLE_TYPES })) {
    if (!source.ok) {
      throw sampleSpikeError(
        "SAMPLE_MALFORMED",
        `sample.csv, ${placeOf(source.position)}: expected an order; ${source.reason.message}`,
        { details: { ...source.position, raw: source.raw } },
      );
    }
    yield source.record;
  }
}
