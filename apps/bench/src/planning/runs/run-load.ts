import type { UsageEvent } from "@spillway/capacity-proxy";
import type { Transport } from "@spillway/table-writer";
import { median } from "../../median.ts";
import { firstWriteMs, type PlannedLoad, START_MS } from "../loads/planned-load.ts";
import { BenchClock } from "../places/bench-clock.ts";
import { loadPlace } from "../places/load-place.ts";
import { countOf } from "./records-of.ts";
import type { TimedRun } from "./run-figures.ts";
import { RunRecord } from "./run-record.ts";
import type { RunServices } from "./run-services.ts";
import { sendTraffic } from "./send-traffic.ts";
import { writeBuffered } from "./write-buffered.ts";
import { writeBulk } from "./write-bulk.ts";
import { writeSpillover } from "./write-spillover.ts";

/**
 * Runs a load on a new table behind a proxy, in real time but for its pauses.
 *
 * @param engine the address of DynamoDB Local, or of an engine that answers at once
 * @param isStepped of traffic only: time goes by the pattern, as fast as it is answered. Default: real time
 */
export async function runLoad(
  load: PlannedLoad,
  engine: string,
  isStepped = false,
): Promise<TimedRun> {
  const clock = new BenchClock(START_MS, isStepped);
  const record = new RunRecord(clock);
  const shape = { ...load.table, name: `${load.table.name}-${crypto.randomUUID()}` };
  const place = await loadPlace(engine, shape, { burstSeconds: load.burstSeconds, clock });
  let lateShare: number;
  try {
    const transport: Transport = record.watched(place.transport);
    lateShare = await runWrites({ load, table: place.table, transport, clock });
  } finally {
    await place.close();
  }
  // The last second is handed out when the proxy is closed.
  const events = place.seconds();
  const units = unitsOf(events);
  const asked = countOf(load);
  return {
    askedWrites: asked,
    throttledWrites: record.refused,
    ...{
      units,
      peakUnits: Math.max(0, ...events.map(({ consumedWriteUnits }) => consumedWriteUnits)),
    },
    completeSeconds: (record.lastDoneMs - START_MS) / 1_000,
    // What is sent when it comes does not wait.
    worstDelaySeconds: isSentAtOnce(load) ? 0 : (record.lastDoneMs - firstWriteMs(load)) / 1_000,
    lateShare,
    requestMs: record.requestMs.length === 0 ? 0 : median(record.requestMs),
  };
}

function isSentAtOnce({ strategy, writes }: PlannedLoad): boolean {
  return typeof writes !== "number" && (strategy === "fixed" || strategy === "on-demand");
}

async function runWrites(services: RunServices): Promise<number> {
  const { strategy, writes } = services.load;
  switch (strategy) {
    case "fixed":
    case "on-demand":
      return typeof writes === "number" ? writeBulk(services) : sendTraffic(services, writes);
    case "buffered":
      return writeBuffered(services);
    case "spillover":
      return writeSpillover(services);
  }
}

function unitsOf(events: readonly UsageEvent[]): Readonly<Record<string, number>> {
  const units: Record<string, number> = {};
  for (const { index = "", consumedWriteUnits } of events) {
    units[index] = (units[index] ?? 0) + consumedWriteUnits;
  }
  return units;
}
