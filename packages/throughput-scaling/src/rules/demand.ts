import { BURST_SECONDS, type MinuteUsage, type ResourceView } from "@spillway/capacity";
import type { Access } from "./scaling-decision.ts";
import { units } from "./units-of.ts";

/** What a capacity was asked for in its last minutes, in units a second. */
export interface Demand {
  /** Units that were consumed in the last minute. */
  readonly used: number;
  /** Requests that were throttled in it for lack of this capacity: each wanted a unit at least. */
  readonly throttled: number;
  /** What was wanted for {@link LASTING_MINUTES}. */
  readonly lasting: number;
  /** What was wanted for two minutes; for one, where it cannot wait for the second. */
  readonly forTwo: number;
  /** Whether it cannot. */
  readonly isUrgent: boolean;
  /** What will be wanted when the next raise is in effect, if it goes on rising; 0 where it does not rise. */
  readonly ahead: number;
}

/** What has lasted so long is to have its headroom: see Decisions in the README. */
export const LASTING_MINUTES = 8;
const YOUNG_MINUTES = 2;
const MINUTE_MS = 60_000;

/**
 * The demand that a raise has to meet.
 *
 * One minute alone is not acted on while capacity and its burst carry it until the next look: many
 * minutes are high by chance, and each raise is paid for until the delay of quiet has passed. It is acted
 * on at once where requests were throttled, or would be before the next look.
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
  const place = minutes.length - 1;
  const last = minutes[place];
  if (last === undefined) return undefined;
  const capacity = seen.provisioned[units(access)];
  const wantedSince = (count: number) => lowest(minutes, place, count, access, share * capacity);
  const used = last.consumed[units(access)] / 60;
  const wanted = wantedSince(1);
  const forTwo = wantedSince(YOUNG_MINUTES);
  const secondsToNext = Math.max(0, nowMs - last.startMs) / 1_000;
  const rise = riseOf(minutes, place, access, share * capacity);
  // From the middle of the last minute, whose mean is known, to the next look and the end of its update.
  const risen = wanted + (rise * (secondsToNext + 90)) / 60;
  // No more than its headroom: a jump is no rise that goes on.
  const ahead = rise > 0 ? Math.min(risen, wanted / share) : 0;
  const throttled = wanted - used;
  const soon = Math.max(wanted, ahead);
  const isUrgent =
    throttled > 0 ||
    (soon > capacity && burstLeft(minutes, access, capacity) < (soon - capacity) * secondsToNext);
  return {
    used,
    throttled,
    lasting: wantedSince(LASTING_MINUTES),
    forTwo: isUrgent ? wanted : forTwo,
    isUrgent,
    ahead,
  };
}

/**
 * The most capacity that the last minutes needed: what lasted eight minutes with its headroom, and what
 * lasted two without.
 *
 * @param count how many of the youngest minutes
 * @returns undefined where fewer are known, or the youngest is no longer young: then nothing says that it
 * was quiet
 */
export function mostNeeded(
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
  const used = share * seen.provisioned[units(access)];
  // What began just now may last: it is not to be raised for again in three minutes.
  let most = lowest(minutes, minutes.length - 1, YOUNG_MINUTES, access, used) / share;
  for (let place = minutes.length - count; place < minutes.length; place++) {
    const lasting = lowest(minutes, place, LASTING_MINUTES, access, used);
    const forTwo = lowest(minutes, place, YOUNG_MINUTES, access, used);
    most = Math.max(most, lasting / share, forTwo);
  }
  return most;
}

/** CloudWatch has a minute one to three minutes after it ended. */
const MAX_AGE_MS = 6 * MINUTE_MS;

/** What was wanted in each of the `count` minutes that end with the one at `place`, as far as they are known. */
function lowest(
  minutes: readonly MinuteUsage[],
  place: number,
  count: number,
  access: Access,
  fullyUsed: number,
): number {
  let least = Number.POSITIVE_INFINITY;
  for (let at = Math.max(0, place - count + 1); at <= place; at++) {
    const minute = minutes[at];
    if (minute !== undefined) least = Math.min(least, wantedIn(minute, access, fullyUsed));
  }
  return least;
}

/**
 * By how much the demand rises in a minute: over the last two minutes and over the two before, the smaller
 * of both; not at all where the last minute is no higher than the one before.
 */
function riseOf(
  minutes: readonly MinuteUsage[],
  place: number,
  access: Access,
  fullyUsed: number,
): number {
  if (place < 4) return 0;
  const wanted = (back: number) => lowest(minutes, place - back, 1, access, fullyUsed);
  const [now, middle] = [wanted(0), wanted(2)];
  return Math.min((now - middle) / 2, (middle - wanted(4)) / 2, now - wanted(1));
}

/**
 * Throttles count only where the capacity was used as far as the target: with less use it was a hot
 * partition, or a capacity that has been raised since.
 */
function wantedIn(minute: MinuteUsage, access: Access, fullyUsed: number): number {
  const isRead = access === "read";
  const used = (isRead ? minute.consumed.readUnits : minute.consumed.writeUnits) / 60;
  if (used < fullyUsed) return used;
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
