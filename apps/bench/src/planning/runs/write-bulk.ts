import { numberedRecords } from "@spillway/records";
import { CapacityPacer, writeAll } from "@spillway/table-writer";
import { recordsOf } from "./records-of.ts";
import type { RunServices } from "./run-services.ts";

/** Writes what is all there from the start as `load` does: at the pace of the table and its indexes. */
export async function writeBulk({ load, table, transport, clock }: RunServices): Promise<number> {
  clock.start();
  const report = await writeAll(numberedRecords(recordsOf(load)), {
    ...{ transport, table, clock, random: Math.random },
    pacer: new CapacityPacer({ table, clock }),
  });
  if (report.written !== report.read) throw new Error(JSON.stringify(report));
  return 0;
}
