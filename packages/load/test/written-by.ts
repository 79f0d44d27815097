import type { KeySchema } from "@spillway/item";
import {
  type SourceEntry,
  type Transport,
  type WireRequest,
  type WriteOutcome,
  type WriteReport,
  writeAll,
} from "@spillway/table-writer";
import { ManualClock } from "@spillway/testkit";

/** What writing some records into a table in memory came to. */
export interface Written {
  readonly report: WriteReport;
  readonly puts: Readonly<Record<string, unknown>>[];
  readonly deletes: Readonly<Record<string, unknown>>[];
  readonly outcomes: readonly WriteOutcome[];
}

/** Writes records into a table that takes them all, or all but those that `takes` refuses for now. */
export async function writtenBy(
  entries: readonly SourceEntry[],
  keys: KeySchema,
  takes: (request: WireRequest) => boolean = () => true,
): Promise<Written> {
  const [puts, deletes, outcomes]: [Written["puts"], Written["deletes"], WriteOutcome[]] = [
    [],
    [],
    [],
  ];
  const transport: Transport = {
    batchWrite: async (_, requests) => {
      for (const request of requests.filter(takes)) {
        (request.op === "put" ? puts : deletes).push(request.attributes);
      }
      return {
        unprocessed: requests.filter((request) => !takes(request)),
        consumed: { table: requests.length, indexes: {} },
      };
    },
  };
  const clock = new ManualClock();
  const report = await clock.run(
    writeAll(entries, {
      transport,
      table: { name: "Users", keys },
      clock,
      random: () => 0.5,
      maxAttempts: 2,
      onOutcome: (outcome) => {
        outcomes.push(outcome);
      },
    }),
  );
  return { report, puts, deletes, outcomes };
}
