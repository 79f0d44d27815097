import type { CapacityRequest } from "@spillway/capacity";
import { type Clock, fullJitterDelay, type Random } from "@spillway/pacing";
import type { DescribedTable } from "./described-table.ts";

/** How it is waited. */
export interface ActiveWait {
  readonly clock: Clock;
  readonly random: Random;
  /** When it is waited no longer, in milliseconds. */
  readonly untilMs: number;
  readonly describe: () => Promise<DescribedTable>;
  /** What was asked for: DescribeTable may tell for a moment what was before. */
  readonly request?: CapacityRequest;
  /** Called before each look. */
  readonly onLook?: () => Promise<void>;
}

const FIRST_DELAY_MS = 200;
const LONGEST_DELAY_MS = 5_000;
/** So often a table that is ACTIVE without what was asked for is looked at, before it is believed. */
const LOOKS_FOR_REQUESTED = 4;

/**
 * Waits until a table and all its indexes are ACTIVE, with backoff and full jitter.
 *
 * @returns the table then; undefined where the time was over before
 */
export async function waitUntilActive(wait: ActiveWait): Promise<DescribedTable | undefined> {
  const { clock, random, untilMs, describe, request, onLook } = wait;
  let looksWithout = 0;
  for (let attempt = 0; ; attempt += 1) {
    await onLook?.();
    const table = await describe();
    if (!table.isUpdating) {
      if (request === undefined || hasRequested(table, request)) return table;
      looksWithout += 1;
      if (looksWithout >= LOOKS_FOR_REQUESTED) return table;
    }
    const leftMs = untilMs - clock.now();
    if (leftMs <= 0) return undefined;
    const baseMs = FIRST_DELAY_MS;
    const delayMs = fullJitterDelay({ attempt, baseMs, capMs: LONGEST_DELAY_MS, random });
    await clock.sleep(Math.min(leftMs, delayMs));
  }
}

function hasRequested(table: DescribedTable, request: CapacityRequest): boolean {
  return request.changes.every(({ resource, to }) => {
    const now = table.resources.get(resource)?.provisioned;
    return (
      now === undefined || (now.readUnits === to.readUnits && now.writeUnits === to.writeUnits)
    );
  });
}
