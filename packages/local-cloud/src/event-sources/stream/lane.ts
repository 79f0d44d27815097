import type { Clock } from "@spillway/pacing";
import type { InvocationResult } from "../../lambda-host/lambda-host.ts";
import { Wakeup } from "../../sqs/wakeup.ts";
import { BatchWindow } from "../mappings/batch-window.ts";
import { errorText } from "../mappings/error-text.ts";
import { batchAnswer } from "./batch-answer.ts";
import type { GivenUp, LastAttempt } from "./failure-record.ts";
import { type BatchOutcome, PendingBatches } from "./pending-batches.ts";
import { delayToDestination } from "./retry-delays.ts";
import type { StreamMapping } from "./stream-mapping.ts";
import { type StreamRecord, streamEvent } from "./stream-record.ts";

/** What lanes share: what happens outside of them. */
export interface LaneSurroundings {
  readonly clock: Clock;
  /** Runs the function with records. */
  readonly invoke: (
    records: readonly StreamRecord[],
    payload: Uint8Array,
  ) => Promise<InvocationResult>;
  /** Tells the destination, if there is one, of records that are given up; throws when that can't be reached. */
  readonly giveUp: (
    given: Pick<GivenUp, "shardId" | "records" | "condition" | "invokeCount" | "last">,
  ) => Promise<void>;
  /** A batch was handled. */
  readonly succeeded: () => void;
  /** A batch could not be handled so far; with an error when that is no fault of the function. */
  readonly failed: (why: string, error?: unknown) => void;
}

export interface LaneOptions {
  readonly shardId: string;
  readonly mapping: StreamMapping;
  readonly surroundings: LaneSurroundings;
  readonly signal: AbortSignal;
  /** Told of its next records that they are done, or given up. */
  readonly onDone: (records: readonly StreamRecord[]) => void;
}

/** Lambda's limit for the payload of a synchronous invocation, less what stands around the records. */
const MAX_PAYLOAD_BYTES = 6 * 1_024 * 1_024 - 1_024;
/** As long as a timer can be: until it is called. */
export const UNTIL_CALLED_MS = 2 ** 31 - 1;

/** Hands the records of some partitions of a shard to the function, batch after batch and in their order. */
export class Lane {
  readonly #options: LaneOptions;
  readonly #window: BatchWindow<StreamRecord>;
  readonly #pending: PendingBatches<StreamRecord>;
  readonly #arrivals: Wakeup;
  readonly #waits: Wakeup;
  readonly ended: Promise<void>;
  #inFlight = 0;
  #last: LastAttempt | undefined;
  #deliveryFailures = 0;

  constructor(options: LaneOptions) {
    const { mapping, surroundings } = options;
    this.#options = options;
    this.#arrivals = new Wakeup(surroundings.clock);
    this.#waits = new Wakeup(surroundings.clock);
    this.#window = new BatchWindow({
      batchSize: mapping.batchSize,
      windowMs: mapping.windowSeconds * 1_000,
      maxBytes: MAX_PAYLOAD_BYTES,
      sizeOf: ({ text }) => Buffer.byteLength(text) + 1,
    });
    this.#pending = new PendingBatches(mapping);
    this.ended = this.#run();
  }

  /** Records that the function works on. */
  get inFlight(): number {
    return this.#inFlight;
  }

  /** Records that are neither done nor given up. */
  get size(): number {
    return this.#window.size + this.#pending.size;
  }

  add(records: readonly StreamRecord[]): void {
    if (records.length === 0) return;
    this.#window.add(this.#options.surroundings.clock.now(), records);
    this.#arrivals.call();
  }

  /** Tries again now what waits. */
  hurry(): void {
    this.#pending.hurry();
    this.#waits.call();
  }

  /** To be called when the signal was aborted: ends waits, not what is under way. */
  stop(): void {
    this.#arrivals.call();
    this.#waits.call();
  }

  async #run(): Promise<void> {
    const { surroundings, signal } = this.#options;
    while (!signal.aborted) {
      this.#arrivals.reset();
      this.#waits.reset();
      const step = this.#pending.next(surroundings.clock.now());
      if (step === undefined) await this.#begin();
      else if (step.kind === "wait") await this.#waits.sleep(Math.max(1, step.ms));
      else if (step.kind === "invoke") await this.#invoke(step.records);
      else await this.#giveUp(step);
    }
  }

  async #begin(): Promise<void> {
    const { clock } = this.#options.surroundings;
    const batch = this.#window.take(clock.now());
    this.#last = undefined;
    if (batch !== undefined) return this.#pending.begin(batch);
    const dueMs = this.#window.remainingMs(clock.now()) ?? UNTIL_CALLED_MS;
    await this.#arrivals.sleep(Math.max(1, dueMs));
  }

  async #invoke(records: readonly StreamRecord[]): Promise<void> {
    const { surroundings, onDone } = this.#options;
    this.#inFlight = records.length;
    const outcome = await this.#outcome(records);
    this.#inFlight = 0;
    const done = this.#pending.settle(surroundings.clock.now(), outcome);
    if (outcome.kind === "succeeded") surroundings.succeeded();
    if (done.length > 0) onDone(done);
  }

  async #outcome(records: readonly StreamRecord[]): Promise<BatchOutcome> {
    const { mapping, surroundings } = this.#options;
    let result: InvocationResult;
    try {
      result = await surroundings.invoke(records, Buffer.from(streamEvent(records)));
    } catch (error) {
      surroundings.failed(errorText(error), error);
      return { kind: "throttled" };
    }
    if (result.kind === "not-found") {
      surroundings.failed(`Function not found: ${mapping.functionArn}`);
      return { kind: "throttled" };
    }
    if (result.kind === "throttled") {
      surroundings.failed(`Function call throttled: ${result.reason}`);
      return { kind: "throttled" };
    }
    const { requestId, version: executedVersion, failed } = result;
    this.#last = { requestId, statusCode: 200, executedVersion, failed };
    if (failed) {
      surroundings.failed("Function call failed");
      return { kind: "failed" };
    }
    if (!mapping.reportsItemFailures) return { kind: "succeeded" };
    const numbers = records.map(({ sequenceNumber }) => sequenceNumber);
    const answer = batchAnswer(result.payload.toString("utf8"), numbers);
    if (answer === "none") return { kind: "succeeded" };
    surroundings.failed("Function call failed");
    return answer === "all" ? { kind: "failed" } : { kind: "partly", from: answer };
  }

  /** Until the destination has what is given up, the lane stands still: nothing is lost silently. */
  async #giveUp(given: Pick<GivenUp, "records" | "condition" | "invokeCount">): Promise<void> {
    const { shardId, surroundings, onDone } = this.#options;
    const { records, condition, invokeCount } = given;
    try {
      await surroundings.giveUp({ shardId, records, condition, invokeCount, last: this.#last });
    } catch (error) {
      this.#deliveryFailures += 1;
      const why = `the on-failure destination did not take ${records.length} records: ${errorText(error)}`;
      surroundings.failed(why, this.#deliveryFailures === 1 ? error : undefined);
      await this.#waits.sleep(delayToDestination(this.#deliveryFailures));
      return;
    }
    this.#deliveryFailures = 0;
    this.#pending.discarded(records.length);
    onDone(records);
  }
}
