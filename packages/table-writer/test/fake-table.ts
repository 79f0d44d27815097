import type { Clock } from "@spillway/pacing";
import type { BatchWriteResult, TargetTable, Transport, WireRequest } from "../src/index.ts";

/** What a scripted table answers to one request. */
export type Answer =
  /** Takes everything. */
  | { readonly kind: "taken" }
  /** Takes all but every `nth` write; with 1 it takes none. */
  | { readonly kind: "partial"; readonly nth: number }
  | { readonly kind: "throttled"; readonly reasons: readonly string[] }
  | { readonly kind: "fault"; readonly status: number }
  /** The connection breaks; the writes may have been done before. */
  | { readonly kind: "dropped"; readonly applied: boolean }
  | { readonly kind: "error"; readonly error: unknown };

export interface FakeTableOptions {
  readonly clock: Clock;
  /** One answer a request, in their order; when they are used up, everything is taken. */
  readonly answers?: readonly Answer[];
  /** Milliseconds until each answer. Default 10. */
  readonly latencyMs?: (request: number) => number;
  /** Writes that DynamoDB would refuse with a ValidationException, and their batch with them. */
  readonly refuses?: (request: WireRequest) => boolean;
}

export const KEYS = { partitionKey: { name: "pk", type: "S" } } as const;
export const TABLE: TargetTable = { name: "Users", keys: KEYS };

/** A table in memory behind a transport that answers by script, and holds the writer to its promises. */
export class FakeTable implements Transport {
  readonly items = new Map<string, WireRequest>();
  readonly batches: (readonly WireRequest[])[] = [];
  /** Promises of the writer that were broken, in words. */
  readonly broken: string[] = [];
  /** Moments at which requests came, in the clock's milliseconds. */
  readonly sentAtMs: number[] = [];
  maxInFlight = 0;
  #inFlight = 0;
  readonly #keysInFlight = new Set<string>();
  readonly #options: FakeTableOptions;
  readonly #answers: Answer[];

  constructor(options: FakeTableOptions) {
    this.#options = options;
    this.#answers = [...(options.answers ?? [])];
  }

  async batchWrite(
    table: TargetTable,
    requests: readonly WireRequest[],
    signal?: AbortSignal,
  ): Promise<BatchWriteResult> {
    const { clock, latencyMs = () => 10 } = this.#options;
    const answer = this.#answers.shift() ?? { kind: "taken" };
    this.#check(table, requests);
    this.sentAtMs.push(clock.now());
    this.batches.push([...requests]);
    for (const { key } of requests) this.#keysInFlight.add(key);
    this.#inFlight += 1;
    this.maxInFlight = Math.max(this.maxInFlight, this.#inFlight);
    try {
      await clock.sleep(latencyMs(this.batches.length - 1), signal);
      return this.#answer(answer, requests);
    } finally {
      this.#inFlight -= 1;
      for (const { key } of requests) this.#keysInFlight.delete(key);
    }
  }

  #answer(answer: Answer, requests: readonly WireRequest[]): BatchWriteResult {
    if (requests.some((request) => this.#options.refuses?.(request))) {
      throw serviceError("ValidationException", 400, "One or more parameter values are invalid");
    }
    switch (answer.kind) {
      case "taken":
        return this.#take(requests, []);
      case "partial": {
        const unprocessed = requests.filter((_, at) => at % answer.nth === 0);
        return this.#take(requests, unprocessed);
      }
      case "throttled":
        throw throttle(answer.reasons);
      case "fault":
        throw serviceError("InternalServerError", answer.status, "try again");
      case "dropped":
        if (answer.applied) this.#take(requests, []);
        throw Object.assign(new Error("socket hang up"), { code: "ECONNRESET" });
      case "error":
        throw answer.error;
    }
  }

  #take(requests: readonly WireRequest[], unprocessed: readonly WireRequest[]): BatchWriteResult {
    for (const request of requests) {
      if (unprocessed.includes(request)) continue;
      if (request.op === "put") this.items.set(request.key, request);
      else this.items.delete(request.key);
    }
    const table = requests.length - unprocessed.length;
    return { unprocessed, consumed: { table, indexes: { byEmail: table * 2 } } };
  }

  #check(table: TargetTable, requests: readonly WireRequest[]): void {
    const bytes = requests.reduce((sum, { json }) => sum + Buffer.byteLength(json) + 26, 0);
    const keys = new Set(requests.map(({ key }) => key));
    if (table.name !== TABLE.name) this.broken.push(`wrote to ${table.name}`);
    if (requests.length === 0) this.broken.push("sent an empty batch");
    if (requests.length > 25) this.broken.push(`sent ${requests.length} requests`);
    if (bytes > 16 * 1024 * 1024) this.broken.push(`sent ${bytes} bytes`);
    if (keys.size !== requests.length) this.broken.push("sent two writes of one key");
    for (const key of keys) {
      if (this.#keysInFlight.has(key)) this.broken.push(`sent ${key} while it was in flight`);
    }
  }
}

/** An error as the SDK throws it. */
export function serviceError(name: string, status: number, message: string): Error {
  return Object.assign(new Error(message), { name, $metadata: { httpStatusCode: status } });
}

export function throttle(reasons: readonly string[]): Error {
  const error = serviceError("ProvisionedThroughputExceededException", 400, "slow down");
  const resource = "arn:aws:dynamodb:us-east-1:123456789012:table/Users";
  return Object.assign(error, {
    ThrottlingReasons: reasons.map((reason) => ({ reason, resource })),
  });
}
