import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { systemClock } from "@spillway/pacing";
import { numberedRecords } from "@spillway/records";
import { type Transport, writeAll } from "@spillway/table-writer";
import { BENCH_KEYS, benchItems } from "../bench-items.ts";
import { CLIENT_SETTINGS, CONCURRENCY, type Contender, type Target } from "../contender.ts";

/** `writeAll` with one of its transports. */
export function spillway(
  { endpoint, table }: Target,
  transportOf: (client: DynamoDBClient) => Transport,
): Contender {
  const client = new DynamoDBClient({ ...CLIENT_SETTINGS, endpoint, maxAttempts: 1 });
  const transport = transportOf(client);
  return {
    async write(from, count) {
      const report = await writeAll(numberedRecords(benchItems(from, count)), {
        transport,
        table: { name: table, keys: BENCH_KEYS },
        clock: systemClock,
        random: Math.random,
        concurrency: CONCURRENCY,
        maxAttempts: 50,
        maxDelayMs: 2_000,
      });
      if (report.written !== count) throw new Error(JSON.stringify(report));
    },
  };
}
