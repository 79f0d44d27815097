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
  const last = minutes[minutes.length - 1];
  if (last === undefined) return undefined;
  const capacity = seen.provisioned[units(access)];
  const wants = wantedInLast(minutes, LASTING_MINUTES, access, share * capacity);
  const used = last.consumed[units(access)] / 60;
  const wanted = lowest(wants, 0, 1);
  const forTwo = lowest(wants, 0, YOUNG_MINUTES);
  const secondsToNext = Math.max(0, nowMs - last.startMs) / 1_000;
  const rise = riseOf(wants);
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
    lasting: lowest(wants, 0, LASTING_MINUTES),
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
  const wants = wantedInLast(minutes, count - 1 + LASTING_MINUTES, access, used);
  // What began just now may last: it is not to be raised for again in three minutes.
  let most = lowest(wants, 0, YOUNG_MINUTES) / share;
  for (let back = 0; back < count; back += 1) {
    const lasting = lowest(wants, back, LASTING_MINUTES);
    const forTwo = lowest(wants, back, YOUNG_MINUTES);
    most = Math.max(most, lasting / share, forTwo);
  }
  return most;
}

/**
 * The least that {@link mostNeeded} can say, in units a second: what the last two minutes wanted, which may
 * last; 0 where no minute is known.
 */
export function leastNeeded(seen: ResourceView, access: Access, share: number): number {
  const used = share * seen.provisioned[units(access)];
  const wants = wantedInLast(seen.minutes, YOUNG_MINUTES, access, used);
  return wants.length === 0 ? 0 : lowest(wants, 0, YOUNG_MINUTES) / share;
}

/** CloudWatch has a minute one to three minutes after it ended. */
const MAX_AGE_MS = 6 * MINUTE_MS;

/**
 * The most that {@link demandOf} can say is needed, in units a second: what the last minute wanted, with its
 * headroom. Nothing that lasts is more than that, nor is a rise taken for more.
 */
export function mostDemanded(seen: ResourceView, access: Access, share: number): number {
  const { minutes } = seen;
  const last = minutes[minutes.length - 1];
  const fullyUsed = share * seen.provisioned[units(access)];
  return last === undefined ? 0 : wantedIn(last, access, fullyUsed) / share;
}

/** What was wanted in each of the last minutes, as far as they are known, the youngest first. */
function wantedInLast(
  minutes: readonly MinuteUsage[],
  count: number,
  access: Access,
  fullyUsed: number,
): readonly number[] {
  const wants: number[] = [];
  const oldest = Math.max(0, minutes.length - count);
  for (let place = minutes.length - 1; place >= oldest; place -= 1) {
    const minute = minutes[place];
    if (minute !== undefined) wants.push(wantedIn(minute, access, fullyUsed));
  }
  return wants;
}

/** The least that was wanted in `count` minutes, of which the youngest is so many back, as far as they are known. */
function lowest(wants: readonly number[], back: number, count: number): number {
  let least = Number.POSITIVE_INFINITY;
  const end = Math.min(wants.length, back + count);
  for (let place = back; place < end; place += 1) {
    least = Math.min(least, wants[place] as number);
  }
  return least;
}

/**
 * By how much the demand rises in a minute: over the last two minutes and over the two before, the smaller
 * of both; not at all where the last minute is no higher than the one before.
 */
function riseOf(wants: readonly number[]): number {
  const [now = 0, before = 0, middle = 0, , first] = wants;
  if (first === undefined) return 0;
  return Math.min((now - middle) / 2, (middle - first) / 2, now - before);
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
