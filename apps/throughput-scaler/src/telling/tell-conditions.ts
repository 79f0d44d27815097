import type { Telemetry } from "@spillway/lambda-runtime";
import {
  type Condition,
  tellOnce,
  type Watch,
  type WatchStore,
} from "@spillway/throughput-scaling";
import type { Settings } from "../settings.ts";
import type { Notice } from "./publish.ts";

/** What telling people needs. */
export interface ConditionServices {
  readonly settings: Pick<Settings, "NOTICE_REPEAT_HOURS">;
  readonly watches: WatchStore;
  /** Undefined without a topic: then the log tells. */
  readonly publish: ((notice: Notice) => Promise<void>) | undefined;
  readonly logger: Pick<Telemetry["logger"], "info" | "warn">;
}

const HOUR_MS = 3_600_000;

/**
 * Tells conditions of a table that were not told yet. It is remembered first that they are told: of two
 * runs at once one tells, and what could not be published is forgotten again, for the next look.
 *
 * @param watch as it was read
 * @param seen what else is to be remembered
 * @returns whether it was remembered; false where another run was faster: then it is that one's to tell
 */
export async function tellConditions(
  { settings, watches, publish, logger }: ConditionServices,
  of: { readonly table: string; readonly nowMs: number; readonly watch: Watch },
  conditions: readonly Condition[],
  seen: Partial<Pick<Watch, "seenEventId" | "costedDay">> = {},
): Promise<boolean> {
  const { table, nowMs, watch } = of;
  const repeatMs = settings.NOTICE_REPEAT_HOURS * HOUR_MS;
  const { now, told } = tellOnce(conditions, watch.told, nowMs, repeatMs);
  const next: Watch = { ...watch, ...seen, told };
  if (
    told === watch.told &&
    next.seenEventId === watch.seenEventId &&
    next.costedDay === watch.costedDay
  ) {
    return true;
  }
  const kept = await watches.keep(table, next);
  if (kept === undefined) return false;
  const unpublished: string[] = [];
  for (const { key, subject, text, tellBy } of now) {
    logger.warn(subject, { table, text });
    if (tellBy === "log" || publish === undefined) continue;
    try {
      await publish({ subject, text });
    } catch (error) {
      unpublished.push(key);
      logger.warn("a notice could not be published", { table, subject, reason: String(error) });
    }
  }
  if (unpublished.length > 0) {
    const published = Object.entries(kept.told).filter(([key]) => !unpublished.includes(key));
    await watches.keep(table, { ...kept, told: Object.fromEntries(published) });
  }
  return true;
}
