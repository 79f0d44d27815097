import { type Message, QueueDoesNotExist } from "@aws-sdk/client-sqs";
import type { Clock } from "@spillway/pacing";
import type { ErrorReport } from "../../error-report.ts";
import { functionReference } from "../../lambda-host/function-reference.ts";
import type { InvocationResult, InvokeFunction } from "../../lambda-host/lambda-host.ts";
import type { QueueArrivals } from "../../sqs/queue-arrivals.ts";
import { Wakeup } from "../../sqs/wakeup.ts";
import { BatchWindow } from "../mappings/batch-window.ts";
import { errorText } from "../mappings/error-text.ts";
import { ProcessingResult } from "../mappings/processing-result.ts";
import type { Source, SourceSnapshot } from "../mappings/source.ts";
import { failedMessages } from "./batch-response.ts";
import type { QueueClient } from "./queue-client.ts";
import { queueEvent, queueRecord } from "./queue-event.ts";
import { queueFilter } from "./queue-filter.ts";
import type { QueueMapping } from "./queue-mapping.ts";

export interface QueueSourceOptions {
  readonly mapping: QueueMapping;
  readonly queue: Pick<QueueClient, "receive" | "delete" | "visibilityTimeoutMs">;
  /** Tells when it is worth asking the queue. */
  readonly arrivals: Pick<QueueArrivals, "listen" | "dueInMs">;
  readonly clock: Clock;
  readonly invoke: InvokeFunction;
  readonly onError: ErrorReport;
}

/** Lambda's limit for the payload of a synchronous invocation. */
const MAX_PAYLOAD_BYTES = 6 * 1_024 * 1_024;
/** What a record weighs beside its body, generously. */
const RECORD_BYTES = 1_024;
/** Lambda begins with five concurrent batches; this one stays there. */
const DEFAULT_CONCURRENCY = 5;
/** Where nothing was ever sent it looks after so long, twice as long each time, for what no request told of. */
const IDLE_LOOK_MS = 60_000;
/** After a sign of messages it looks again sooner, for what shows a little later. */
const FIRST_LOOK_MS = 1_000;
const LONGEST_LOOK_MS = 120_000;
const RETRY_THROTTLED_EVERY_MS = 1_000;
/** Throttled for so long, a mapping says so. */
const THROTTLED_LONG_MS = 5_000;
/** After an error it rests for so long, doubled with each further one. */
const REST_AFTER_ERROR_MS = 2_000;
const LONGEST_REST_MS = 30_000;

/** Delivers the messages of one queue to one function, as an enabled event source mapping does. */
export class QueueSource implements Source {
  readonly #options: QueueSourceOptions;
  readonly #queueName: string;
  readonly #isWanted: ReturnType<typeof queueFilter>;
  readonly #window: BatchWindow<Message>;
  readonly #limit: number;
  readonly #stopping = new AbortController();
  readonly #underWay = new Set<Promise<void>>();
  readonly #result = new ProcessingResult();
  readonly #wakeup: Wakeup;
  readonly #ended: Promise<void>;
  #lookMs = IDLE_LOOK_MS;
  #errors = 0;
  #reported: string | undefined;

