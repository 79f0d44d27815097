import type { QueueDepth } from "../sqs/queue-depths.ts";
import type { QueueTraffic } from "../sqs/queue-traffic.ts";
import type { Observation } from "./metric-buffer.ts";

/** Unchanged for so long, what a queue holds is put less often. */
const QUIET_AFTER_MS = 60_000;
const PUT_QUIET_EVERY_MS = 15_000;
/** Zeros follow the last message for so long, so that a chart comes down to the ground. */
const EMPTY_FOR_MS = 5_000;

const EMPTY: QueueDepth = { visible: 0, inFlight: 0, delayed: 0, oldestSentAt: 0 };
const NEVER = Number.NEGATIVE_INFINITY;

interface Seen {
  readonly depth: QueueDepth;
  /** When a message last passed, or it last was another depth. */
  readonly changedAt: number;
  readonly putAt: number;
}

/** Which samples of queues become metrics: those of queues that hold messages, or did a moment ago. */
export class QueueSamples {
  #seen = new Map<string, Seen>();

  /**
   * @param traffic the queues that exist, and when a message last passed through each
   * @param found what the queues hold that hold anything
   * @param now in ms since 1970
   */
  take(
    traffic: Pick<QueueTraffic, "queues" | "lastPassed">,
    found: ReadonlyMap<string, QueueDepth>,
    now: number,
  ): Observation[] {
    const seen = new Map<string, Seen>();
    const taken: Observation[] = [];
    // One that was made in another way than through the gateway shows when it holds something.
    for (const queue of new Set([...traffic.queues, ...found.keys()])) {
      const depth = found.get(queue) ?? EMPTY;
      const before = this.#seen.get(queue) ?? { depth: EMPTY, changedAt: NEVER, putAt: NEVER };
      const changed = isSame(before.depth, depth) ? before.changedAt : now;
      const changedAt = Math.max(changed, traffic.lastPassed(queue));
      const due = isDue({ depth, changedAt, putAt: before.putAt }, now);
      if (due) taken.push(...observations(queue, depth, now));
      seen.set(queue, { depth, changedAt, putAt: due ? now : before.putAt });
    }
    this.#seen = seen;
    return taken;
  }
}

function isDue({ depth, changedAt, putAt }: Seen, now: number): boolean {
  if (depth === EMPTY) return now - changedAt < EMPTY_FOR_MS;
  return now - changedAt < QUIET_AFTER_MS || now - putAt >= PUT_QUIET_EVERY_MS;
}

function isSame(one: QueueDepth, other: QueueDepth): boolean {
  return (
    one.visible === other.visible &&
    one.inFlight === other.inFlight &&
    one.delayed === other.delayed &&
    one.oldestSentAt === other.oldestSentAt
  );
}

function observations(queue: string, depth: QueueDepth, at: number): Observation[] {
  const ageSeconds = depth === EMPTY ? 0 : Math.max(0, (at - depth.oldestSentAt) / 1_000);
  const observed = (name: string, value: number, unit: "Count" | "Seconds" = "Count") => {
    const dimensions = { QueueName: queue };
    return { namespace: "AWS/SQS", name, value, unit, dimensions, at };
  };
  return [
    observed("ApproximateNumberOfMessagesVisible", depth.visible),
    observed("ApproximateNumberOfMessagesNotVisible", depth.inFlight),
    observed("ApproximateNumberOfMessagesDelayed", depth.delayed),
    observed("ApproximateAgeOfOldestMessage", ageSeconds, "Seconds"),
  ];
}
