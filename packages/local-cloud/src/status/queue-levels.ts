import type { Observation } from "../metrics/metric-buffer.ts";
import type { QueueStatus } from "./status-document.ts";

export type QueueLevel = Omit<QueueStatus, "region" | "name">;

const EMPTY: QueueLevel = {
  visible: 0,
  inFlight: 0,
  delayed: 0,
  oldestAgeSeconds: 0,
  sent: 0,
  received: 0,
  deleted: 0,
};

/** Metrics that say how much there is. */
const GAUGES: Readonly<Record<string, keyof QueueLevel>> = {
  ApproximateNumberOfMessagesVisible: "visible",
  ApproximateNumberOfMessagesNotVisible: "inFlight",
  ApproximateNumberOfMessagesDelayed: "delayed",
  ApproximateAgeOfOldestMessage: "oldestAgeSeconds",
};
/** Metrics that say how many passed. */
const COUNTERS: Readonly<Record<string, keyof QueueLevel>> = {
  NumberOfMessagesSent: "sent",
  NumberOfMessagesReceived: "received",
  NumberOfMessagesDeleted: "deleted",
};

/**
 * Where messages go that pass, until the gauges are read again, which is within a second: so a message is
 * seen at once. A delayed one counts as visible until then.
 */
const MOVES: Partial<
  Record<keyof QueueLevel, (level: QueueLevel, count: number) => Partial<QueueLevel>>
> = {
  sent: ({ visible }, count) => ({ visible: visible + count }),
  received: ({ visible, inFlight }, count) => ({
    visible: Math.max(0, visible - count),
    inFlight: inFlight + count,
  }),
  deleted: ({ inFlight }, count) => ({ inFlight: Math.max(0, inFlight - count) }),
};

/** The last that is known of each of one region's queues, from the metrics that are made of it anyway. */
export class QueueLevels {
  readonly #levels = new Map<string, QueueLevel>();

  observe({ namespace, name, dimensions, value }: Observation): void {
    const queue = dimensions.QueueName;
    if (namespace !== "AWS/SQS" || queue === undefined) return;
    const level = this.of(queue);
    const gauge = GAUGES[name];
    const counter = COUNTERS[name];
    if (gauge !== undefined) this.#levels.set(queue, { ...level, [gauge]: value });
    if (counter !== undefined) {
      const counted = { ...level, [counter]: level[counter] + value };
      this.#levels.set(queue, { ...counted, ...MOVES[counter]?.(level, value) });
    }
  }

  of(queue: string): QueueLevel {
    return this.#levels.get(queue) ?? EMPTY;
  }

  /** Forgets every queue that is gone. */
  keep(queues: readonly string[]): void {
    const kept = new Set(queues);
    for (const queue of this.#levels.keys()) if (!kept.has(queue)) this.#levels.delete(queue);
  }
}