  constructor(options: QueueSourceOptions) {
    const { mapping } = options;
    this.#options = options;
    this.#queueName = mapping.queueArn.split(":").at(-1) ?? "";
    this.#isWanted = queueFilter(mapping.patterns);
    this.#limit = mapping.maximumConcurrency ?? DEFAULT_CONCURRENCY;
    this.#wakeup = new Wakeup(options.clock);
    this.#window = new BatchWindow({
      batchSize: mapping.batchSize,
      windowMs: mapping.windowSeconds * 1_000,
      maxBytes: MAX_PAYLOAD_BYTES,
      sizeOf: (message) => Buffer.byteLength(message.Body ?? "") + RECORD_BYTES,
    });
    this.#ended = this.#run();
  }

  snapshot(): SourceSnapshot {
    const { problem } = this.#result;
    return {
      lastResult: this.#result.toString(),
      ...(problem === undefined ? {} : { problem }),
      batchesInFlight: this.#underWay.size,
      recordsWaiting: this.#window.size,
    };
  }

  look(): void {
    this.#wakeup.call();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#wakeup.call();
    await this.#ended;
    await Promise.all(this.#underWay);
  }

  async #run(): Promise<void> {
    const { clock, arrivals } = this.#options;
    const { signal } = this.#stopping;
    const ends = arrivals.listen(this.#queueName, () => this.#wakeup.call());
    while (!signal.aborted) {
      // No slot free: messages stay in the queue, where they keep their visibility.
      if (this.#underWay.size >= this.#limit) {
        await Promise.race(this.#underWay);
        continue;
      }
      this.#wakeup.reset();
      const received = await this.#poll();
      const batch = this.#window.take(clock.now());
      if (batch !== undefined) this.#dispatch(batch);
      else if (received === 0) await this.#rest();
    }
    ends();
    // What was received belongs to somebody: waiting for its visibility to end would delay it.
    const left = this.#window.take(Number.POSITIVE_INFINITY);
    if (left !== undefined) this.#dispatch(left);
  }

  /** How many came; undefined when it failed, after a rest that is the longer the more often that happens. */
  async #poll(): Promise<number | undefined> {
    try {
      const received = await this.#receive();
      this.#errors = 0;
      if (received > 0) this.#lookMs = FIRST_LOOK_MS;
      this.#reported = undefined;
      this.#result.polled();
      return received;
    } catch (error) {
      this.#cannotPoll(error);
      const restMs = Math.min(LONGEST_REST_MS, REST_AFTER_ERROR_MS * 2 ** this.#errors);
      this.#errors += 1;
      await this.#options.clock.sleep(restMs, this.#stopping.signal).catch(() => undefined);
      return undefined;
    }
  }

  /** Says what went wrong, once as long as it is the same. */
  #cannotPoll(error: unknown): void {
    const { mapping, onError } = this.#options;
    const isGone = error instanceof QueueDoesNotExist;
    const why = isGone ? `queue ${this.#queueName} does not exist` : errorText(error);
    this.#result.cannotPoll(why);
    if (why === this.#reported || this.#stopping.signal.aborted) return;
    this.#reported = why;
    // Whoever deletes a queue before its mapping knows it.
    if (!isGone) onError(`event source ${mapping.uuid}`, error);
  }

  /** How many messages came, those included that are not wanted. */
  async #receive(): Promise<number> {
    const { queue, clock, mapping } = this.#options;
    const { room } = this.#window;
    if (room === 0) return 0;
    const messages = await queue.receive(room);
    const wanted = messages.filter((message) =>
      this.#isWanted(queueRecord(message, mapping.queueArn)),
    );
    this.#window.add(clock.now(), wanted);
    // Those that match no pattern are done with.
    await queue.delete(messages.filter((message) => !wanted.includes(message)));
    return messages.length;
  }

  /** Until a batch is due, something is known to show or passes; without such a sign it looks ever more seldom. */
  async #rest(): Promise<void> {
    const { clock, arrivals } = this.#options;
    const signs = [this.#window.remainingMs(clock.now()), arrivals.dueInMs(this.#queueName)].filter(
      (ms) => ms !== undefined,
    );
    const called = await this.#wakeup.sleep(Math.max(1, Math.min(this.#lookMs, ...signs)));
    this.#lookMs = called ? FIRST_LOOK_MS : Math.min(LONGEST_LOOK_MS, this.#lookMs * 2);
  }

  #dispatch(batch: readonly Message[]): void {
    const { mapping, onError } = this.#options;
    const delivery = this.#deliver(batch)
      .catch((error: unknown) => {
        this.#result.failed(errorText(error));
        if (!this.#stopping.signal.aborted) onError(`event source ${mapping.uuid}`, error);
      })
      .finally(() => this.#underWay.delete(delivery));
    this.#underWay.add(delivery);
  }

  async #deliver(batch: readonly Message[]): Promise<void> {
    const { mapping, queue } = this.#options;
    const result = await this.#invoke(batch);
    if (result === undefined) return;
    // Messages that are not deleted show again when their visibility timeout has passed.
    if (result.kind === "not-found") {
      return this.#result.failed(`Function not found: ${mapping.functionArn}`);
    }
    if (result.kind !== "ran" || result.failed) {
      return this.#result.failed("Function call failed");
    }
    this.#result.succeeded();
    const ids = batch.map((message) => message.MessageId ?? "");
    const failed = mapping.reportsItemFailures
      ? failedMessages(result.payload.toString("utf8"), ids)
      : new Set<string>();
    if (failed === "all") return;
    await queue.delete(batch.filter((message) => !failed.has(message.MessageId ?? "")));
  }

  /** Invokes, and while throttled tries again until the messages show again in the queue. */
  async #invoke(batch: readonly Message[]): Promise<InvocationResult | undefined> {
    const { mapping, clock, invoke, queue } = this.#options;
    const payload = Buffer.from(JSON.stringify(queueEvent(batch, mapping.queueArn)));
    const receivedAt = clock.now();
    for (;;) {
      const result = await invoke(functionReference(mapping.functionArn), payload);
      if (result.kind !== "throttled") return result;
      if (clock.now() - receivedAt >= THROTTLED_LONG_MS) {
        this.#result.failed(`Function call throttled: ${result.reason}`);
      }
      const visibleAt = receivedAt + (await queue.visibilityTimeoutMs());
      if (clock.now() + RETRY_THROTTLED_EVERY_MS >= visibleAt) {
        this.#result.failed(`Function call throttled: ${result.reason}`);
        return undefined;
      }
      if (this.#stopping.signal.aborted) return undefined;
      await clock.sleep(RETRY_THROTTLED_EVERY_MS);
    }
  }
}
