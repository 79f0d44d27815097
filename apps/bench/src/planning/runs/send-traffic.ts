import { admitItem } from "@spillway/item";
import type { LoadPattern } from "@spillway/simulator";
import type { WireRequest } from "@spillway/table-writer";
import { sendWhenDue } from "./open-loop.ts";
import { isThrottle } from "./run-record.ts";
import type { RunServices } from "./run-services.ts";

/** Sends each write once, when it is due; one that is refused is lost. */
export async function sendTraffic(
  { load, table, transport, clock }: RunServices,
  pattern: LoadPattern,
): Promise<number> {
  const request = (n: number): WireRequest => {
    const item = admitItem(load.items.record(n), table.keys);
    return {
      op: "put",
      json: item.json,
      key: item.key,
      bytes: item.bytes,
      attributes: item.attributes,
    };
  };
  clock.start();
  const { lateShare } = await sendWhenDue(pattern, clock, async (from, count) => {
    const requests = Array.from({ length: count }, (_, at) => request(from + at));
    try {
      await transport.batchWrite(table, requests);
    } catch (error) {
      if (!isThrottle(error)) throw error;
    }
  });
  return lateShare;
}
