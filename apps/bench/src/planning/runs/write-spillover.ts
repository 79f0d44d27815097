import { leastWriteUnits } from "@spillway/capacity";
import { Deadline } from "@spillway/pacing";
import { numberedRecords } from "@spillway/records";
import { CapacityPacer, writeAll } from "@spillway/table-writer";
import { queueSpill } from "@spillway/write-buffer";
import { firstWriteMs } from "../loads/planned-load.ts";
import { MemoryQueue } from "../places/memory-queue.ts";
import { drainQueue } from "./drain-queue.ts";
import { recordsOf } from "./records-of.ts";
import type { RunServices } from "./run-services.ts";

/** As the environments `dev` and `prod` have it: the burst that was saved, while there is any. */
export const MAX_WRITE_UNITS = "1000%";
export const WRITE_SECONDS = 5;

/**
 * Writes a spike as the function `direct-writer` does with a spill queue: what the table takes in some seconds
 * directly, and the rest through the queue.
 */
export async function writeSpillover(services: RunServices): Promise<number> {
  const { load, table, transport, clock } = services;
  const random = Math.random;
  const queue = new MemoryQueue(clock);
  clock.start();
  clock.moveOn(firstWriteMs(load));
  let isWriting = true;
  const writing = writeAll(numberedRecords(recordsOf(load)), {
    ...{ transport, table, clock, random },
    pacer: new CapacityPacer({ table, clock, maxWriteUnits: MAX_WRITE_UNITS }),
    deadline: Deadline.after(clock, WRITE_SECONDS * 1_000),
    spill: queueSpill({ queue, unitsPerSecond: leastWriteUnits(table), clock, random }),
  }).then((report) => {
    isWriting = false;
    if (report.written + report.spilled !== report.read) throw new Error(JSON.stringify(report));
  });
  await Promise.all([writing, drainQueue(services, queue, () => isWriting)]);
  return 0;
}
