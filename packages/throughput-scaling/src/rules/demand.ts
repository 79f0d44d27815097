import { BURST_SECONDS, type MinuteUsage, type ResourceView } from "@spillway/capacity";
import type { Access } from "./scaling-decision.ts";
import { units } from "./units-of.ts";

/** What a capacity was asked for in its last minutes, in units a second. */
export interface Demand {
  /** Units that were consumed. */
  readonly used: number;
  /** Requests that were throttled for lack of this capacity: each wanted a unit at least. */
  readonly throttled: number;
  /** The part of both that counts: what lasted for two minutes, or all of it where it cannot wait. */
  readonly counted: number;
  /** Whether the last minute counts though the one before it was lower. */
  readonly isUrgent: boolean;
  /** What will be asked for when a raise of the next minute is in effect, if it goes on rising so. */
  readonly ahead: number;
}

const MINUTE_MS = 60_000;

/**
 * The demand that a raise has to meet.
 *
 * One minute alone is not acted on while capacity and its burst carry it until the next look: many
 * minutes are high by chance, and each raise is paid for until the delay of quiet has passed. It is acted
 * on at once where writes were throttled, or would be before the next look.
 *
 * @param share the target's share of the capacity
 * @returns undefined where no minute is known
 */
export function demandOf(
  seen: ResourceView,
  access: Access,
  share: number,
  nowMs: number,
): Demand | undefined {
  const { minutes } = seen;
  const last = minutes[minutes.length - 1];
  if (last === undefined) return undefined;
  const capacity = seen.provisioned[units(access)];
  const used = last.consumed[units(access)] / 60;
  const wanted = wantedIn(last, access, capacity, share);
  const before = minutes[minutes.length - 2];
  const wantedBefore = before === undefined ? wanted : wantedIn(before, access, capacity, share);
  const earlier = minutes[minutes.length - 3];
  const rise =
    earlier === undefined
      ? 0
      : Math.min(wanted - wantedBefore, wantedBefore - wantedIn(earlier, access, capacity, share));
  const secondsToNext = Math.max(0, nowMs - last.startMs) / 1_000;
  // From the middle of the last minute, whose mean is known, to the next look.
  const ahead = rise > 0 ? wanted + (rise * (secondsToNext + 30)) / 60 : wanted;
  const throttled = wanted - used;
  const lasting = Math.min(wanted, wantedBefore);
  const isUrgent =
    throttled > 0 ||
    (wanted > lasting &&
      ahead > capacity &&
      burstLeft(minutes, access, capacity) < (ahead - capacity) * secondsToNext);
  const counted = isUrgent ? wanted : lasting;
  return { used, throttled, counted, isUrgent, ahead: rise > 0 ? ahead : 0 };
}

/**
 * The highest demand of the last minutes.
 *
 * @param count how many of the youngest minutes
 * @returns undefined where fewer are known, or the youngest is no longer young: then nothing says that it
 * was quiet
 */
export function peakOf(
  seen: ResourceView,
  access: Access,
  share: number,
  nowMs: number,
  count: number,
): number | undefined {
  const { minutes } = seen;
  const last = minutes[minutes.length - 1];
  if (last === undefined || minutes.length < count) return undefined;
  if (nowMs - last.startMs > MAX_AGE_MS) return undefined;
  const capacity = seen.provisioned[units(access)];
  let peak = 0;
  for (let at = minutes.length - count; at < minutes.length; at++) {
    const minute = minutes[at];
    if (minute !== undefined) peak = Math.max(peak, wantedIn(minute, access, capacity, share));
  }
  return peak;
}

/** CloudWatch has a minute one to three minutes after it ended. */
const MAX_AGE_MS = 6 * MINUTE_MS;

/**
 * Throttles count only where the capacity was used as far as the target: with less use it was a hot
 * partition, or a capacity that has been raised since.
 */
function wantedIn(minute: MinuteUsage, access: Access, capacity: number, share: number): number {
  const isRead = access === "read";
  const used = (isRead ? minute.consumed.readUnits : minute.consumed.writeUnits) / 60;
  if (used < share * capacity) return used;
  return used + (isRead ? minute.throttled.reads : minute.throttled.writes) / 60;
}

/** Unused capacity that DynamoDB has saved by the end of the last minute, as far as the minutes tell, in units. */
function burstLeft(minutes: readonly MinuteUsage[], access: Access, capacity: number): number {
  let left = 0;
  for (const minute of minutes) {
    const saved = capacity * 60 - minute.consumed[units(access)];
    left = Math.min(capacity * BURST_SECONDS, Math.max(0, left + saved));
  }
  return left;
}
