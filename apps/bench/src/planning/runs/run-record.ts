import type { Clock } from "@spillway/pacing";
import type { Transport } from "@spillway/table-writer";

const THROTTLES = [
  "ProvisionedThroughputExceededException",
  "ThrottlingException",
  "RequestLimitExceeded",
];

/** Whether DynamoDB refused a whole request for lack of capacity. */
export function isThrottle(error: unknown): boolean {
  return error instanceof Error && THROTTLES.includes(error.name);
}

/** What whoever sends sees of a run: refused attempts, and when each write was done. */
export class RunRecord {
  readonly #clock: Clock;
  refused = 0;
  written = 0;
  /** How long each answered request took, in milliseconds. */
  readonly requestMs: number[] = [];
  lastDoneMs: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.lastDoneMs = clock.now();
  }

  /** The same transport, watched. */
  watched(transport: Transport): Transport {
    return {
      batchWrite: async (table, requests, signal) => {
        const sentMs = performance.now();
        try {
          const result = await transport.batchWrite(table, requests, signal);
          this.requestMs.push(performance.now() - sentMs);
          const back = new Set(result.unprocessed);
          this.refused += back.size;
          this.#done(requests.length - back.size);
          return result;
        } catch (error) {
          if (isThrottle(error)) this.refused += requests.length;
          throw error;
        }
      },
    };
  }

  #done(writes: number): void {
    if (writes === 0) return;
    this.written += writes;
    this.lastDoneMs = this.#clock.now();
  }
}
