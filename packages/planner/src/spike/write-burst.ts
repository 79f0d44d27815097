import { leastWriteUnits } from "@spillway/capacity";
import { Deadline } from "@spillway/pacing";
import {
  CapacityPacer,
  type SourceEntry,
  type WriteOptions,
  type WriteOutcome,
  writeAll,
} from "@spillway/table-writer";
import { type FailedItem, queueSpill, sendFailures } from "@spillway/write-buffer";
import type { BurstEnd } from "./burst-end.ts";
import type { ModelledQueue } from "./modelled-queue.ts";
import type { Burst, WriterSettings } from "./spike-options.ts";
import type { SpikeWorld } from "./spike-world.ts";

const DEFAULT_TIMEOUT_SECONDS = 300;
const DEFAULT_WRITE_SECONDS = 30;
// Time kept to hand over what is unwritten, and to spill: at most a quarter of what there is.
const HAND_OVER_MS = 10_000;
const SPILL_MS = 30_000;

/** How a burst is written, and where what is not written goes. */
export interface BurstWriting {
  readonly cameAtMs: number;
  readonly settings: WriterSettings;
  readonly failures: ModelledQueue;
  /** Spillover: the queue that takes what the table can't take in time. */
  readonly spill: ModelledQueue | undefined;
}

/**
 * One invocation of direct-writer: the real writer, with that app's deadlines. Without a queue to spill into
 * it writes as fast as it can; with one, at the table's pace until its time is up, and the rest spills.
 */
export async function writeBurst(
  world: SpikeWorld,
  burst: Burst,
  { cameAtMs, settings, failures, spill }: BurstWriting,
): Promise<BurstEnd> {
  const { clock, random, table } = world;
  const timeoutMs = 1_000 * (settings.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS);
  const handOverMs = Math.min(HAND_OVER_MS, timeoutMs / 4);
  const deadline = Deadline.after(clock, timeoutMs - handOverMs);
  const unwritten: WriteOutcome[] = [];
  const report = await writeAll(entries(burst.records), {
    transport: table.transport(cameAtMs),
    table: table.shape,
    clock,
    random,
    ...(settings.concurrency !== undefined && { concurrency: settings.concurrency }),
    ...(settings.maxAttempts !== undefined && { maxAttempts: settings.maxAttempts }),
    deadline,
    ...(spill &&
      (await spilling(world, settings, { cameAtMs, timeoutMs, deadline, queue: spill }))),
    onOutcome: (outcome) => {
      unwritten.push(outcome);
    },
  });
  await sendFailures(unwritten.flatMap(failedItem), { queue: failures, clock, random });
  const failed = report.failed + report.rejected;
  world.log.failed(clock.now(), failed);
  return { written: report.written + report.deduplicated, failed, queued: report.spilled };
}

interface Spilling {
  readonly cameAtMs: number;
  readonly timeoutMs: number;
  readonly deadline: Deadline;
  readonly queue: ModelledQueue;
}

async function spilling(
  { clock, random, table }: SpikeWorld,
  { writeSeconds = DEFAULT_WRITE_SECONDS, maxWriteUnits }: WriterSettings,
  { cameAtMs, timeoutMs, deadline, queue }: Spilling,
): Promise<Pick<WriteOptions, "pacer" | "deadline" | "spill">> {
  const shape = await table.describe();
  const latestMs = deadline.remainingMs() - Math.min(SPILL_MS, timeoutMs / 4);
  const unitsPerSecond = leastWriteUnits(shape);
  const spill = queueSpill({ queue, unitsPerSecond, clock, random, deadline });
  return {
    deadline: Deadline.after(clock, Math.min(latestMs, writeSeconds * 1_000)),
    spill: (writes) => {
      const keys = writes.map(({ key }) => key);
      table.came(keys, cameAtMs);
      return spill(writes);
    },
    pacer: new CapacityPacer({
      table: shape,
      clock,
      ...(maxWriteUnits !== undefined && { maxWriteUnits }),
    }),
  };
}

function* entries(records: Burst["records"]): Generator<SourceEntry> {
  let index = 0;
  for (const record of records) {
    yield { ok: true, record, position: { index } };
    index += 1;
  }
}

function failedItem({ write, reason }: WriteOutcome): FailedItem[] {
  return write === undefined ? [] : [{ op: write.op, json: write.json, reason }];
}
