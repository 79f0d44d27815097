import type { Transport, WireRequest } from "@spillway/table-writer";
import type { EntryFailure, OutgoingMessage, Queue } from "@spillway/write-buffer";
import { vi } from "vitest";

/** A table that keeps what it took, and leaves unprocessed what a test says. */
export class FakeTable implements Transport {
  readonly requests: (readonly WireRequest[])[] = [];
  readonly items = new Map<string, WireRequest>();
  readonly #refuses: (request: WireRequest) => boolean;

  constructor(refuses: (request: WireRequest) => boolean = () => false) {
    this.#refuses = refuses;
  }

  async batchWrite(_table: object, requests: readonly WireRequest[]) {
    this.requests.push(requests);
    const unprocessed = requests.filter(this.#refuses);
    for (const request of requests) {
      if (!unprocessed.includes(request)) this.items.set(request.key, request);
    }
    return { unprocessed, consumed: { table: requests.length - unprocessed.length, indexes: {} } };
  }
}

/** A queue that keeps every message, or does not answer. */
export class FakeQueue implements Queue {
  readonly taken: OutgoingMessage[] = [];
  answers = true;

  async sendBatch(messages: readonly OutgoingMessage[]): Promise<readonly EntryFailure[]> {
    if (!this.answers)
      throw Object.assign(new Error("no such queue"), { name: "QueueDoesNotExist" });
    this.taken.push(...messages);
    return [];
  }
}

/** A logger and metrics that a test reads. */
export function fakeTelemetry() {
  return {
    logger: { info: vi.fn(), warn: vi.fn(), error: vi.fn() },
    metrics: { addMetric: vi.fn() },
  };
}
